/** Faults in our reading and evaluating of access lists that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const acl = 'lib/targets/switch-acl'
const edits = 'what a switch makes of a list that is changed line by line is known to none of the parsers'
const harmless = 'which other commands of an interface filter nothing is known to none of the parsers'
const standard = 'a list of sources alone, or one by its number, is read by none of the parsers as a switch does'
const unread = 'the parsers refuse the line, and we say that it is not known: to refuse it is as good'
const telling = 'which reader a file is for is a convention of ours'
const icmpSix = 'none of the parsers has a table of the messages of ICMPv6; they are written as numbers here'
const behind = 'a number behind the line is how IOS shows lists of IPv6, which none of the parsers reads'
const neighbours = 'that IOS permits neighbour discovery behind a list of IPv6 is known to none of the parsers'
const noSuch = 'every point of a switch has its interfaces by name'
const reported = 'the line is refused either way, in other words'
const written = 'it is for what is written, and not for what is read'
const banners = 'that what stands in a banner or a macro is text is known to none of the parsers'
const emptied = 'what a list without lines does is known to none of the parsers'
const noBit = 'an address of IPv4 has no bit there'
const notANumber = 'what is no number from end to end is below no bound'
const worded = 'it only words the answer, or says which lines it is by'

export const switchReasons: readonly Entry[] = [
  ...of('unseen', telling, `${acl}/read.ts`, [{ inside: 'isConfiguration' }, { before: 'listLine' }, { inside: '' }]),
  ...of('unseen', harmless, `${acl}/read/interface-words.ts`, [{}]),
  ...of('unseen', banners, `${acl}/read/free-text.ts`, [{}]),
  ...of('unseen', banners, `${acl}/read/commands.ts`, [
    { inside: 'readCommands', before: "beside === 'skip'" },
    { inside: 'readCommands', before: 'unended' },
  ]),
  ...of('unseen', 'no line here has such a sign but at its end', `${acl}/read/commands.ts`, [
    { inside: 'readCommands', before: '/\\r$/', after: '/\\r/' },
  ]),
  ...of('unseen', 'cisco-acl finds these words in a description as well', `${acl}/read/commands.ts`, [
    { inside: '', before: 'access-group|traffic-filter', after: '/(no )?' },
  ]),
  ...of('unseen', harmless, `${acl}/read/commands.ts`, [
    { inside: 'readInInterface', before: 'isHarmless' },
    { inside: 'readInInterface', before: "kind: 'doubt'" },
  ]),
  ...of('unseen', edits, `${acl}/read/commands.ts`, [
    { inside: 'readGlobal', before: 'step === undefined' },
    { inside: 'readInList', before: "kind: 'remove'" },
    { inside: 'readInList', before: 'number !== undefined' },
    { inside: 'readInInterface', before: "kind: 'release'" },
    { inside: 'readGlobal', before: 'resequence' },
    { inside: 'readGlobal', before: "kind: 'global'" },
    { inside: 'readGlobal', before: 'first === undefined' },
    { inside: 'readGlobal', before: 'no !== undefined' },
    { inside: 'readInList', before: 'isNo' },
    { inside: 'readInList', before: 'first === undefined' },
    { inside: 'readInInterface', before: 'no !== undefined' },
    { inside: 'readInInterface', before: 'no === undefined' },
    { inside: 'numbered', before: 'isNo' },
    { inside: 'numbered', before: "'no'" },
  ]),
  ...of('unseen', standard, `${acl}/read/commands.ts`, [
    { inside: 'readNumbered' },
    { inside: 'addOpaque' },
    { inside: 'readGlobal', before: 'standard' },
    { inside: 'readGlobal', before: 'no === undefined' },
    { inside: 'readGlobal', before: 'addOpaque' },
    { inside: 'readGlobal', before: "kind: 'skipped'" },
  ]),
  ...of('unseen', behind, `${acl}/read/commands.ts`, [
    { inside: 'numbered', before: 'behind' },
    { inside: 'numbered', before: 'plain' },
    { inside: 'numbered', before: '1' },
    { inside: 'numbered', before: '2' },
    { inside: 'numbered', before: '0' },
    { inside: 'numbered', before: 'before' },
    { inside: 'numbered', before: '/^' },
    { inside: 'numbered', before: '&&' },
  ]),
  ...of('unseen', unread, `${acl}/read/entry.ts`, [
    { before: 'object-group' },
    { before: 'groupWords' },
    { before: 'dscp' },
    { before: 'established' },
    { before: 'answering' },
    { before: 'matchers' },
    { inside: 'unreadEntry' },
    { inside: 'unknown' },
    { inside: 'readDetails', before: 'sequence' },
    { inside: 'readDetails', before: 'fragments' },
    { inside: 'readDetails', before: 'log' },
  ]),
  ...of('unseen', behind, `${acl}/read/entry.ts`, [
    { inside: 'readDetails', before: '/^\\d+$/', after: '/\\d+$/' },
    { inside: 'readDetails', before: 'next(cursor)' },
  ]),
  ...of('same', 'what begins with a digit is a number, or was refused', `${acl}/read/entry.ts`, [
    { inside: 'readDetails', before: '/^\\d+$/', after: '/^\\d+/' },
  ]),
  ...of('same', reported, `${acl}/read/entry.ts`, [
    { inside: 'readEntry', before: 'permit' },
    { inside: 'readPorts', before: 'range' },
    { inside: 'readAddresses', before: 'parseWildcard' },
  ]),
  ...of('same', 'a range that ends before it begins takes no port', `${acl}/read/entry.ts`, [
    { inside: 'readPorts', before: 'ranges.filter' },
    { inside: 'readPorts', before: 'from <= to' },
  ]),
  ...of('unseen', 'no packet here comes from, or goes to, port 0: the parsers begin at 1', `${acl}/read/entry.ts`, [
    { inside: 'readPorts', before: '0' },
  ]),
  ...of('unseen', icmpSix, `${acl}/read/names.ts`, [
    ...[1, 2, 3, 4, 128, 129, 130, 131, 132, 133, 134, 135, 136].map((type) => ({ inside: '', after: `(${type} ` })),
    { inside: 'icmpOf', before: 'family === 4' },
  ]),
  ...of('same', notANumber, `${acl}/read/names.ts`, [
    { inside: 'portOf', before: '{0,4})$/', after: '{0,4})/' },
    { inside: 'protocolOf', before: '{0,2}$/', after: '{0,2}/' },
  ]),
  ...of('unseen', 'Aerleon writes this protocol of IPv6 by its number', `${acl}/read/names.ts`, [
    { inside: 'protocolOf', before: "dialect === 'ios'" },
    { inside: 'protocolOf', before: '58' },
    { inside: 'protocolOf', before: "family === 6 && dialect === 'eos'" },
  ]),
  ...of('unseen', written, `${acl}/read/names.ts`, [{ inside: 'icmpName' }]),
  ...of('unseen', 'by which number a line is called is asked of none of the parsers', `${acl}/install.ts`, [
    { inside: '', before: '10' },
    { inside: 'addEntry', before: 'last + step' },
  ]),
  ...of('same', 'no two lines have one number, and those in order stay so', `${acl}/install.ts`, [
    { inside: 'addEntry', before: 'at > last', after: '>=' },
    { inside: 'addEntry', before: 'at > last ?', after: '.sort(' },
  ]),
  ...of('unseen', edits, `${acl}/install.ts`, [
    { inside: 'carryOut', before: 'resequence' },
    { inside: 'carryOut', before: 'lists.set(listKey(list.family' },
    { inside: 'install', before: 'held.doubts' },
    { inside: 'install', before: 'before ?? nothing' },
    { inside: 'carryOut', before: 'release' },
    { inside: 'carryOut', before: 'list === undefined' },
    { inside: 'carryOut', before: 'asked' },
    { inside: 'carryOut', before: 'command.name' },
    { inside: 'carryOut', before: 'command.first' },
    { inside: 'carryOut', before: 'command.step' },
    { inside: 'carryOut', before: 'index' },
    { inside: 'carryOut', before: 'There is no list' },
    { inside: 'carryOut', before: 'asks the list' },
    { inside: 'carryOut', before: 'applied.delete' },
    { inside: 'addEntry' },
    { inside: 'removeEntry' },
    { inside: 'goes' },
  ]),
  ...of('unseen', 'a list that is missing is only warned of', `${acl}/install.ts`, [{ inside: 'missingLists' }]),
  ...of('unseen', harmless, `${acl}/install.ts`, [
    { inside: 'carryOut', before: "'doubt'" },
    { inside: 'carryOut', before: 'doubts.push' },
  ]),
  ...of('unseen', harmless, `${acl}/evaluate/lists.ts`, [{ inside: 'doubtsAt', before: 'doubts.filter' }]),
  ...of('unseen', harmless, `${acl}/admits.ts`, [{ inside: 'uninterpreted', before: '...beside' }]),
  ...of('unseen', emptied, `${acl}/evaluate/lists.ts`, [
    { inside: 'listAt', before: 'entries.length === 0' },
    { inside: 'listAt', before: '0', after: '- 1' },
  ]),
  ...of('unseen', noSuch, `${acl}/evaluate/lists.ts`, [
    { inside: 'listAt', before: 'interfaces' },
    { inside: 'doubtsAt', before: 'interfaces' },
    { inside: '', before: '0' },
    { inside: 'sourcePortsAt' },
  ]),
  ...of('unseen', neighbours, `${acl}/evaluate/lists.ts`, [{ before: '135' }, { before: '136' }]),
  ...of('unseen', neighbours, `${acl}/admits.ts`, [
    { inside: 'admits', before: 'neighbours' },
    { inside: 'admits', before: '0' },
    { inside: 'walk', before: 'family === 4' },
    { inside: 'walk', before: 'family === 6' },
    { inside: 'walk', before: '4' },
    { inside: 'walk', before: '6' },
    { inside: 'walk', before: 'subtractPackets' },
    { inside: '', before: '6' },
    { inside: '', before: 'icmpv6' },
    { inside: '', before: 'wire' },
    { inside: '', before: 'neighbourTypes' },
  ]),
  ...of('same', remembered, `${acl}/admits.ts`, [
    { inside: 'passing', before: 'byLines' },
    { inside: 'passing', before: 'known' },
    { inside: 'passing', before: 'sourcePorts === undefined ? []', after: '[number]' },
  ]),
  ...of('same', 'the first port of a range is among them already', `${acl}/admits.ts`, [
    { inside: 'portClasses', before: 'cut > from', after: '>=' },
  ]),
  ...of('unseen', 'packets come from one range of ports here', `${acl}/admits.ts`, [
    { inside: 'portClasses', before: 'ranges.some', after: 'ranges.every' },
  ]),
  ...of('same', 'lines of one kind come to the same one by one', `${acl}/admits.ts`, [{ inside: 'walk' }]),
  ...of('unseen', neighbours, `${acl}/decide.ts`, [
    { inside: 'decideFrom', before: 'neighbourTypes' },
    { inside: 'decideFrom', before: 'icmpv6' },
    { inside: 'decideFrom', before: 'isNeighbour' },
    { inside: 'decideFrom', before: 'family === 6' },
    { inside: 'decideFrom', before: '6' },
    { inside: 'decideFrom', before: '1' },
  ]),
  ...of('unseen', worded, `${acl}/decide.ts`, [
    { inside: 'decide', before: 'lines.push' },
    { inside: 'decide', before: 'statements' },
    { inside: 'decide', before: 'one.file' },
    { inside: 'decideFrom', before: 'permitting.length === 1' },
    { inside: 'decideFrom', before: '0' },
  ]),
  ...of('same', 'behind the last port there is none', `${acl}/decide.ts`, [
    { inside: 'portsToTry', before: 'to < lastPort', after: '<=' },
  ]),
  ...of('unseen', 'no packet mixes the families, or comes by anything but the wire', `${acl}/decide.ts`, [
    { inside: 'decide', before: '!isPossible' },
    { inside: 'decide', before: 'source.family' },
    { inside: 'decide', before: 'icmpv6' },
    { inside: 'decide', before: 'icmp' },
    { inside: 'decide', before: 'arrival' },
    { inside: 'decide', before: 'wire' },
  ]),
  ...of('same', 'the prefixes come to the same set in any order', 'lib/net/wildcard.ts', [
    { inside: 'parseWildcard', before: 'a < b' },
    { inside: 'parseWildcard', before: '1' },
    { inside: 'parseWildcard', before: 'values.sort' },
  ]),
  ...of('same', noBit, 'lib/net/wildcard.ts', [
    { inside: '', before: '1n' },
    { inside: '', before: '32n' },
    { inside: 'parseWildcard', before: '0', after: '- 1' },
    { inside: 'parseWildcard', before: 'length > 0', after: '>=' },
    { inside: 'parseWildcard', before: '32n', after: '+ 1n' },
    { inside: 'parseWildcard', before: 'bit < 32n', after: '<=' },
  ]),
  ...of('same', 'two halves are all of it', 'lib/net/wildcard.ts', [
    { inside: 'parseWildcard', before: '0', after: '0 + 1' },
  ]),
  ...of('same', 'the first bit behind the last free one is not free', 'lib/net/wildcard.ts', [
    { inside: 'parseWildcard', before: '32', after: '32 + 1)' },
  ]),
  ...of('unseen', written, 'lib/net/wildcard.ts', [{ inside: 'wildcardOf' }]),
  ...of('unseen', 'it is a bound of our own', 'lib/net/wildcard.ts', [{ before: '256' }, { before: 'mostPrefixes' }]),
]
