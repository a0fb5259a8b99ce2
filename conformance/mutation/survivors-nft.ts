/** Faults in our reading, loading and evaluating of nft that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const nft = 'lib/targets/nftables'
const reported = 'a fault was told just before, and a file with one is refused whole'
const noInterface =
  'no packet here comes by an interface that the cluster has not, or by a tunnel to the name server of pods'
const otherCni =
  "it needs a CNI that answers service addresses before the kernel's filters, or an address on no interface"

export const nftReasons: readonly Entry[] = [
  ...of('same', remembered, `${nft}/admits.ts`, [
    { inside: 'rowsTo', before: 'known' },
    { inside: 'rowsTo', before: 'bySite' },
    { inside: 'rowsTo', before: 'byClass' },
    { inside: 'rowsTo', before: 'found !== undefined' },
  ]),
  ...of('same', remembered, `${nft}/evaluate/always.ts`, [
    { inside: 'openElsewhere', before: 'known?.site' },
    { inside: 'openElsewhere', before: 'elsewhere.set' },
  ]),
  ...of('same', remembered, `${nft}/evaluate/blind-spots.ts`, [
    { inside: 'findPassing', before: 'known' },
    { inside: 'findPassing', before: 'passing.set' },
  ]),
  ...of('same', remembered, `${nft}/evaluate/destinations.ts`, [{ before: 'known' }, { before: 'setsByRuleset.set' }]),
  ...of('same', remembered, `${nft}/evaluate/ruleset-rows.ts`, [{ inside: 'remembered' }]),
  ...of('same', remembered, `${nft}/evaluate/hooked.ts`, [
    { before: 'chainsByRuleset.set' },
    { before: 'known !== undefined' },
    { before: 'followed.set' },
  ]),
  ...of('same', remembered, `${nft}/install.ts`, [
    { before: 'known' },
    { before: 'appliedFresh.set' },
    { before: 'results' },
  ]),
  ...of('same', remembered, `${nft}/read/values.ts`, [
    { inside: 'readAddresses', before: 'known' },
    { inside: 'readAddresses', before: 'ranges !== undefined' },
    { inside: 'readAddresses', before: 'rangesOf' },
  ]),
  ...of('same', 'it only words the advice', `${nft}/read/values.ts`, [
    { inside: 'readAddresses', before: 'family === 4' },
  ]),
  ...of('same', reported, `${nft}/read/chain.ts`, [
    { inside: 'readChain', before: 'base === undefined' },
    { inside: 'readChain', before: 'rule === undefined' },
  ]),
  ...of('same', reported, `${nft}/read/file.ts`, [
    { inside: 'readCommands', before: 'command === undefined' },
    { inside: 'readChains', before: 'chain === undefined' },
    { inside: 'readDefine', before: 'false' },
    { inside: 'readCommands', before: 'commands', after: '[]' },
    { inside: 'endsWithEnd', before: 'false' },
  ]),
  ...of('same', reported, `${nft}/read/rule.ts`, [
    { inside: 'readComment', before: 'false' },
    { inside: 'readList', before: 'one === undefined' },
  ]),
  ...of('same', 'an empty part adds nothing', `${nft}/evaluate/chain-rows.ts`, [
    { inside: 'partOfRule', before: 'here.length' },
    { inside: 'partOfRule', before: '0' },
    { inside: 'settle', before: 'batch.length' },
    { inside: 'settle', before: '0' },
    { inside: 'intersectServices', before: 'allServices' },
    { inside: 'intersectServices', before: 'first <= last' },
  ]),
  ...of('same', 'an opening for no packets opens nothing', `${nft}/evaluate/always.ts`, [
    { before: 'packets.entries.length' },
  ]),
  ...of('unseen', noInterface, `${nft}/evaluate/always.ts`, [{ inside: 'arrivalsOf' }]),
  ...of('unseen', noInterface, `${nft}/decide.ts`, [
    { inside: 'canArrive' },
    { before: 'canArrive' },
    { inside: 'isHostDns' },
    { inside: 'decideNodePort', before: 'arrival' },
    { inside: 'decideNodePort', before: "'wire'" },
    { inside: 'decideNodePort', before: "'pod'" },
  ]),
  ...of('unseen', otherCni, `${nft}/decide.ts`, [
    { before: 'site.announced' },
    { before: 'kubeProxy' },
    { before: 'isTrusted' },
  ]),
  ...of('unseen', otherCni, `${nft}/evaluate/always.ts`, [
    { inside: 'announcedOpening' },
    { before: 'announcedOpening' },
  ]),
  ...of('unseen', otherCni, `${nft}/evaluate/ruleset-rows.ts`, [{ before: 'kubeProxy' }]),
  ...of('unseen', 'no machine can send a packet that mixes the families', `${nft}/decide.ts`, [
    { before: 'isPossible' },
    { inside: 'isPossible' },
  ]),
]
