/** Names that try to be more than names: every export must keep them inert. */
import fc from 'fast-check'
import type { Draw } from './draw'

/** All of them are legal free text of a design. */
export const hostileTexts: readonly string[] = [
  `it's "quoted"`,
  `\${var.admin} %{ for x in y }`,
  '$(reboot) `id` ; rm -rf / #',
  ']]> <b>&amp;</b> <!-- -->',
  '# not a comment',
  '- not a list: item',
  '=HYPERLINK("x")',
  '+1 -1 @cmd',
  "'; DROP TABLE rules; --",
  `{{ .Values.name }} \${{ env }}`,
  'back\\slash \\n \\u0000',
  'Zürich – 東京 – Ελλάδα 🏰',
  'a: b, [c], {d}, *e, &f, !g, |h, >i, %j',
  'null',
  '0x1f',
  'no',
  '2027-01-01',
  '~',
  ' leading and trailing ',
  '// not a comment /* either */',
  '..\\..\\etc/passwd',
  '<<EOF',
]

/** DNS labels that a careless reader takes for a number, a date or a truth. */
export const hostileLabels: readonly string[] = [
  'null',
  'true',
  'no',
  'y',
  'on',
  '1e3',
  '0x1f',
  '007',
  '12',
  '2027-01-01',
  'a--b',
  'constructor',
  'default',
  'z23456789-123456789-123456789-123456789-123456789-123456789-123',
]

const printable = () =>
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 30 })
    .map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, ''))
    .map((text) => (text === '' ? '"' : text))

/** Free text for admin, listener and owner names: plain words, hostile ones, or any printable characters. */
export function drawText(draw: Draw, plain: readonly string[]): string {
  if (draw.chance(60)) return draw.pick(plain)
  return draw.chance(70) ? draw.pick(hostileTexts) : draw.value(printable)
}

/** A name that is not among those taken; adds itself to them. */
export function drawUnique(taken: Set<string>, propose: () => string): string {
  const wish = propose()
  let name = wish
  for (let number = 2; taken.has(name); number++) name = `${[...wish].slice(0, 50).join('')}-${number}`
  taken.add(name)
  return name
}
