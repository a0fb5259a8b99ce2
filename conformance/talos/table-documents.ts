/** Fields, validation and strictness of the two documents (facts/talos.md 1.1, 1.2, 1.4). */
import { defaultHead, head, rule, type TableCase } from './table-case'

const rules: readonly TableCase[] = [
  ...(
    [
      [
        'canonical',
        '192.168.0.0/16 2001::/16 ! 192.168.0.3/32',
        '    - subnet: 192.168.0.0/16\n      except: 192.168.0.3/32\n    - subnet: 2001::/16\n',
      ],
      ['except outside', '10.0.0.0/8 ! 192.168.0.0/16', '    - subnet: 10.0.0.0/8\n      except: 192.168.0.0/16\n'],
      [
        'except of the other family',
        '10.0.0.0/8 ! 2001:db8::/32',
        '    - subnet: 10.0.0.0/8\n      except: 2001:db8::/32\n',
      ],
      ['empty except', '10.0.0.0/8', '    - subnet: 10.0.0.0/8\n      except: ""\n'],
      ['null except', '10.0.0.0/8', '    - subnet: 10.0.0.0/8\n      except: null\n'],
    ] as const
  ).map(([name, seen, list]): TableCase => {
    const patches = [rule({ ingress: `ingress:\n${list}` })]
    return { row: '1.2', name, patches, want: 'ok', rules: [`test tcp 80-80 ${seen}`] }
  }),
  ...['', 'ingress: []\n', 'ingress: null\n', 'ingress:\n'].map(
    (ingress): TableCase => ({
      row: '1.4 empty ingress',
      name: `ingress ${JSON.stringify(ingress)}`,
      patches: [rule({ ingress })],
      want: 'ok',
      rules: ['test tcp 80-80'],
    }),
  ),
  ...(
    [
      ['TCP', 'tcp', '1.7.0'],
      ['Udp', 'udp', '1.7.0'],
    ] as const
  ).map(([protocol, seen, from]): TableCase => {
    const base = { row: '1.2', name: `protocol ${protocol}`, patches: [rule({ protocol })] }
    return { ...base, want: 'ok', rules: [`test ${seen} 80-80 10.0.0.0/8`], from }
  }),
  ...['TCP', 'Udp'].map((protocol): TableCase => {
    const base = { row: '1.2', name: `protocol ${protocol}`, patches: [rule({ protocol })] }
    return { ...base, want: 'refused', below: '1.7.0' }
  }),
  ...['icmp', 'icmpv6'].map((protocol): TableCase => {
    const base = { row: '1.2', name: `protocol ${protocol}`, patches: [rule({ protocol })] }
    return { ...base, want: 'ok', unread: 'its ports are compared with a checksum' }
  }),
  ...['sctp', '6', '""', 'any'].map((protocol): TableCase => {
    return { row: '1.2', name: `protocol ${protocol}`, patches: [rule({ protocol })], want: 'refused' }
  }),
  ...(
    [
      ['my rule/x ö', 'my rule/x ö'],
      ['12', '12'],
      ['true', 'true'],
      ['"2024-01-01"', '2024-01-01'],
    ] as const
  ).map(([text, name]): TableCase => {
    const base = { row: '1.2', name: `name ${text}`, patches: [rule({ name: text })] }
    return { ...base, want: 'ok', rules: [`${name} tcp 80-80 10.0.0.0/8`] }
  }),
  { row: '1.2', name: 'a date for a name', patches: [rule({ name: '2024-01-01' })], want: 'refused', from: '1.14.0' },
  ...['""', 'null', ''].map((name): TableCase => {
    return { row: '1.2', name: `name ${JSON.stringify(name)}`, patches: [rule({ name })], want: 'refused' }
  }),
  ...(
    [
      ['backwards', '\n        - 90-80', 'refused'],
      ['overlapping', '\n        - 80-90\n        - 85', 'refused'],
      ['equal', '\n        - 80\n        - 80', 'refused'],
      ['overlapping unsorted', '\n        - 85\n        - 80-90', 'refused'],
    ] as const
  ).map(
    ([name, list, want]): TableCase => ({ row: '1.2', name: `ports ${name}`, patches: [rule({ ports: list })], want }),
  ),
  {
    row: '1.2',
    name: 'adjacent ports',
    patches: [rule({ ports: '\n        - 81-90\n        - 80' })],
    want: 'ok',
    rules: ['test tcp 81-90,80-80 10.0.0.0/8'],
    from: '1.8.0',
  },
]

const defaults: readonly TableCase[] = [
  ...(
    [
      ['ingress: block\n', 'block'],
      ['ingress: accept\n', 'accept'],
      ['', 'accept'],
      ['ingress: null\n', 'accept'],
      ['ingress:\n', 'accept'],
    ] as const
  ).map(([text, action]): TableCase => {
    const base = { row: '1.1', name: `default ${JSON.stringify(text)}`, patches: [defaultHead + text] }
    return { ...base, want: 'ok', action, rules: [] }
  }),
  {
    row: '1.1',
    name: 'BLOCK',
    patches: [`${defaultHead}ingress: BLOCK\n`],
    want: 'ok',
    action: 'block',
    from: '1.7.0',
  },
  ...['""', 'allow', 'drop', 'deny', '1', '[]', '{}'].map(
    (word): TableCase => ({
      row: '1.1',
      name: `default ${word}`,
      patches: [`${defaultHead}ingress: ${word}\n`],
      want: 'refused',
    }),
  ),
  { row: '1.1', name: 'a named default', patches: [`${defaultHead}name: x\ningress: block\n`], want: 'refused' },
  ...['v1beta1', 'V1alpha1', 'v1'].map((version): TableCase => {
    const patches = [`apiVersion: ${version}\nkind: NetworkDefaultActionConfig\ningress: block\n`]
    return { row: '1.1', name: `apiVersion ${version}`, patches, want: 'refused' }
  }),
  ...['networkDefaultActionConfig', 'NetworkDefaultAction', 'NetworkRulesConfig'].map((kind): TableCase => {
    const patches = [`apiVersion: v1alpha1\nkind: ${kind}\ningress: block\n`]
    return { row: '1.1', name: `kind ${kind}`, patches, want: 'refused' }
  }),
]

const strictness: readonly TableCase[] = [
  ...(
    [
      ['an unknown key', `${rule()}note: x\n`],
      ['an unknown key in the selector', rule({ protocol: 'tcp\n    port: 80' })],
      ['the invented spec', `${head}name: x\nspec:\n    ingress:\n        - subnet: 10.0.0.0/8\n`],
      ['a key twice', `${rule()}name: again\n`],
      ['a tab', `${head}name: x\nportSelector:\n\tports:\n\t- 80\n`],
      ['no kind', rule().replace('kind: NetworkRuleConfig\n', '')],
      ['no apiVersion', rule().replace('apiVersion: v1alpha1\n', '')],
      ['neither', rule().replace(head, '')],
      ['an unregistered kind', 'apiVersion: v1alpha1\nkind: NetworkFenceConfig\nname: x\n'],
    ] as const
  ).map(([name, text]): TableCase => ({ row: '1.4 strictness', name, patches: [text], want: 'refused' })),
  ...['kind', 'apiVersion'].map(
    (name): TableCase => ({
      row: '1.4 quirk',
      name: `a rule called ${name}`,
      patches: [rule({ name })],
      want: 'refused',
    }),
  ),
  {
    row: '1.4 documents',
    name: 'empty documents between',
    patches: [`---\n${rule({ name: 'a' })}---\n---\n${rule({ name: 'b' })}---\n`],
    want: 'ok',
    rules: ['a tcp 80-80 10.0.0.0/8', 'b tcp 80-80 10.0.0.0/8'],
    from: '1.13.0',
  },
  {
    row: '1.4 documents',
    name: 'an empty document in front before 1.12, where Talos takes the file for an empty JSON patch',
    patches: [`---\n---\n${rule()}`],
    want: 'ok',
    rules: [],
    below: '1.12.0',
    unread: 'it changes nothing, in silence',
  },
  {
    row: '1.4 documents',
    name: 'the order of documents',
    patches: [`${rule({ name: 'z' })}---\n${rule({ name: 'a' })}`],
    want: 'ok',
    rules: ['z tcp 80-80 10.0.0.0/8', 'a tcp 80-80 10.0.0.0/8'],
  },
  {
    row: '1.4 duplicates',
    name: 'a rule twice in one patch',
    patches: [`${rule()}---\n${rule()}`],
    want: 'refused',
    below: '1.14.0',
  },
  {
    row: '1.4 duplicates',
    name: 'a rule twice in one patch, taken in order',
    patches: [`${rule()}---\n${rule({ ports: '\n        - 81' })}`],
    want: 'ok',
    rules: ['test tcp 81-81 10.0.0.0/8'],
    from: '1.14.0',
  },
]

export const documentCases: readonly TableCase[] = [...defaults, ...rules, ...strictness]
