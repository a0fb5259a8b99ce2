/** Faults in the policy that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const policy = 'lib/policy'
const shares = 'it only shares one list or rule among those that are the same'
const checked = 'what passed the schema is always such a thing, and only the compiler asks'
const sameSign = 'of an order only the sign counts'
const noTies = 'no two of them are the same'
const shortWay = 'it is a short way to what the long one comes to as well'
const leftOut = 'what is not known and what is left out are the same to whoever asks'
const inOrder =
  'the order of rules, and of names in a rule, is ours to choose: what is promised is that it is always the same, and that is asked'
const consistent = 'it is only a name of ours, the same wherever it is used'

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
  ]),
  ...of('same', checked, `${policy}/compile.ts`, [
    { inside: 'adminSources', before: 'prefix === undefined ?', after: '[{ name' },
    { inside: 'citeSource', before: 'Object.hasOwn', after: '{ ...rule' },
  ]),
  ...of('same', noTies, `${policy}/compile.ts`, [
    { inside: 'sortRules', after: '<=' },
    { inside: 'adminSources', after: '<=' },
  ]),
  ...of('same', sameSign, `${policy}/compile.ts`, [
    { inside: 'sortRules', before: '1', after: '1 + 1' },
    { inside: 'adminSources', before: '1', after: '1 + 1' },
  ]),
  ...of('unseen', inOrder, `${policy}/compile.ts`, [
    { inside: '', before: '[listener.id, index]' },
    { inside: '', before: "['controlplane', 'worker', 'nodes']" },
    { inside: 'sortRules' },
    { inside: 'sortKey' },
  ]),
  ...of('unseen', inOrder, `${policy}/posture.ts`, [
    { inside: '', before: "'admin-entry'" },
    { inside: 'sortPrincipals' },
  ]),
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
  ...of(
    'same',
    'machines of both roles stand together in `nodes` alone, and its rules have destinations of their own',
    `${policy}/resolve-principal.ts`,
    [{ inside: 'destinations', before: 'chosen.some', after: 'chosen.every' }],
  ),
  ...of('same', shortWay, `${policy}/resolve-principal.ts`, [
    { inside: 'sources', before: 'principals.length === 1 ?', after: 'dropContained' },
  ]),
  ...of('same', remembered, `${policy}/resolve-principal.ts`, [
    { inside: 'minimal', before: 'known !== undefined', after: 'false' },
    { inside: 'minimal', before: 'rawCache.set' },
    { inside: 'sources', before: 'known !== undefined', after: 'false' },
    { inside: 'sources', before: 'sourceCache.set' },
    { inside: 'members', before: 'known !== undefined', after: 'false' },
    { inside: 'members', before: 'memberCache.set' },
    { inside: 'destinations', before: 'known !== undefined', after: 'false' },
    { inside: 'destinations', before: 'destinationCache.set' },
    { inside: 'memberNames', before: 'known !== undefined', after: 'false' },
    { inside: 'memberNames', before: 'nameCache.set' },
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
  ...of('same', 'what admits nobody at a place adds nothing to the files there', `${policy}/work.ts`, [
    { inside: 'workAt', before: '0', after: '(0 - 1)' },
    { inside: 'workAt', before: 'rule.sources[point.place].length > 0', after: '>= (0)' },
    { inside: 'workAt', before: 'here.filter((rule) => rule.sources[point.place].length > 0)', after: 'here' },
  ]),
  ...of('same', 'who admits nobody is asked inside machines alone', `${policy}/work.ts`, [
    { inside: 'workAt', before: '[...policy.rules, ...policy.closed]', after: '[...policy.rules]' },
  ]),
  ...of('same', 'no number is more than none', `${policy}/work.ts`, [
    { inside: 'workAt', before: 'most === undefined ?', after: 'tellByNetwork(rule, site, most))' },
  ]),
  ...of('same', remembered, `${policy}/work.ts`, [
    { inside: 'isElsewhere', before: 'verdicts' },
    { inside: 'isElsewhere', before: 'here.' },
    { inside: 'workAt', before: 'lists === undefined', after: 'true' },
    { inside: 'workAt', before: 'shared.set' },
  ]),
  ...of('same', 'what is open by a rule is listed by that rule as well', `${policy}/work.ts`, [
    { inside: 'workAt', before: 'here.filter((rule) => rule.sources[point.place].length === 0)', after: 'here' },
  ]),
  ...of(
    'unseen',
    'of which ports a proof asks that some must pass, and what its points are called, is no rule for a box',
    `${policy}/work.ts`,
    [
      { inside: 'splitBySourcePort', before: 'isSingle' },
      { inside: 'splitBySourcePort', before: 'ranges.length' },
      { inside: 'splitBySourcePort', before: '1', after: '1' },
      { inside: 'splitBySourcePort', before: 'first?.from ===' },
      { inside: 'splitBySourcePort', before: 'key === rest' },
      { inside: 'splitBySourcePort', before: '[every, {', after: '[every]' },
    ],
  ),
  ...of('same', 'no port is after the last, and which group of ports comes first says nothing', `${policy}/work.ts`, [
    { inside: 'portGroups', before: 'cut <= lastPort' },
    { inside: 'portGroups', before: '.filter', after: 'new Set' },
    { inside: 'portGroups', before: 'rest' },
  ]),
  ...of('unseen', 'everybody here calls from high ports', `${policy}/work.ts`, [
    { inside: 'portGroups', before: '0', after: '0 + 1' },
    { inside: 'portGroups', before: '[0, ...told', after: '[...told' },
  ]),
]
