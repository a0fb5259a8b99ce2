/** Faults in the policy that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const policy = 'lib/policy'
const shares = 'it only shares one list or rule among those that are the same'
const checked = 'what passed the schema is always such a thing, and only the compiler asks'
const sameSign = 'of an order only the sign counts'
const noTies = 'no two of them are the same'
const shortWay = 'it is a short way to what the long one comes to as well'
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
]
