/** Questions about XML and tables, with what PHP's own functions make of them. */
import { existsSync, readFileSync } from 'node:fs'
import type * as fc from 'fast-check'
import { buildSite } from '@/lib/site/build-site'
import { busyDesign } from '@/lib/testing/busy-design'
import { drawn } from '@/lib/testing/draw'
import { opnsenseConfiguration } from '@/lib/testing/opnsense-configuration'
import { pfsenseBackup } from '@/lib/testing/pfsense-backup'
import { samples } from '../talos/judge'
import { startTextPhp } from '../texts/php'
import type { Recorded, TextCase } from './cases'
import { disagreementOfText } from './text-suspects'
import { aimedTables, tableSigns } from './text-tables'
import { aimedXml, xmlSigns } from './text-xml'

const counts = { damagedXml: 1500, damagedTables: 1500 }
const design = busyDesign
const site = buildSite(design)

interface Question {
  readonly where: string
  readonly form: TextCase['form']
  readonly text: string
}

/** One sign put in, and some of what stands behind it taken out. */
function damaged(texts: readonly string[], signs: readonly string[], length: number): fc.Arbitrary<string> {
  return drawn((draw) => {
    const text = draw.pick(texts)
    const from = draw.between(0, Math.max(0, text.length - length))
    const piece = text.slice(from === 0 ? 0 : text.lastIndexOf('\n', from) + 1, from + length)
    const at = draw.between(0, piece.length)
    return `${piece.slice(0, at)}${draw.pick(['', ...signs])}${piece.slice(at + draw.pick([0, 0, 1, 2]))}`
  })
}

function questionsFor(scale: number): readonly Question[] {
  const numbered = (form: Question['form'], kind: string, texts: Iterable<string>): Question[] =>
    [...texts].map((text, index) => ({ form, text, where: `${form} ${kind} ${index}` }))
  const table = readFileSync('lib/targets/opnsense/golden/rules.csv', 'utf8')
  const rows = table.split('\n').slice(0, 12).join('\n')
  return [
    ...numbered('xml', 'aimed', aimedXml),
    ...numbered('xml', 'whole', [opnsenseConfiguration(), pfsenseBackup()]),
    ...numbered('xml', 'fault', samples(damaged(aimedXml, xmlSigns, 400), Math.ceil(counts.damagedXml * scale))),
    ...numbered('csv', 'aimed', aimedTables),
    ...numbered('csv', 'whole', [rows]),
    ...numbered(
      'csv',
      'fault',
      samples(damaged([...aimedTables, rows], tableSigns, 900), Math.ceil(counts.damagedTables * scale)),
    ),
    ...numbered('port', 'name', namesIn('/etc/services')),
    ...numbered('protocol', 'name', namesIn('/etc/protocols')),
  ]
}

/** Names of services or of protocols, as far as the system has a table of them. */
function namesIn(path: string): readonly string[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return [...new Set(lines.flatMap((line) => /^[^#\s]+/.exec(line)?.[0] ?? []))]
}

/** Whether the last quote opens a cell in which nothing stands but line ends. */
function isOpenAtEnd(text: string): boolean {
  return /(?:^|[,\n])[ \t]*"[\r\n]*$/.test(text)
}

export async function recordTextCases(scale: number): Promise<Recorded<TextCase>> {
  const php = startTextPhp()
  if (php === undefined) return { ok: false, reason: 'there is no PHP with php-xml' }
  const cases: TextCase[] = []
  const disagreements: string[] = []
  for (const { where, form, text } of questionsFor(scale)) {
    // Half a character cannot be handed over; and behind a quote that opens at the very end PHP reads what is not there.
    if (/\p{Surrogate}/u.test(text) || (form === 'csv' && isOpenAtEnd(text))) continue
    const seen = await php.ask(form, text)
    // Other systems have names that this one has not.
    if (seen === undefined && (form === 'port' || form === 'protocol')) continue
    const strict: TextCase = { kind: 'text', where, design, form, text, seen, unread: 'never' }
    const what = disagreementOfText(strict, site)
    if (what === undefined) cases.push(strict)
    else if (disagreementOfText({ ...strict, unread: 'may' }, site) === undefined)
      cases.push({ ...strict, unread: 'may' })
    else disagreements.push(`${where}: ${what}\n${text}`)
  }
  php.close()
  return { ok: true, cases, disagreements }
}
