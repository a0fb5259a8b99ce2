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
const onlyNumbers = 'it only chooses numbers of lines, which rise either way'
const noSuch = 'every point of a switch has its interfaces by name'
const reported = 'the line is refused either way, in other words'
const written = 'it is for what is written, and not for what is read'
const worded = 'it only words the answer, or says which lines it is by'

export const switchReasons: readonly Entry[] = [
  ...of('unseen', telling, `${acl}/read.ts`, [{ inside: 'isConfiguration' }, { before: 'listLine' }, { inside: '' }]),
  ...of('unseen', harmless, `${acl}/read/interface-words.ts`, [{}]),
  ...of('unseen', edits, `${acl}/read/commands.ts`, [
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
  ...of('same', written, `${acl}/read/names.ts`, [{ inside: 'icmpName' }]),
  ...of('same', onlyNumbers, `${acl}/install.ts`, [
    { inside: '', before: '10' },
    { inside: 'addEntry', before: 'at > last' },
    { inside: 'addEntry', before: 'last + step' },
  ]),
  ...of('unseen', edits, `${acl}/install.ts`, [
    { inside: 'carryOut', before: 'resequence' },
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
  ...of('same', 'a list that is missing is only warned of', `${acl}/install.ts`, [{ inside: 'missingLists' }]),
  ...of('unseen', noSuch, `${acl}/evaluate/lists.ts`, [
    { inside: 'listAt', before: 'interfaces' },
    { inside: 'doubtsAt', before: 'interfaces' },
    { inside: '', before: '0' },
    { inside: 'sourcePortsAt' },
  ]),
  ...of('unseen', neighbours, `${acl}/evaluate/lists.ts`, [{ before: '135' }, { before: '136' }]),
  ...of('unseen', neighbours, `${acl}/admits.ts`, [
    { inside: 'admits', before: 'neighbours' },
    { inside: 'walk', before: 'family === 4' },
    { inside: 'walk', before: 'family === 6' },
    { inside: 'walk', before: '4' },
    { inside: 'walk', before: '6' },
    { inside: 'walk', before: 'subtractPackets' },
    { inside: '', before: 'icmpv6' },
    { inside: '', before: 'wire' },
    { inside: '', before: 'neighbourTypes' },
  ]),
  ...of('same', remembered, `${acl}/admits.ts`, [
    { inside: 'passing', before: 'byLines' },
    { inside: 'passing', before: 'known' },
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
  ...of('same', worded, `${acl}/decide.ts`, [
    { inside: 'decide', before: 'lines.push' },
    { inside: 'decide', before: 'statements' },
    { inside: 'decideFrom', before: 'permitting.length === 1' },
    { inside: 'decideFrom', before: '0' },
  ]),
  ...of('unseen', 'no packet mixes the families, or comes by anything but the wire', `${acl}/decide.ts`, [
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
  ...of('unseen', 'it is a bound of our own', 'lib/net/wildcard.ts', [{ before: '256' }, { before: 'mostPrefixes' }]),
]
