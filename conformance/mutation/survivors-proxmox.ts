/** Faults in our reading and evaluating of Proxmox VE that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const proxmox = 'targets/proxmox'
const otherProgram =
  "refused for the sake of the product's other program, which is not here; this one reads it as we would"
const quiet = 'messages of ICMP that ask nothing are part of a conversation, whatever a rule says of them'
const ownFiles = 'which files are given, and how they are called, is ours to sort out before the product sees any'
const parts = 'a part of the file of the datacenter is put into the own one of a box, which is not asked about'
const eitherWay = 'it is refused either way, in other words'
const warned = 'it only warns'
const worded = 'it only words a verdict or a refusal'
const shorter = 'a short way: what it leaves to the long one comes out the same'
const left = 'a branch that only the compiler asks for'
const copied = 'the copy of the module has no such macros, sets or options'
const elsewhere = 'what comes to no address behind the card, or in no way that there is, no product is asked about'

const config = `${proxmox}/read/config.ts`
const rule = `${proxmox}/read/rule.ts`
const words = `${proxmox}/read/words.ts`
const admission = `${proxmox}/evaluate/admission.ts`
const resolve = `${proxmox}/evaluate/resolve.ts`
const decide = `${proxmox}/decide.ts`

const reading: readonly Entry[] = [
  ...of('unseen', ownFiles, `${proxmox}/read.ts`, [
    { inside: 'fileKind' },
    { inside: '', before: 'recognises' },
    { inside: 'readFiles', before: 'cluster !== undefined' },
    { inside: 'readFiles', before: 'guests.has' },
    { inside: 'readFiles', before: 'twice(' },
  ]),
  ...of('same', left, `${proxmox}/read.ts`, [
    { inside: '', before: "typeof kind === 'object'" },
    { inside: '', before: '0', nth: 0 },
  ]),
  ...of('same', remembered, `${proxmox}/read.ts`, [{ inside: '', before: '2_000_000' }]),
  ...of('unseen', otherProgram, config, [
    { inside: 'readCluster', before: 'groups.has' },
    { inside: 'readCluster', before: 'two groups' },
    { inside: 'readSettings', before: 'settings.has' },
    { inside: 'readAliases', before: 'aliases.has' },
    { inside: 'addSet', before: 'sets.has' },
    { inside: 'addSet', before: 'two IP sets' },
  ]),
  ...of('unseen', parts, config, [{ inside: 'readCluster', before: 'partMark' }]),
  ...of('same', worded, config, [{ inside: 'checkNames', before: "end.kind === 'set'" }]),
  ...of('same', left, config, [
    { inside: 'checkNames', before: "rule.kind === 'group'", after: 'false' },
    { inside: 'missing', before: 'false' },
  ]),
  ...of('same', 'only the first scope is looked at', config, [{ inside: 'readGuest', before: "['guest', 'dc']" }]),
  ...of('same', shorter, config, [
    { inside: '', before: '[.:]' },
    { inside: 'readEntry', before: 'addressAlone' },
    { inside: 'readEntry', before: 'read.ok', after: 'false' },
  ]),
  ...of('same', warned, config, [
    { inside: 'readEntry', before: 'scope === undefined' },
    { inside: 'readEntry', before: '0' },
    { inside: 'readEntry', before: 'warn(' },
  ]),
  ...of('same', eitherWay, config, [
    { inside: 'readSettings', before: "key === ''", after: 'false' },
    { inside: 'readSettings', before: '[a-z_0-9]+', after: '(.*)/' },
  ]),
  ...of('unseen', copied, `${proxmox}/read/macros.ts`, [{ inside: 'readWord', before: "startsWith('~')" }]),
  ...of('unseen', otherProgram, rule, [
    { inside: 'readRule', before: "comment === ''" },
    { inside: 'readRule', before: 'hash < 0 ? undefined' },
    { inside: 'readRule', before: 'hash < 0', nth: 0 },
    { inside: 'readRule', before: '0', nth: 0 },
    { inside: 'readRule', before: '1', after: '(1 + 1)', nth: 0 },
    { inside: 'readOptions', before: 'options.has' },
    { inside: 'clashOf', before: "kind === 'set'" },
    { inside: 'clashOf', before: "kind !== 'set'" },
    { inside: 'clashOf', before: 'one end is an IP set' },
  ]),
  ...of('same', 'a line that begins with # is no rule at all', rule, [
    { inside: 'readRule', before: 'hash < 0', after: '(hash) <= (0)', nth: 1 },
    { inside: 'readRule', before: '0', after: '(0 + 1)', nth: 1 },
  ]),
  ...of('same', eitherWay, rule, [
    { inside: 'readRule', before: '(?:[ \\t]+|$)' },
    { inside: 'readOptions', before: '(?:[ \\t]+|$)' },
    { inside: 'readRule', before: "type === 'GROUP' ? undefined" },
    { inside: 'groupRule', before: '!isName(group)' },
    { inside: 'matchRule', before: '(ACCEPT|DROP|REJECT)' },
    { inside: 'readServices', before: "'sourcePorts'" },
  ]),
  ...of('same', left, rule, [{ inside: 'fail', before: 'read.ok' }]),
  ...of('same', warned, rule, [
    { inside: 'readEndOf', before: 'scope === undefined' },
    { inside: 'readEndOf', before: "read.value.kind === 'set'" },
    { inside: 'readEndOf', before: 'warn(' },
  ]),
  ...of('same', 'only which line a thing stands on', `${proxmox}/read/sections.ts`, [
    { inside: 'readSections', before: '1', after: '(1 - 1)' },
    { inside: 'readSections', before: '1', after: '(1 + 1)' },
  ]),
  ...of('same', eitherWay, `${proxmox}/read/sections.ts`, [{ inside: 'readSections', before: '\\x7e' }]),
  ...of('unseen', otherProgram, `${proxmox}/read/sections.ts`, [
    { inside: 'readHeader', before: 'does not do as a name' },
  ]),
  ...of('same', 'no name has the sign in another place', words, [{ inside: 'readEnd', before: '/^\\+/' }]),
  ...of('same', eitherWay, words, [
    { inside: 'readPorts', before: 'to > lastPort || from > lastPort' },
    { inside: 'readProtocol', before: 'Object.hasOwn' },
  ]),
  ...of('unseen', otherProgram, words, [
    { inside: 'readPorts', before: 'from === to' },
    { inside: 'readPorts', before: '2', after: '(2 + 1)' },
    { inside: 'readPorts', before: 'from <= other.to' },
    { inside: 'readPorts', before: 'other.from <= to' },
  ]),
  ...of(
    'unseen',
    quiet,
    words,
    (
      [
        ['0', 0],
        ['3', 0],
        ['4', 1],
        ['5', 0],
        ['10', 0],
        ['11', 0],
        ['1', 1],
        ['2', 1],
        ['3', 1],
        ['4', 2],
      ] as const
    ).flatMap(([number, nth]) => [
      { inside: '', before: number, after: `(${number} + 1)`, nth },
      { inside: '', before: number, after: `(${number} - 1)`, nth },
    ]),
  ),
  // Their other neighbours ask something.
  ...of('unseen', quiet, words, [
    { inside: '', before: '9', after: '(9 + 1)', nth: 0 },
    { inside: '', before: '12', after: '(12 - 1)', nth: 0 },
    { inside: '', before: '18', after: '(18 + 1)', nth: 0 },
  ]),
]

const evaluating: readonly Entry[] = [
  ...of('same', remembered, `${proxmox}/admits.ts`, [
    { inside: '', before: '0' },
    { inside: 'admissionAt', before: 'asked.get' },
    { inside: 'admissionAt', before: 'asked.set' },
    { inside: 'admissionAt', before: 'last !== undefined', after: 'false' },
    { inside: 'admissionAt', before: 'byPoint.set' },
    { inside: 'admissionOfGuest', before: 'known.get' },
    { inside: 'admissionOfGuest', before: 'known.set' },
    { inside: 'admissionOfGuest', before: 'model.cluster ?? noCluster', nth: 1 },
    { inside: 'admissionOfGuest', before: 'found !== undefined', after: 'false' },
    { inside: 'admissionOfGuest', before: 'here.set' },
    { inside: 'keyOf', before: 'known !== undefined', after: 'false' },
    { inside: 'keyOf', before: 'keys.set' },
    { inside: 'keyOf', before: 'isPlain ?', after: 'own' },
    { inside: 'keyOf', before: '0', after: '(0 - 1)' },
    { inside: 'keyOf', before: '!isTold', after: 'isTold' },
  ]),
  ...of('same', 'the aliases of a guest mean nothing to a group', `${proxmox}/admits.ts`, [
    { inside: 'keyOf', before: 'guest.aliases.size' },
    { inside: 'keyOf', before: '0', after: '(0 + 1)', nth: 1 },
  ]),
  ...of('same', 'only the line is another one', `${proxmox}/admits.ts`, [
    { inside: 'keyOf', before: 'ips' },
    { inside: 'keyOf', before: 'true', after: 'false' },
  ]),
  ...of('same', left, `${proxmox}/admits.ts`, [{ inside: 'keyOf', before: 'isGroup(rule) ?' }]),
  ...of('unseen', 'every machine that is asked about is in the design', `${proxmox}/admits.ts`, [
    { inside: 'cardsOf', before: '1' },
  ]),
  ...of('same', 'no packets are said twice to be none', `${proxmox}/admits.ts`, [
    { inside: 'uninterpreted', before: 'isEmptyPacketSet' },
  ]),
  ...of('unseen', elsewhere, `${proxmox}/admits.ts`, [{ inside: 'admits', before: "'ingress' ?", after: 'ruled' }]),
  ...of('unseen', elsewhere, decide, [
    { inside: 'decide', before: '!isPossible' },
    { inside: 'decide', before: "packet.arrival !== 'wire'" },
    { inside: 'decide', before: '!isFor', after: 'false' },
    { inside: 'isFor', before: 'i % 2 === 0 &&', after: '||' },
    { inside: 'isFor', before: '2', after: '(2 - 1)' },
  ]),
  ...of('same', left, decide, [{ inside: 'isFor', before: '1n', nth: 1 }]),
  ...of('same', worded, decide, [{ inside: 'decideUnfiltered', before: 'isSwitchedOff(cluster)' }]),
  ...of('same', 'of link-local addresses behind an IP filter nothing is said', decide, [
    { inside: 'decideEarly', before: 'local !== undefined' },
  ]),
  ...of('same', 'no other protocol has these messages, and those of ICMP are decided before', decide, [
    { inside: 'decideEarly', before: "protocol !== 'icmpv6'" },
  ]),
  ...of('same', remembered, admission, [
    { inside: 'addressSet', before: 'known !== undefined', after: 'false' },
    { inside: 'addressSet', before: 'sets.set' },
  ]),
  ...of('unseen', copied, admission, [{ inside: 'optionDoubts', before: 'another program' }]),
  ...of('same', 'no packets are said twice to be none', admission, [
    { inside: 'walk', before: 'isEmptyPacketSet(left)' },
  ]),
  ...of('same', 'there are no such messages, or three and more', `${proxmox}/evaluate/always.ts`, [
    { inside: 'openByItself', before: '0', after: '(0 + 1)' },
  ]),
  ...of('same', 'no packets are open to all as little as nothing', `${proxmox}/evaluate/always.ts`, [
    { inside: 'openByItself', before: '0', after: '(0 - 1)' },
    { inside: 'openByItself', before: 'types.length > 0' },
  ]),
  ...of('same', left, `${proxmox}/evaluate/ip-filter.ts`, [{ inside: 'ipFilterOf', before: 'at === undefined' }]),
  ...of('unseen', copied, resolve, [{ inside: 'resolveEnd', before: "end.scope === 'sdn'" }]),
  ...of('same', worded, resolve, [
    { inside: 'resolveEntries', before: "'alias' in address ? address.alias" },
    { inside: 'resolveEntries', before: "'alias' in address", nth: 1 },
  ]),
  ...of('same', remembered, resolve, [
    { inside: 'resolveSet', before: 'known !== undefined', after: 'false' },
    { inside: 'resolveSet', before: 'plainSets.set' },
    { inside: 'resolveSet', before: 'set.entries.every', after: 'false' },
  ]),
  ...of('same', left, `${proxmox}/evaluate/stages.ts`, [
    { inside: 'stageOf', before: "found.kind === 'addresses' ?" },
    { inside: 'walk', before: 'group === undefined ?' },
  ]),
  ...of('unseen', copied, `${proxmox}/evaluate/stages.ts`, [{ inside: 'stageOf', before: 'rule.services.some' }]),
  ...of('same', remembered, `${proxmox}/evaluate/stages.ts`, [
    { inside: 'stagesOf', before: 'cluster ?? noCluster' },
    { inside: 'stagesOf', before: 'known.set' },
    { inside: 'stagesOf', before: 'guests.get' },
    { inside: 'stagesOf', before: 'guests.set' },
    { inside: 'stagesOf', before: 'here.get' },
    { inside: 'stagesOf', before: 'here.set' },
  ]),
  ...of('same', left, `${proxmox}/evaluate/system.ts`, [{ inside: 'asksNothing', before: '0' }]),
  ...of('unseen', parts, `${proxmox}/install.ts`, [{ inside: 'installCluster' }, { inside: 'theirs' }]),
]

export const proxmoxReasons: readonly Entry[] = [...reading, ...evaluating]
