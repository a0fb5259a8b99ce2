/** Faults in the readers of XML and tables that live, with the reason. */
import { type Entry, of } from './reason'

const lines = 'it only says on which line a thing stands'
const onlyCompiler = 'a branch that only the compiler asks for'

export const textReasons: readonly Entry[] = [
  ...of('same', lines, 'lib/text/read-csv.ts', [
    { before: 'line' },
    { inside: 'readCell', before: 'taken.endsWith' },
    { inside: 'readCell', before: '0' },
    { inside: 'readPlain', before: '0' },
    { inside: 'readCell', before: 'lines' },
  ]),
  ...of('unseen', 'on which line a refused document goes wrong PHP is not asked', 'lib/text/xml.ts', [
    { inside: 'lineOf' },
  ]),
  ...of('same', 'no line ends are left', 'lib/text/xml.ts', [
    { inside: 'startOfNext', before: 'end < 0', after: '(end) <= (0)' },
    { inside: 'startOfNext', before: '0', after: '(0 + 1)' },
  ]),
  ...of('same', 'it only words the refusal, or it is refused either way in other words', 'lib/text/xml.ts', [
    { inside: 'readDocument', before: '1', after: '(1 + 1)' },
    { inside: 'readDocument', before: '1', after: '(1 - 1)' },
    { inside: 'readDocument', before: 'is not closed', after: 'undefined' },
    { inside: 'readMarkup', before: "text.startsWith('<?', at)" },
    { inside: 'skipComment', before: 'end < 0', after: '(end) <= (0)' },
    { inside: 'skipComment', before: '0' },
    { inside: 'readCdata', before: 'end < 0', after: '(end) <= (0)' },
    { inside: 'readEndTag', before: 'opened === undefined ?' },
    { inside: 'firstInvisible', before: '4' },
  ]),
  ...of('same', 'a section has a sign before its end', 'lib/text/xml.ts', [
    { inside: 'readCdata', before: '9', after: '(9 - 1)', nth: 0 },
  ]),
  ...of('same', 'a short way: what it leaves out changes nothing', 'lib/text/xml.ts', [
    { inside: 'readText', before: "piece.includes('\\r')", after: 'resolveReferences' },
    { inside: 'withPlainEnds', before: "text.includes('\\r')", after: 'replaceAll' },
    { inside: 'resolveReferences', before: "!piece.includes('&')", after: 'false' },
  ]),
  ...of('same', onlyCompiler, 'lib/text/xml.ts', [
    { inside: 'readText', before: "typeof plain === 'string'", after: 'plain' },
    { inside: 'closeElement', before: 'opened === undefined', after: 'false' },
  ]),
  ...of('unseen', 'the first element is asked for its name only where one is found', 'lib/text/xml/root-name.ts', [
    { inside: 'rootName', before: '1', after: '(1 + 1)' },
    { inside: 'rootName', before: 'toLowerCase', after: 'undefined' },
  ]),
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
  ...of('same', 'it is refused either way, in other words', 'lib/text/xml.ts', [
    { inside: 'firstInvisible', before: 'at < 0', after: '(at) <= (0)' },
    { inside: 'firstInvisible', before: '0', after: '(0 + 1)' },
  ]),
  ...of('same', 'nothing that is looked for behind a place is found at 0', 'lib/text/xml.ts', [
    { inside: 'readText', before: '0', after: '(0 + 1)' },
    { inside: 'readXml', before: '0', after: '(0 - 1)', nth: 0 },
  ]),
  ...of('unseen', 'it is a bound of our own', 'lib/text/xml.ts', [{ inside: 'readXml', before: '0', nth: 1 }]),
]
