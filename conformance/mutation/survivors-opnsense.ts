/** Faults in our reading and evaluating of OPNsense that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const box = 'lib/targets/opnsense'
const listsOnly =
  'OXL reads lists of addresses and ports alone, and warns of nothing that the box would refuse to import'
const olderOnly = 'OXL reads the older rules alone, and none of the table of 26.7'
const strangers = 'what a field does that is not known is asked of no judge: OXL passes over it'
const off = 'OXL takes rules, lists and interfaces that are switched off for those that are on'
const lastOfMany = 'OXL takes the first of several rules without quick, where pf takes the last: it is not asked'
const around = 'OXL knows no tunnels, virtual addresses, and addresses that come from elsewhere'
const groups = 'no interface of these boxes is in two groups'
const router = 'lib/targets/router/evaluate'
const numbersOnly = 'OXL reads ports as numbers, tcp, udp and icmp alone, and no types of ICMP'
const byItself = 'OXL knows none of the rules that the product makes by itself, and no box that filters nothing'
const doubted = 'of what we call unknown OXL reads only the part that it knows'
const leaving = 'by which interface a packet leaves we do not ask, and OXL is told one that no rule names'
const worded = 'it only words a verdict or a refusal'
const bounds = 'it is a bound of our own'
const onlyCompiler = 'a branch that only the compiler asks for'
const ties = 'OXL reads no numbers of order: its rules stand in the order of the file'

export const opnsenseReasons: readonly Entry[] = [
  ...of('unseen', olderOnly, `${box}/read/configuration.ts`, [{}]),
  ...of('unseen', strangers, `${box}/read/elements.ts`, [{ inside: 'strangeIn' }]),
  ...of('unseen', strangers, `${box}/read/legacy-rules.ts`, [
    { inside: '' },
    { inside: 'strangeInRule' },
    { inside: 'readLegacyRule', before: 'icmptype' },
    { inside: 'readLegacyRule', before: 'statetype' },
    { inside: 'readLegacyRule', before: 'description' },
    { inside: 'readLegacyRule', before: 'interfacenot' },
    { inside: 'readLegacyRule', before: 'copied' },
    { inside: 'readLegacyRule', before: '[name, textIn' },
    { inside: 'readLegacyRule', before: 'keep' },
    { inside: 'readLegacyRule', before: "'in'" },
  ]),
  ...of('unseen', olderOnly, `${box}/read/legacy-rules.ts`, [{ inside: 'readLegacyRule', before: 'true' }]),
  ...of('unseen', off, `${box}/read/legacy-rules.ts`, [{ inside: 'readLegacyRule', before: 'disabled' }]),
  ...of('unseen', lastOfMany, `${box}/read/legacy-rules.ts`, [{ inside: 'readLegacyRule', before: 'quick' }]),
  ...of('unseen', off, `${box}/read/box.ts`, [
    { inside: 'readBox', before: 'elements.filter' },
    { inside: 'isSet' },
    { inside: 'readBox', before: 'ipv6allow' },
    { inside: 'readBox', before: 'disablefilter' },
  ]),
  ...of('unseen', groups, `${box}/read/box.ts`, [
    { inside: 'readBox', before: 'sequence' },
    { inside: 'readBox', before: '0' },
  ]),
  ...of('unseen', around, `${box}/read/box.ts`, [
    { inside: 'tunnels' },
    { inside: 'readBox', before: 'tunnels' },
    { inside: 'readInterface' },
    { inside: 'readEnd' },
  ]),
  ...of('unseen', strangers, `${box}/evaluate/columns.ts`, [{}]),
  ...of('unseen', listsOnly, `${box}/evaluate/alias-table.ts`, [
    { inside: '' },
    { inside: 'findAliasFaults' },
    { inside: 'isEntry' },
    { inside: 'isPortEntry' },
    { inside: 'resolve', before: 'listTypes' },
    { inside: 'resolve', before: 'doubts' },
    { inside: 'resolve', before: 'entries === undefined' },
    { inside: 'portsOf', before: 'doubts' },
    { inside: 'makeAliasTable', before: 'left' },
  ]),
  ...of('same', remembered, `${box}/evaluate/alias-table.ts`, [{ inside: 'makeAliasTable', before: 'known' }]),
  ...of('unseen', off, `${box}/evaluate/alias-table.ts`, [{ inside: 'isOn' }, { inside: 'resolve', before: 'isOn' }]),
  ...of('unseen', olderOnly, `${box}/evaluate/row-faults.ts`, [{}]),
  ...of('unseen', numbersOnly, 'lib/targets/pf/evaluate/words.ts', [
    { inside: '' },
    { inside: 'protocolNumbersOf' },
    { inside: 'icmpServices' },
  ]),
  ...of('unseen', numbersOnly, `${box}/evaluate/rule-services.ts`, [
    { inside: '' },
    { inside: 'portOfName' },
    { inside: 'servicesOfIcmp' },
    { inside: 'servicesOfRow', before: 'IPV6-ICMP' },
    { inside: 'servicesOfRow', before: "types === ''" },
    { inside: 'servicesOfRow', before: '58' },
    { inside: 'servicesOfRow', before: "'icmpv6'" },
    { inside: 'servicesOfRow', before: 'numbers === undefined' },
    { inside: 'servicesOfRow', before: '!portProtocols.includes', after: 'false' },
    { inside: 'readPorts', before: 'named' },
  ]),
  ...of('unseen', doubted, `${box}/evaluate/rule-services.ts`, [
    { inside: 'servicesOfRow', before: 'senders' },
    { inside: 'servicesOfRow', before: 'unknown ?? doubt' },
  ]),
  ...of('unseen', doubted, `${box}/evaluate/end.ts`, [
    { inside: 'readEnd', before: 'unknown !== undefined' },
    { inside: '', before: 'bogons' },
    { inside: 'readWord', before: 'builtIn' },
    { inside: 'readWord', before: '(self)' },
    { inside: 'readWord', before: 'box === undefined' },
    { inside: 'readWord', before: 'found' },
  ]),
  ...of('same', onlyCompiler, `${box}/evaluate/end.ts`, [
    { inside: 'readEnd', before: 'only !== undefined', after: '(only) === (undefined)' },
  ]),
  ...of('same', 'everything is everything, whether negated or not', `${box}/evaluate/end.ts`, [
    { inside: '', before: 'false', after: 'true' },
  ]),
  ...of('same', 'a list of one part is that part', `${box}/evaluate/end.ts`, [
    { inside: 'readEnd', before: 'more.length === 0' },
    { inside: 'readEnd', before: '0' },
  ]),
  ...of('same', remembered, `${box}/evaluate/ruleset.ts`, [{ inside: 'rulesetOf', before: 'known.set' }]),
  ...of('same', worded, `${box}/evaluate/ruleset.ts`, [
    { inside: 'stageOf', before: "'description'" },
    { inside: 'restrictionOf', before: 'asked[1]', after: 'asked' },
  ]),
  ...of('unseen', off, `${box}/evaluate/ruleset.ts`, [
    { inside: 'makeRuleset', before: "'enabled'" },
    { inside: 'stageOf', before: 'isEnabled' },
    { inside: 'stageOf', before: 'refuse(' },
  ]),
  ...of('unseen', listsOnly, `${box}/evaluate/ruleset.ts`, [
    { inside: 'stageOf', before: 'alias.ports.length' },
    { inside: 'stageOf', before: 'alias.unknown' },
    { inside: 'stageOf', before: '0' },
    { inside: 'stageOf', before: 'warn(' },
    { inside: 'namesOf' },
  ]),
  ...of('unseen', ties, `${box}/evaluate/ruleset.ts`, [
    { inside: 'makeRuleset', before: 'index - 1' },
    { inside: 'makeRuleset', before: '1' },
    { inside: 'warnOfTie' },
    { inside: '', before: '1_000_000' },
    { inside: 'placeOf', before: 'ofSequence' },
    { inside: 'placeOf', before: 'isLegacy' },
    { inside: 'placeOf', before: '1', after: '1 ' },
    { inside: 'placeOf', before: 'true' },
    { inside: 'placeOf', before: '200_000' },
    { inside: 'placeOf', before: '300_000' },
    { inside: 'placeOf', before: '400_000' },
  ]),
  ...of('unseen', 'every box here is whole', `${box}/evaluate/ruleset.ts`, [
    { inside: 'placeOf', before: 'box === undefined' },
  ]),
  ...of('unseen', around, `${box}/evaluate/ruleset.ts`, [
    { inside: '', before: 'ovpn' },
    { inside: '', before: 'wg' },
    { inside: '', before: 'enc0' },
    { inside: 'tabsOf', before: 'tunnel' },
  ]),
  ...of('unseen', doubted, `${box}/evaluate/ruleset.ts`, [
    { inside: 'stageOf', before: 'restrictionOf(row) ??' },
    { inside: 'makeRuleset', before: 'strangers' },
    { inside: 'restrictionOf' },
  ]),
  ...of('unseen', strangers, `${box}/evaluate/ruleset.ts`, [{ inside: 'scopeOf', before: 'interfacenot' }]),
  ...of('unseen', byItself, `${box}/decide.ts`, [{ inside: 'decideEarly' }]),
  ...of('unseen', byItself, `${box}/evaluate/system.ts`, [{ inside: 'openByItself' }, { inside: 'blockedByItself' }]),
  ...of('same', remembered, `${router}/admits.ts`, [
    { inside: 'admittedOn', before: 'known.' },
    { inside: 'admittedOn', before: 'byKey.set' },
  ]),
  ...of('unseen', byItself, `${router}/admits.ts`, [
    { inside: 'evaluate', before: 'box.isOff' },
    { inside: 'evaluate', before: 'box.blockedOn(key)' },
  ]),
  ...of('unseen', doubted, `${router}/admits.ts`, [
    { inside: 'evaluate', before: 'found.push' },
    { inside: 'uninterpretedOn', before: 'keys.length === 1' },
    { inside: 'uninterpretedOn', before: '1' },
  ]),
  ...of('same', 'no packets are said twice to be none', `${router}/admits.ts`, [
    { inside: 'uninterpretedOn', before: 'isEmptyPacketSet(open)' },
  ]),
  ...of('unseen', leaving, `${router}/admits.ts`, [
    { inside: 'evaluate', before: 'outwards.some' },
    { inside: 'letOut' },
  ]),
  ...of('unseen', leaving, `${router}/stage.ts`, [{ inside: 'isBeside' }]),
  ...of('unseen', leaving, `${router}/decide.ts`, [
    { inside: 'decideOnOne', before: 'stage.on' },
    { inside: 'decideOnOne', before: 'stage.action' },
    { inside: 'decideOnOne', before: "'block'" },
    { inside: 'decideOnOne', before: 'left?.action' },
  ]),
  ...of('same', worded, `${router}/decide.ts`, [
    { inside: 'decideOn', before: 'denied' },
    { inside: 'decideOnOne', before: 'unnamedInterface' },
    { inside: 'decideOnOne', before: 'letting' },
    { inside: 'onTabs' },
    { inside: 'passesOf' },
  ]),
  ...of('unseen', byItself, `${router}/decide.ts`, [
    { inside: 'decideOnOne', before: '!isPossible' },
    { inside: 'decideOnOne', before: 'packet.arrival' },
    { inside: 'decideOnOne', before: 'box.isOff' },
    { inside: 'decideOnOne', before: 'packet.phase' },
    { inside: 'decideOnOne', before: 'decided !== undefined' },
  ]),
  ...of('unseen', lastOfMany, `${router}/decide.ts`, [{ inside: 'lastMatch', before: 'last' }]),
  ...of('same', remembered, `${router}/walk.ts`, [{ inside: 'packetsOf', before: 'packetsByStage.set' }]),
  ...of('unseen', lastOfMany, `${router}/walk.ts`, [
    { inside: 'walk', before: 'quick' },
    { inside: 'walk', before: '[after, before]' },
  ]),
  ...of('unseen', doubted, `${router}/walk.ts`, [
    { inside: 'walk', before: 'tellDoubts' },
    { inside: 'walk', before: 'stage.unknown' },
    { inside: 'tellDoubts' },
  ]),
  ...of('unseen', bounds, `${router}/unfold.ts`, [
    { inside: '', before: '50_000' },
    { inside: 'unfold', before: 'met > left' },
    { inside: 'unfold', before: '0' },
    { inside: 'unfold', before: '1', after: '(1 - 1)' },
  ]),
  ...of('same', 'a list that is met twice brings the same entries twice', `${router}/unfold.ts`, [
    { inside: 'begin', before: 'seen' },
  ]),
  ...of('unseen', off, `${router}/unfold.ts`, [{ inside: 'begin', before: 'enter(list)' }]),
  ...of('unseen', strangers, `${box}/read/legacy-rules.ts`, [
    { inside: 'readLegacyRule', before: "['gateway', 'sched'" },
    { inside: 'ofProtocol' },
    { inside: 'readLegacyRule', before: "{ strange: 'ipprotocol' }" },
    { inside: 'readLegacyRule', before: "'inet46' : family" },
  ]),
  ...of('unseen', lastOfMany, `${box}/read/legacy-rules.ts`, [{ inside: 'readLegacyRule', before: "isQuick ? '1'" }]),
  ...of('unseen', 'OXL drops what a rule without a direction lets in', `${box}/read/legacy-rules.ts`, [
    { inside: 'readLegacyRule', before: 'isFloating', after: '!(isFloating)' },
  ]),
  ...of('unseen', 'OXL does not read a rule without both its ends', `${box}/read/legacy-rules.ts`, [
    { inside: 'endOf', before: 'element.children.length === 0' },
    { inside: 'endOf', before: '0', after: '(0 - 1)' },
  ]),
  ...of('same', 'no text has a piece before its first', `${box}/read/legacy-rules.ts`, [
    { inside: 'readLegacyRule', before: '0', after: '(0 - 1)', nth: 0 },
  ]),
  ...of('unseen', 'OXL reads no open ranges, and leaves out the last port of each', `${box}/read/legacy-rules.ts`, [
    { inside: 'portsOf' },
    { inside: 'endOf', before: 'hasPorts ?', after: 'portsOf' },
  ]),
  ...of('unseen', around, `${box}/evaluate/keys.ts`, [
    { inside: 'keysAt', before: 'box !== undefined' },
    { inside: 'keysAt', before: 'on?.tabs' },
    { inside: 'keysAt', before: 'box.groups.keys()', after: '[...box.interfaces.keys()]' },
  ]),
  ...of('unseen', 'every box here is whole', `${box}/evaluate/ruleset.ts`, [
    { inside: 'placeOf', before: 'key !== undefined' },
    { inside: 'placeOf', before: '!plainKey' },
    { inside: 'scopeOf', before: '!plainKey' },
  ]),
  ...of('unseen', off, `${box}/evaluate/alias-table.ts`, [{ inside: 'resolve', before: 'one.strange' }]),
  ...of('same', 'a blank entry names nothing', `${box}/evaluate/alias-table.ts`, [
    { inside: 'entriesOf', before: 'filter' },
  ]),
]
