/** Faults in the policy that live, with the reason. */
import { type Entry, engine, of, remembered } from './reason'

const policy = 'lib/policy'
const shares = 'it only shares one list or rule among those that are the same'
const checked = 'what passed the schema is always such a thing, and only the compiler asks'
const sameSign = 'of an order only the sign counts'
const noTies = 'no two of them are the same'
const shortWay = 'it is a short way to what the long one comes to as well'
const leftOut = 'what is not known and what is left out are the same to whoever asks'
const consistent = 'it is only a name of ours, the same wherever it is used'

const takenOver =
  'machines are taken over together with their networks and their shared address, so that these never differ; said the other way round, nothing is taken over and all is computed again'

export const policyReasons: readonly Entry[] = [
  ...of('same', remembered, `${policy}/by-network.ts`, [
    { inside: 'told', before: 'lists.get' },
    { inside: 'told', before: 'lists.set' },
    { inside: 'tellByNetwork', before: 'found !== undefined', after: 'false' },
    { inside: 'tellByNetwork', before: 'rules.set' },
    { inside: 'rememberedAt' },
  ]),
  ...of('same', shares, `${policy}/by-network.ts`, [
    { inside: 'tellByNetwork', before: 'isSame', after: '{ ...rule' },
    { inside: 'summarise', before: '0', after: '- 1' },
    { inside: 'summarise', before: 'wide.length === 0 ?', after: 'prefixesOfSet' },
  ]),
  ...of('same', shortWay, `${policy}/by-network.ts`, [
    { inside: 'crowdedNetworks', before: 'part === noAddresses ||', after: '&&' },
    { inside: 'crowdedNetworks', before: 'part === noAddresses ||', after: 'false' },
    { inside: 'crowdedNetworks', before: '2', after: '(2 + 1)' },
  ]),
  ...of('same', checked, `${policy}/compile.ts`, [
    { inside: 'adminSources', before: 'prefix === undefined ?', after: '[{ name' },
    { inside: 'citeSource', before: 'Object.hasOwn', after: '{ ...rule' },
  ]),
  ...of('same', 'servers are named by their addresses alone', `${policy}/compile.ts`, [
    { inside: 'prefixesOf', before: '...readPrefixes(texts)', after: '[...readSingles(texts)]' },
  ]),
  ...of('same', 'the catalogue names types in their order', `${policy}/draft.ts`, [
    { inside: 'ruleOfDraft', before: 'a - b', after: '(a) + (b)' },
    { inside: 'ruleOfDraft', before: 'icmpTypes ?? [])].sort', after: 'icmpTypes ?? [])]' },
  ]),
  ...of('same', noTies, `${policy}/compile.ts`, [
    { inside: 'sortRules', after: '<=' },
    { inside: 'adminSources', after: '<=' },
  ]),
  ...of('same', sameSign, `${policy}/compile.ts`, [
    { inside: 'sortRules', before: '1', after: '1 + 1' },
    { inside: 'adminSources', before: '1', after: '1 + 1' },
  ]),
  ...of(
    'same',
    'numbers of four digits are enough for all listeners, and so are those of three or five',
    `${policy}/compile.ts`,
    [
      { inside: 'sortKey', before: '4', after: '(4 - 1)' },
      { inside: 'sortKey', before: '4', after: '(4 + 1)' },
    ],
  ),
  ...of(
    'same',
    'whatever stands for what comes in and what goes out: that for the first is the lower',
    `${policy}/compile.ts`,
    [
      { inside: 'sortKey', before: '0', after: '(0 - 1)' },
      { inside: 'sortKey', before: '1', after: '(1 + 1)' },
    ],
  ),
  ...of('same', 'what holds for all machines at once is the only rule of its listener', `${policy}/compile.ts`, [
    { inside: '', before: "['controlplane', 'worker', 'nodes']", after: "['controlplane', 'worker']" },
  ]),
  ...of('unseen', engine, `${policy}/compile.ts`, [{ inside: 'adminSources', before: '1', after: '(1 - 1)' }]),
  ...of('same', 'what is in no list comes before all that is, as the first of the list does', `${policy}/posture.ts`, [
    { inside: '', before: "'controlplane',", after: "['worker'," },
  ]),
  ...of('same', noTies, `${policy}/posture.ts`, [{ inside: 'sortPrincipals', after: '<=' }]),
  ...of('same', sameSign, `${policy}/posture.ts`, [{ inside: 'sortPrincipals', before: '1', after: '(1 + 1)' }]),
  ...of('unseen', engine, `${policy}/posture.ts`, [{ inside: 'sortPrincipals', before: '1', after: '(1 - 1)' }]),
  ...of('same', leftOut, `${policy}/draft.ts`, [
    { inside: 'ruleOfDraft', before: 'draft.owner === undefined ?', after: '{ owner' },
    { inside: 'ruleOfDraft', before: 'draft.until === undefined ?', after: '{ until' },
  ]),
  ...of('same', "a word of JavaScript's own is no use that a balancer can have", `${policy}/draft.ts`, [
    { inside: 'keepsClients', before: 'Object.hasOwn(balancerUses, listener) ?', after: 'balancerUses[listener]' },
  ]),
  ...of('same', checked, `${policy}/own-rules.ts`, [
    { inside: 'nodePortDrafts', before: 'range === undefined', after: 'false' },
  ]),
  ...of('same', checked, `${policy}/posture.ts`, [
    { inside: 'principalsOfUser', before: 'prefix === undefined ?', after: '[{ principal' },
  ]),
  ...of('same', shares, `${policy}/resolve-principal.ts`, [{ inside: 'raw', before: 'readPrefix(formatPrincipal' }]),
  ...of('same', shortWay, `${policy}/resolve-principal.ts`, [
    { inside: 'minimal', before: 'machines.minimal(principal) ??', after: 'others(' },
    { inside: 'sources', before: 'first !== undefined && more.length === 0 ?', after: 'machines.joined' },
  ]),
  ...of('same', shares, `${policy}/resolve-principal.ts`, [
    { inside: 'sources', before: 'all.every(isInPlay) ?', after: 'all.filter' },
  ]),
  ...of(
    'same',
    'who stands for machines was answered before, and this is for the rest',
    `${policy}/resolve-principal.ts`,
    [{ inside: 'raw', before: 'machines.minimal(principal) ??', after: '[]' }],
  ),
  ...of('same', remembered, `${policy}/resolve-principal.ts`, [
    { inside: 'makeResolver', before: 'known !== undefined', after: 'false' },
    { inside: 'makeResolver', before: 'made.set' },
    { inside: 'sources', before: 'known !== undefined', after: 'false' },
    { inside: 'sources', before: 'sourceCache.set' },
  ]),
  ...of('same', takenOver, `${policy}/resolve-principal.ts`, [
    { inside: 'isAlike', before: 'at.subnets === site.subnets', after: '(at.subnets) !== (site.subnets)' },
    { inside: 'isAlike', before: 'vip === b', after: '(a.kubernetes.vip) !== (b.kubernetes.vip)' },
  ]),
  ...of('same', takenOver, `${policy}/machine-lists.ts`, [
    { inside: 'machineListsOf', before: 'known?.vip === vip', after: '(known?.vip) !== (vip)' },
    { inside: 'machineListsOf', before: 'known.subnets === subnets', after: '(known.subnets) !== (subnets)' },
  ]),
  ...of('same', remembered, `${policy}/machine-lists.ts`, [
    { inside: 'machineListsOf', before: 'known?.vip === vip &&', after: 'false' },
    { inside: 'machineListsOf', before: 'made.set' },
    { inside: 'rememberBy', before: 'found !== undefined', after: 'false' },
    { inside: 'rememberBy', before: 'known.set' },
    { inside: 'isSameList', before: 'a === b ||', after: '(a === b) &&' },
    { inside: '', before: '200' },
    { inside: 'rememberJoined', before: 'found.lists[index] ??', after: '[]' },
    { inside: 'rememberJoined', before: 'found !== undefined &&', after: 'false' },
    { inside: 'rememberJoined', before: 'known.size >= mostJoined' },
    { inside: 'rememberJoined', before: 'known.clear' },
    { inside: 'rememberJoined', before: 'known.set' },
  ]),
  ...of(
    'same',
    'no two machines and pools have one name, and a name that is none of its kind is refused before',
    `${policy}/machine-lists.ts`,
    [
      { inside: 'makeLists', before: 'byName.get(member.name) ??', after: '[]' },
      { inside: 'makeLists', before: '[...(byName.get(member.name) ?? []), member]', after: '[member]' },
      { inside: 'raw', before: '.filter(({ kind }) => kind === principal.kind)', after: 'byName.get' },
    ],
  ),
  ...of(
    'same',
    'machines of both roles stand together in `nodes` alone, and its rules have destinations of their own',
    `${policy}/machine-lists.ts`,
    [{ inside: 'makeLists', before: 'chosen.some', after: 'chosen.every' }],
  ),
  ...of('same', 'it only shares the lists of machines alike', `${policy}/member-rules.ts`, [
    { inside: 'rulesByMember', before: 'before.next.set' },
  ]),
  ...of('same', consistent, `${policy}/resolve-principal.ts`, [
    { inside: 'sources', before: "'wire'", after: 'pod' },
    { inside: 'sources', before: "place === 'guest'", after: "(place) !== ('guest')" },
  ]),
  ...of(
    'same',
    'points alike share both lists, so that of one list of rules there is one of what is closed',
    `${policy}/sort-members.ts`,
    [{ inside: 'sortMembers', before: 'kinds.get(at.rules) ??' }],
  ),
  ...of(
    'same',
    'every point of these files stands for a machine, and every machine has one',
    `${policy}/sort-members.ts`,
    [
      { inside: 'sortMembers', before: 'at.point.member === undefined ?', after: '[[at.point.member, at]]' },
      { inside: 'sortMembers', before: 'at === undefined', after: 'false' },
      { inside: 'sortMembers', before: 'at === undefined ?', after: 'kinds.get' },
    ],
  ),
  ...of(
    'same',
    'of a role without machines nothing is wanted, whether it is left out or said',
    `${policy}/sort-members.ts`,
    [{ inside: 'sortMembers', before: 'shared === undefined', after: 'false' }],
  ),
  ...of('unseen', 'what points are called is ours to choose; that no two have one name is asked', `${policy}/work.ts`, [
    { inside: 'splitBySourcePort', before: 'key === rest ?', after: '/from-' },
    { inside: 'portGroups', before: 'answer.from !== undefined &&', after: '!(answer.from' },
  ]),
  ...of('same', 'which group of ports comes first says nothing', `${policy}/work.ts`, [
    { inside: 'portGroups', before: '[[rest, []]]', after: '[]' },
  ]),
  ...of('same', 'what admits nobody at a place adds nothing to the files there', `${policy}/work.ts`, [
    { inside: 'makeLists', before: '0', after: '(0 - 1)' },
    { inside: 'makeLists', before: 'rule.sources[place].length > 0', after: '>= (0)' },
    { inside: 'makeLists', before: 'here.filter((rule) => rule.sources[place].length > 0)', after: 'here' },
  ]),
  ...of('same', 'what is open by a rule is listed by that rule as well', `${policy}/work.ts`, [
    { inside: 'makeLists', before: 'here.filter((rule) => rule.sources[place].length === 0)', after: 'here' },
  ]),
  ...of('same', 'no number is more than none', `${policy}/work.ts`, [
    { inside: 'makeLists', before: 'most === undefined ?', after: 'tellByNetwork(rule, site, most))' },
  ]),
  ...of('same', remembered, `${policy}/work.ts`, [
    { inside: 'listsAt', before: 'told.get(all) ??', after: '[]' },
    { inside: 'listsAt', before: 'told.set' },
    { inside: 'listsAt', before: 'found !== undefined', after: 'false' },
    { inside: 'listsAt', before: 'known.push' },
    { inside: 'makeLists', before: 'found !== undefined', after: 'false' },
    { inside: 'makeLists', before: 'shared.set' },
  ]),
]
