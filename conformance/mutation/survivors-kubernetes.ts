/** Faults in the policies of namespaces that live, with the reason. */
import { type Entry, engine, of } from './reason'

const policies = 'kubernetes/render/policies.ts'
const sign = 'of an order only the sign counts, and what is the same stands twice or once'

export const kubernetesReasons: readonly Entry[] = [
  ...of('same', 'a list of one way says nothing where the policy is not of that type', policies, [
    { inside: 'policiesOf', before: 'denyEgress', after: 'egress: [{ to: ownPods }]' },
  ]),
  ...of(
    'same',
    'the policy about pods of the namespace closes both ways already, and says the same of every pod',
    policies,
    [
      { inside: 'policiesOf', before: "['Egress']", after: '[]' },
      { inside: 'policiesOf', before: "policy('allow-dns'", after: "policy('allow-dns'" },
    ],
  ),
  ...of('same', 'only the words above the policy change', policies, [
    { inside: 'policiesOf', before: 'denyEgress', after: '!' },
  ]),
  ...of(
    'same',
    'no list of ports and an empty one stand for all of them, and a range of one port for that port',
    policies,
    [
      { inside: 'portsOf', before: '0' },
      { inside: 'portsOf', before: 'range.to' },
    ],
  ),
  ...of('same', 'the API server fills in the type of the one list that is there', policies, [
    { inside: 'policiesOf', before: "['Ingress']", after: '[]' },
  ]),
  ...of('same', 'only the words above the policy change', policies, [{ inside: 'policiesOf', before: 'in or out' }]),
  ...of('same', 'ports have five digits at most, and letters come after digits', policies, [
    { inside: 'keyOf', before: '5', after: '(5 + 1)' },
    { inside: 'keyOf', before: "typeof port === 'number' ?", after: '`0 ' },
  ]),
  ...['compareKeys', 'byName'].flatMap((inside) => [
    ...of('same', sign, inside === 'byName' ? 'kubernetes/render/remove.ts' : policies, [
      { inside, before: 'a < b', after: '(a) <= (b)' },
      { inside, before: 'a > b', after: '(a) >= (b)' },
      { inside, before: '1', after: '(1 + 1)' },
      { inside, before: '0', after: '(0 + 1)' },
      { inside, before: '0', after: '(0 - 1)' },
      { inside, before: 'a > b ? 1 : 0', after: '1' },
    ]),
    ...of('unseen', engine, inside === 'byName' ? 'kubernetes/render/remove.ts' : policies, [
      { inside, before: 'a > b', after: '!(a > b)' },
      { inside, before: 'a > b ? 1 : 0', after: '0' },
      { inside, before: '1', after: '(1 - 1)' },
    ]),
  ]),
  ...of(
    'unseen',
    'prose, or a command that only asks or shows: what the cluster then holds is the same',
    'kubernetes/guide/apply-guide.ts',
    [
      { inside: 'writeApplyGuide' },
      { inside: 'podSecurity', before: '## ' },
      { inside: 'networkPolicies' },
      { inside: 'removal', before: '## ' },
      { inside: 'undo', before: '## ' },
    ],
  ),
  ...of('unseen', 'only warned of, or a comment', 'kubernetes/render.ts', [
    { inside: 'render', before: 'problemsOf' },
    { inside: 'removalText', before: '...header' },
  ]),
  ...of('unseen', 'no bundle comes after two others here', 'kubernetes/render/previous.ts', [
    { inside: 'readHeld', before: "'.yaml'" },
  ]),
  ...of('unseen', 'a file of no objects, which no command names, or a guide of no bundle', 'kubernetes/render.ts', [
    { inside: 'render', before: 'files.length' },
    { inside: 'render', before: 'namespaces.length === 0' },
    { inside: 'render', before: '0', after: '- 1' },
  ]),
  ...of('same', 'an empty document is none of ours, and no file of a bundle has one', 'kubernetes/render/previous.ts', [
    { inside: 'readHeld', before: 'value !== null' },
  ]),
]
