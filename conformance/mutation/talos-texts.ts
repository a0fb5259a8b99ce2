/**
 * Ways to write things that tell a branch of the reader from its neighbours. Nothing is said about what they come to: Talos
 * is asked.
 */
import { defaultHead, head, rule } from '../talos/table-case'
import { oddActions, oddNames, oddPorts, oddProtocols, oddSubnets } from './talos-values'

const selectors = [
  ...[
    '',
    ' null',
    ' ~',
    ' {}',
    ' []',
    ' x',
    ' ""',
    ' "~"',
    ' 80',
    '\n    protocol: tcp',
    '\n    ports: []\n    protocol: tcp',
  ],
  ...['\n    ports:\n    protocol: tcp', '\n    ports: null\n    protocol: tcp', '\n    ports: 80\n    protocol: tcp'],
  ...[
    '\n    ports: ~\n    protocol: tcp',
    '\n    ports: "x"\n    protocol: tcp',
    '\n    ports: {80: 90}\n    protocol: tcp',
  ],
  ...[
    '\n    ports:\n        - 80',
    '\n    ports: [80]\n    protocol: null',
    '\n    ports: [null, 80]\n    protocol: tcp',
  ],
  ...['\n    ports: [80]\n    port: 81\n    protocol: tcp', '\n    ports: [80]\n    $patch: delete\n    protocol: tcp'],
  ...['\n    ports: [80]\n    spec: x\n    protocol: tcp', '\n  ports:\n  - 80\n  - 81\n  protocol: udp'],
  ...[
    '\n  protocol: udp\n  ports:\n    - 80\n\n    # more\n    - 443\n',
    '\n    protocol: tcp\n    ports:\n        - 443\n        - 80',
  ],
]

const ingresses = [
  ...[
    '',
    ' null',
    ' ~',
    ' []',
    ' {}',
    ' x',
    ' 10.0.0.0/8',
    ' ""',
    '\n    - null',
    '\n    - ~\n    - subnet: 10.0.0.0/8',
  ],
  ...[
    '\n    -',
    '\n    - {}',
    '\n    - []',
    '\n    - x',
    '\n    - except: 10.0.0.0/8',
    '\n    - subnet:\n      except: 10.0.0.0/8',
  ],
  ...[
    '\n    - subnet: 10.0.0.0/8\n      except:',
    '\n    - subnet: 10.0.0.0/8\n      except: ""',
    '\n    - subnet: 10.0.0.0/8\n      except: ~',
  ],
  ...[
    '\n    - subnet: 10.0.0.0/8\n      except: x',
    '\n    - subnet: 10.0.0.0/8\n      except: 10.0.0.0',
    '\n    - except: 10.1.0.0/16\n      subnet: 10.0.0.0/8',
  ],
  ...[
    '\n    - subnet: 10.0.0.0/8\n      except: [10.1.0.0/16]',
    '\n    - subnet: 10.0.0.0/8\n      note: x',
    '\n    - subnet: x\n    - subnet: 10.0.0.0/8',
  ],
  ...[
    '\n    - subnet: 10.0.0.0/8\n      $patch: delete',
    '\n    - subnet: 10.0.0.0/8\n      action: x',
    '\n- subnet: 10.0.0.0/8\n- subnet: ::/0',
  ],
  ...[
    '\n  - subnet: 10.0.0.0/8\n    except: 10.1.0.0/16\n  - subnet: 10.2.0.0/16',
    '\n    - subnet: 10.0.0.0/8 # why\n\n    - subnet: 10.1.0.0/16',
  ],
  ...[
    '\n    - subnet: 10.0.0.0/8\n      except: 10.1.0.0/16\n      except: 10.2.0.0/16',
    '\n    - subnet: 10.0.0.0/8\n     # why\n    - subnet: ::/0',
  ],
]

const mains = [
  ...[
    'version: v1alpha1',
    'debug: true',
    'persist: true',
    'machine: {}',
    'cluster: {}',
    'foo: 1',
    'machine: {}\nfoo: 1',
  ],
  ...[
    'version: v1alpha1\nfoo: 1',
    'apiVersion: v1alpha1',
    'apiVersion: v1alpha1\nmachine: {}',
    'apiVersion: v1\ndebug: true',
  ],
  ...[
    'kind: ""\ndebug: true',
    'kind: null\ndebug: true',
    'version: v1alpha1\nmachine: {}\ncluster: {}',
    'kind: NetworkRuleConfig',
  ],
  ...[
    'apiVersion: v1alpha1\nkind: ""',
    'apiVersion: null\nkind: NetworkRuleConfig',
    'portSelector: {}',
    'name: x',
    'version: 2',
  ],
]

const roots = [
  ...['', '# note', 'null', '~', 'text', '[]', '- a', '{}', '"null"', '5', '!x y', '&a b', '*a', '|', '""'],
  ...[
    `apiVersion: v1alpha1\nkind: HostnameConfig\nauto: stable`,
    `apiVersion: v1alpha1\nkind: KmsgLogConfig\nname: a\nurl: tcp://10.0.0.1:5000`,
  ],
  ...[`apiVersion: v1beta1\nkind: KmsgLogConfig\nname: a`],
  ...[
    'apiVersion: [v1alpha1]\nkind: NetworkRuleConfig',
    'apiVersion: v1alpha1\nkind: [x]',
    'apiVersion: v1alpha1\nkind: {a: b}',
  ],
]

const deletes = [
  ...[
    `${head}name: test\n$patch: delete`,
    `${head}$patch: delete`,
    `${head}name: ""\n$patch: delete`,
    `${head}name: other\n$patch: delete`,
  ],
  ...[
    `${defaultHead}$patch: delete`,
    `${defaultHead}name: x\n$patch: delete`,
    `${defaultHead}name: ""\n$patch: delete`,
  ],
  ...[`${head}name: test\n$patch: replace`, `${head}name: test\n$patch: Delete`, `${head}name: test\n$patch: "delete"`],
  ...[
    `${head}name: test\n$patch: [delete]`,
    `${head}name: test\n$patch:`,
    `${head}name: test\n$patch: ~`,
    '$patch: delete',
    `${head}name: null\n$patch: delete`,
  ],
  ...[
    'apiVersion: v1alpha1\nkind: NoSuchConfig\nname: x\n$patch: delete',
    `kind: NetworkRuleConfig\nname: test\n$patch: delete`,
  ],
]

const sound = rule().trimEnd()
const written = [
  ...[
    sound.replace('- 80', '-\t80'),
    sound.replace('name: test', 'name:\ttest'),
    sound.replace('\nname', '\n \t\nname'),
  ],
  ...[
    sound.replace('name: test', '? name\n: test'),
    sound.replace('name: test', 'name\n: test'),
    sound.replaceAll('    ', '  '),
  ],
  ...[
    sound.replace('portSelector:', 'portSelector: # why'),
    sound.replace('name: test', 'name: test#x'),
    sound.replaceAll('\n', '\r\n'),
  ],
  ...[
    sound.replace('name: test', 'name: test\n...'),
    `%YAML 1.1\n---\n${sound}`,
    `%x\n---\n${sound}`,
    `---\n${sound}`,
    `---\n---\n${sound}`,
  ],
  ...[
    `${sound}\n---`,
    `${sound}\n---\n---`,
    `${sound}\n...`,
    `--- # why\n${sound}`,
    `${sound}\n--- \n${rule({ name: 'c' })}`,
  ],
  ...[
    sound.replace('name: test', 'name: !!str test'),
    sound.replace('name: test', 'name: &a test'),
    sound.replace('name: test', '<<: {name: test}'),
  ],
  ...[
    sound.replace('name: test', 'name: a\n  b'),
    sound.replace('name: test', '"name": test'),
    sound.replace('name: test', 'name : test'),
  ],
  ...[
    sound.replace('name: test', 'name: test\nname: test'),
    sound.replace('name: test', 'Name: test'),
    sound.replace('name: test', 'name: "a\\nb"'),
  ],
  ...[
    sound.replace('name: test', 'name: "a\\u00e4"'),
    sound.replace('name: test', 'name: ä'),
    sound.replace('name: test', 'name: a\u2028b'),
  ],
  ...[
    sound.replace('name: test', 'name: on'),
    sound.replace('name: test', 'name: yes'),
    sound.replace('name: test', 'name: off'),
  ],
  ...[
    sound.replace('name: test', 'name: "apiVersion"'),
    sound.replace('  protocol: tcp', '   protocol: tcp'),
    sound.replace('  protocol: tcp', ' protocol: tcp'),
  ],
  ...[
    sound.replace('        - 80', '        - 80\n       - 81'),
    sound.replace('        - 80', '    - 80'),
    sound.replace('        - 80', '   - 80'),
  ],
  ...[
    sound.replace('        - 80', '        - 80\n          - 81'),
    sound.replace('    - subnet', '   - subnet'),
    sound.replace('    - subnet', '- subnet'),
  ],
]
const json = JSON.stringify({
  apiVersion: 'v1alpha1',
  kind: 'NetworkRuleConfig',
  name: 'test',
  portSelector: { ports: [80, '90-91'], protocol: 'tcp' },
  ingress: [{ subnet: '10.0.0.0/8', except: '10.1.0.0/16' }],
})
const braces = [json, JSON.stringify(JSON.parse(json), undefined, '\t'), JSON.stringify(JSON.parse(json), undefined, 2)]

/** Single documents, or what stands for one. */
export const oddDocuments: readonly string[] = [
  ...oddPorts.flatMap((port) => [
    rule({ ports: `\n        - ${port}` }),
    rule({ ports: `\n        - 7\n        - ${port}` }),
  ]),
  ...oddNames.map((name) => rule({ name })),
  ...oddSubnets.flatMap((subnet) => [
    rule({ ingress: `ingress:\n    - subnet: ${subnet}\n` }),
    rule({ ingress: `ingress:\n    - subnet: 0.0.0.0/0\n      except: ${subnet}\n    - subnet: 10.9.0.0/16\n` }),
  ]),
  ...oddProtocols.map((protocol) => rule({ protocol })),
  ...oddActions.map((action) => `${defaultHead}ingress: ${action}\n`),
  ...selectors.map((selector) => `${head}name: test\nportSelector:${selector}\ningress:\n    - subnet: 10.0.0.0/8\n`),
  ...ingresses.map((ingress) => rule({ ingress: `ingress:${ingress}\n` })),
  ...[...mains, ...roots, ...deletes, ...written, ...braces].map((text) => `${text}\n`),
]
