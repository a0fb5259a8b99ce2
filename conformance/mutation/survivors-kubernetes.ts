/** Faults in the policies of namespaces, and in our reading of Proxmox VE, that live, with the reason. */
import { type Entry, engine, of, remembered } from './reason'

const policies = 'kubernetes/render/policies.ts'
const sign = 'of an order only the sign counts, and what is the same stands twice or once'
const proxmox = 'targets/proxmox'
const otherProgram =
  "refused for the sake of the product's other program, which is not here; this one reads it as we would"
const quiet = 'ICMP that asks nothing is said to be part of a conversation, and not compared'
const strangers = 'no packet here is of that protocol'
const oneGuest = 'one guest is asked about, with one set of files, behind whatever addresses'
const ownFiles = 'which files are given, and how they are called, is ours to sort out before the product sees any'

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
  ...of('unseen', ownFiles, `${proxmox}/read.ts`, [
    { inside: 'fileKind' },
    { inside: 'readFiles' },
    { before: 'recognises' },
  ]),
  ...of('unseen', otherProgram, `${proxmox}/read/config.ts`, [
    { inside: 'readCluster', before: 'groups.has' },
    { inside: 'readCluster', before: 'two groups' },
    { inside: 'readGuest', before: 'group' },
    { inside: 'readSettings', before: '[a-z_0-9]+' },
    { inside: 'readAliases', before: 'small letters' },
    { inside: 'addSet', before: 'two IP sets' },
  ]),
  ...of(
    'unseen',
    'a part of the file of the datacenter is put into the own one of a box, which is not asked about',
    `${proxmox}/read/config.ts`,
    [{ inside: 'readCluster', before: 'partMark' }],
  ),
  ...of('unseen', otherProgram, `${proxmox}/read/rule.ts`, [
    { inside: 'readRule', before: 'comment' },
    { inside: 'clashOf' },
    { inside: 'readServices', before: "'sourcePorts'" },
  ]),
  ...of('same', 'only warned of', `${proxmox}/read/rule.ts`, [{ inside: 'readEndOf', before: 'scope === undefined' }]),
  ...of('unseen', otherProgram, `${proxmox}/read/sections.ts`, [
    { before: '18' },
    { inside: 'readHeader', before: 'does not do as a name' },
  ]),
  ...of('same', 'only the first part is looked at', `${proxmox}/read/sections.ts`, [
    { inside: 'readSections', after: '(1 + 1)' },
  ]),
  ...of('unseen', otherProgram, `${proxmox}/read/words.ts`, [{ inside: 'readPorts' }, { inside: 'readIcmpType' }]),
  ...of(
    'unseen',
    strangers,
    `${proxmox}/read/words.ts`,
    ['2', '4', '33', '41', '51', '89', '94', '103', '115', '136'].flatMap((number) => [
      { inside: '', before: number, after: `(${number} + 1)` },
      { inside: '', before: number, after: `(${number} - 1)` },
    ]),
  ),
  ...of(
    'unseen',
    quiet,
    `${proxmox}/read/words.ts`,
    ['0', '1', '2', '3', '4', '5', '9', '10', '11', '12', '14', '16', '18', '129'].flatMap((number) => [
      { inside: '', before: number, after: `(${number} + 1)` },
      { inside: '', before: number, after: `(${number} - 1)` },
    ]),
  ),
  ...of('unseen', quiet, `${proxmox}/evaluate/system.ts`, [{ inside: 'neighbourTypes' }]),
  ...of('same', remembered, `${proxmox}/evaluate/stages.ts`, [{ inside: 'stagesOf' }]),
  ...of('same', 'only the words of the verdict change', `${proxmox}/decide.ts`, [{ inside: 'decideUnfiltered' }]),
  ...of('unseen', oneGuest, `${proxmox}/admits.ts`, [
    { inside: 'keyOf' },
    { inside: 'admissionAt', before: 'known.set' },
    { inside: '', before: '0' },
    { inside: 'within' },
    { inside: 'admits', before: "'ingress'" },
  ]),
  ...of('unseen', oneGuest, `${proxmox}/install.ts`, [{}]),
  ...of('unseen', oneGuest, `${proxmox}/decide.ts`, [{ inside: 'isFor' }]),
  ...of('unseen', quiet, `${proxmox}/decide.ts`, [{ inside: 'decideEarly', before: 'isIngress' }]),
  ...of('unseen', 'packets that come from no address are not compared', `${proxmox}/decide.ts`, [
    { inside: 'decideEarly', before: 'texts.some' },
  ]),
  ...of('unseen', quiet, `${proxmox}/evaluate/system.ts`, [{ inside: '' }]),
  ...of('unseen', quiet, `${proxmox}/evaluate/always.ts`, [{}]),
]
