/** Faults in our reading and evaluating of OPNsense, and in the readers of XML and tables, that live, with the reason. */
import { type Entry, of, remembered } from './reason'

const box = 'lib/targets/opnsense'
const listsOnly =
  'OXL reads lists of addresses and ports alone, and warns of nothing that the box would refuse to import'
const olderOnly = 'OXL reads the older rules alone, and none of the table of 26.7'
const strangers = 'what a field does that is not known is asked of no judge: OXL passes over it'
const lines = 'it only says on which line a thing stands'
const off = 'OXL takes rules, lists and interfaces that are switched off for those that are on'
const lastOfMany = 'OXL takes the first of several rules without quick, where pf takes the last: it is not asked'
const around = 'OXL knows no tunnels, virtual addresses, and addresses that come from elsewhere'
const groups = 'no interface of these boxes is in two groups'

export const boxReasons: readonly Entry[] = [
  ...of('same', lines, 'lib/text/read-csv.ts', [
    { before: 'line' },
    { inside: 'readCell', before: 'taken.endsWith' },
    { inside: 'readCell', before: '0' },
    { inside: 'readPlain', before: '0' },
    { inside: 'readCell', before: 'lines' },
  ]),
  ...of('same', lines, 'lib/text/xml.ts', [{ inside: 'lineOf' }, { inside: 'lineAt' }, { inside: 'startOfNext' }]),
  ...of('same', 'one sign past the end is none', 'lib/text/read-csv.ts', [
    { inside: 'readPlain', before: 'end < text.length' },
  ]),
  ...of('same', 'it only words the refusal, or it is refused either way in other words', 'lib/text/xml.ts', [
    { inside: 'firstInvisible', before: '16' },
    { inside: 'readMarkup', before: "text.startsWith('<!', at)" },
  ]),
  ...of('same', 'nothing that is looked for behind a place is found at 0', 'lib/text/xml.ts', [
    { inside: 'readCdata', before: '0', after: '0 + 1' },
    { inside: 'readText', before: 'next < 0' },
  ]),
  ...of('unseen', 'it is a bound of our own', 'lib/text/xml.ts', [
    { before: '64_000_000' },
    { before: '2_000_000' },
    { before: '200' },
    { before: 'limits' },
  ]),
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
]
