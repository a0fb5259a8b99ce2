import { expect, test } from 'vitest'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { renderDesign } from '@/lib/testing/talos-files'
import { checkFiles } from './check'

const rule = `apiVersion: v1alpha1
kind: NetworkRuleConfig
name: web
portSelector:
    ports:
        - 80
    protocol: tcp
ingress:
    - subnet: 10.0.0.0/8
`

// facts/talos.md 1: what Talos decodes and what it refuses.
test.each<[string, string, string, [line: number, message: RegExp] | undefined]>([
  ['as it is', '', '', undefined],
  ['a range', '80', '80-90', undefined],
  ['a quoted range', '80', '"80-90"', undefined],
  ['nobody', 'ingress:\n    - subnet: 10.0.0.0/8', 'ingress: []', undefined],
  ['an except', '10.0.0.0/8', '10.0.0.0/8\n      except: 10.1.0.0/16', undefined],
  ['IPv6', '10.0.0.0/8', '::/0', undefined],
  ['a quoted port', '80', '"80"', [6, /quoted/]],
  ['a range backwards', '80', '90-80', [6, /no port/]],
  ['a port too high', '80', '65536', [6, /no port/]],
  ['ports that overlap', '- 80', '- 80-90\n        - 85', [7, /overlap/]],
  ['adjacent ports', '- 80', '- 80\n        - 81-90', undefined],
  ['no ports', 'ports:\n        - 80', 'ports: []', [5, /no ports/]],
  ['no protocol', '    protocol: tcp\n', '', [5, /neither tcp nor udp/]],
  ['icmp', 'tcp', 'icmp', [5, /neither tcp nor udp/]],
  ['no mask', '10.0.0.0/8', '10.0.0.0', [9, /not a CIDR/]],
  ['an except that is none', '10.0.0.0/8', '10.0.0.0/8\n      except: x', [9, /not a CIDR/]],
  ['an unknown key', 'subnet', 'cidr', [9, /"cidr"/]],
  ['a spec', 'portSelector', 'spec', [4, /"spec"/]],
  ['no name', 'name: web\n', '', [1, /no name/]],
  ['a name that is a key', 'name: web', 'name: kind', [1, /mistakes/]],
  ['no kind', 'kind: NetworkRuleConfig\n', '', [1, /no firewall document/]],
  ['another version', 'v1alpha1', 'v1beta1', [1, /apiVersion/]],
  ['twice', rule, `${rule}---\n${rule}`, [11, /line 1/]],
  [
    'accepting by patch',
    rule,
    'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: accept\n',
    [3, /changes nothing/],
  ],
  [
    'another default',
    rule,
    'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: deny\n',
    [3, /neither block/],
  ],
  ['a deletion', rule, 'apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: web\n$patch: delete\n', undefined],
  ['another marker', rule, 'apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: web\n$patch: drop\n', [4, /"delete"/]],
  ['nothing', rule, '# nothing\n', [1, /no document/]],
  ['no YAML', '- subnet', '[ subnet', [9, /Not YAML/]],
])('%s', (_, part, by, want) => {
  const problems = checkFiles([{ path: 'talos/worker.patch.yaml', text: part === '' ? rule : rule.replace(part, by) }])
  if (want === undefined) expect(problems).toEqual([])
  else {
    expect(problems.map(({ message }) => message).join('\n')).toMatch(want[1])
    expect(problems.find(({ message }) => want[1].test(message))?.line).toBe(want[0])
  }
})

test('every file of a random design is sound', () => {
  checkProperty(arbitraryDesign(), sampleCount(30, 300), (design) => {
    expect(checkFiles(renderDesign(design).output.files)).toEqual([])
  })
})
