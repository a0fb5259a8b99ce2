/** Faults in our reading, loading and evaluating of nft that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const nft = 'lib/targets/nftables'
const reported = 'a fault was told just before, and a file with one is refused whole'
const noInterface =
  'no packet here comes by an interface that the cluster has not, or by a tunnel to the name server of pods'
const otherCni =
  "it needs a CNI that answers service addresses before the kernel's filters, or an address on no interface"

const noneThere = 'no chain stands at that very place: such a one is refused'
const whichLine = 'it only chooses which line or chain is named'
const anyFirst = 'whatever is not "established" stands for the first packet'
const toNobody = 'nothing is sent to no address, and one test more cuts no answer'
const echoReply = 'an echo reply that nobody asked for is invalid to the kernel, and cannot be sent so that it is not'

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
  ...of('same', 'an opening for no packets opens nothing', `${nft}/admits.ts`, [
    { before: 'packets.entries.length' },
    { inside: 'admits', before: '0', after: '- 1' },
  ]),
  ...of('unseen', otherCni, `${nft}/admits.ts`, [{ inside: 'rowsTo', before: 'isOfFile' }]),
  ...of('unseen', 'what becomes of packets for somebody else is asked by no question', `${nft}/decide.ts`, [
    { before: '!isOwn && !isName && !isInside' },
  ]),
  ...of('same', noneThere, `${nft}/decide.ts`, [{ inside: 'decideNodePort', before: 'dstnatPriority' }]),
  ...of('same', noneThere, `${nft}/evaluate/ruleset-rows.ts`, [{ inside: 'isBeforeTranslation' }]),
  ...of('same', 'no chain drops nothing', `${nft}/decide.ts`, [
    { inside: 'decideNodePort', before: 'before.length' },
    { inside: 'decideNodePort', before: '0' },
  ]),
  ...of('same', anyFirst, `${nft}/evaluate/always.ts`, [{ inside: 'insideOpenings', before: "'new'" }]),
  ...of('same', anyFirst, `${nft}/evaluate/ruleset-rows.ts`, [{ inside: 'ownRow', before: "'new'" }]),
  ...of('same', anyFirst, `${nft}/evaluate/blind-spots.ts`, [
    { inside: 'findPassing', before: "'new'", after: 'reply' },
  ]),
  ...of('same', toNobody, `${nft}/evaluate/always.ts`, [
    { inside: 'insideOpenings', before: 'inside === noAddresses' },
  ]),
  ...of('same', toNobody, `${nft}/evaluate/destinations.ts`, [
    { inside: 'partsOf', before: 'own === noAddresses' },
    { inside: 'partsOf', before: 'filter' },
    { inside: 'testedSets', before: "match.kind === 'address'", after: '||' },
  ]),
  ...of('same', 'nothing is collected yet', `${nft}/evaluate/chain-rows.ts`, [
    { inside: 'passRules', before: "'accept'", after: 'drop' },
  ]),
  ...of('same', 'what was settled is left over no more', `${nft}/evaluate/chain-rows.ts`, [
    { inside: 'settle', before: 'batch = []' },
  ]),
  ...of('same', 'it is not asked about interfaces', `${nft}/evaluate/chain-rows.ts`, [
    { inside: 'servicesOf', before: "'interface'" },
  ]),
  ...of('unseen', echoReply, `${nft}/evaluate/chain-rows.ts`, [{ before: '130', after: '- 1' }]),
  ...of('unseen', echoReply, `${nft}/evaluate/match-packet.ts`, [{ inside: 'stateOf', before: '130', after: '- 1' }]),
  ...of('same', 'a message of ICMP always has a type', `${nft}/evaluate/match-packet.ts`, [
    { inside: 'stateOf', before: '0' },
  ]),
  ...of('unseen', 'no message that is not tracked answers another', `${nft}/evaluate/match-packet.ts`, [
    { inside: 'stateOf', before: "'untracked'" },
  ]),
  ...of('same', whichLine, `${nft}/evaluate/walk.ts`, [
    { inside: 'walk', before: 'rule === undefined' },
    { inside: 'walk', before: 'accepting.push' },
  ]),
  ...of('same', whichLine, `${nft}/evaluate/run-commands.ts`, [{ inside: 'newChain', before: 'policy?.at' }]),
  ...of('same', whichLine, `${nft}/evaluate/blind-spots.ts`, [
    { inside: 'droppedInPassing', before: 'false' },
    { inside: 'findBlindSpots', before: 'lostPreamble', after: '...droppedInPassing(ruleset, member, site)]' },
  ]),
  ...of('same', 'no rule tells the wire from what pods come by', `${nft}/evaluate/blind-spots.ts`, [
    { before: "'wire'", after: '"pod"' },
  ]),
  ...of('same', whichLine, `${nft}/read/elements.ts`, [{ inside: 'readSet', before: 'item?.line' }]),
  ...of('same', 'what is joined so is no value of any kind', `${nft}/read/elements.ts`, [
    { inside: 'isRangeEnd', after: '+/' },
  ]),
  ...of('same', 'nothing is no chain either', `${nft}/read/rule.ts`, [
    { inside: 'readRule', before: 'jump === undefined' },
  ]),
  ...of('same', whichLine, `${nft}/read/file.ts`, [
    { inside: 'readCommand', before: '0', after: '- 1' },
    { inside: 'readCommand', before: '2' },
  ]),
  ...of('unseen', 'nft takes a file that does nothing, and we refuse it on purpose', `${nft}/read/file.ts`, [
    { inside: 'readCommands', before: 'commands.length' },
    { inside: 'readCommands', before: '0', after: '- 1' },
    { inside: 'readCommands', before: 'the file does nothing' },
  ]),
  ...of('same', 'it only words the advice', `${nft}/read/values.ts`, [{ inside: 'readAddresses', before: '4' }]),
  ...of('unseen', noInterface, `${nft}/evaluate/always.ts`, [
    { inside: 'ownOpenings', before: "['lo', 'siderolink', 'kubespan'] as const)\n" },
  ]),
  ...of('same', 'ICMP is open by an opening of its own then', `${nft}/evaluate/always.ts`, [
    { before: "'icmp'", after: '"icmpv6"', inside: '' },
    { before: "'icmpv6'", after: '"icmp"', inside: '' },
    { before: "['tcp', 'udp', 'icmp', 'icmpv6']", after: "['tcp', 'udp', 'icmp']" },
    { before: "['tcp', 'udp', 'icmp', 'icmpv6']", after: "['tcp', 'udp', 'icmpv6']" },
  ]),
  ...of('same', 'an opening for no packets opens nothing', `${nft}/evaluate/always.ts`, [
    { inside: 'insideOpenings', before: '0', after: '- 1' },
  ]),
  ...of('same', 'what is refused is handed to nobody', `${nft}/install.ts`, [
    { inside: 'applyAll', before: 'result.ok ? result.value : past' },
  ]),
  ...of('same', 'all chains must accept, in whatever order', `${nft}/evaluate/hooked.ts`, [
    { inside: 'chainsAt', before: 'base?.priority' },
  ]),
  ...of('same', 'a chain without jumps is the same when it is followed', `${nft}/evaluate/hooked.ts`, [
    { inside: 'follow', before: 'jump === undefined' },
    { inside: 'enter', before: 'rule.jump === undefined' },
  ]),
  ...of('same', remembered, `${nft}/evaluate/jumps.ts`, [{ before: 'known.set' }, { before: 'found !== undefined' }]),
  ...of('unseen', 'a bound of our own, which nft has not', `${nft}/evaluate/jumps.ts`, [
    { before: '100_000' },
    { before: 'mostRules' },
    { before: 'extent.rules + inside.rules' },
  ]),
  ...of('same', 'a chain that jumps to itself is found at the second time', `${nft}/evaluate/jumps.ts`, [
    { inside: 'faultOfJumps', before: '[chain]' },
  ]),
  ...of('same', 'refused either way, in other words', `${nft}/read/rule.ts`, [
    { inside: 'readPart', before: 'items.length === index + 1' },
  ]),
  ...of(
    'unseen',
    'how far a rate lets packets through is stated beside the proof, and compared by nobody',
    `${nft}/read/rule.ts`,
    [
      { inside: 'readRule', before: 'isLimited ?' },
      { inside: 'readRule', before: 'isLimited', after: '!(isLimited)' },
    ],
  ),
]
