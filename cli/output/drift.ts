/** What runs beside what is designed: a line of the one, a line of the other, the packet, the sentence. */
import { formatPacket } from '@/lib/net/packet'
import type { Statement } from '@/lib/targets/target'
import { escapeMarkdown, markdownCode, writeMarkdownTable } from '@/lib/text/markdown'
import type { DriftEntry } from '@/lib/verify/drift'
import type { Style } from './style'

const titles = { '=': 'as designed', '~': 'otherwise', '+': 'more than designed', '-': 'missing' } as const
const signs = ['=', '~', '+', '-'] as const

export function driftText(drift: readonly DriftEntry[], style: Style): string {
  if (drift.length === 0) return ''
  const counts = signs.flatMap((sign) => {
    const count = drift.filter((entry) => entry.sign === sign).length
    return count === 0 ? [] : [`${sign} ${count} ${titles[sign]}`]
  })
  const lines = drift.map(({ sign, what, sentence, packet, runs, designed }) => {
    if (sentence === undefined || packet === undefined) return `  ${sign} ${what}\n`
    return [
      `  ${style.bad(sign)} ${what}: ${sentence}\n`,
      `      ${formatPacket(packet)}\n`,
      `      runs      ${placesOf(runs)}\n`,
      `      designed  ${placesOf(designed)}\n`,
    ].join('')
  })
  return `${style.strong('drift')}  ${counts.join(' · ')}\n${lines.join('')}`
}

function placesOf(statements: readonly Statement[]): string {
  const places = statements.filter(({ beside }) => beside !== true).map(({ file, line }) => `${file}:${line}`)
  return places.length === 0 ? 'no line: the default decides' : places.join(', ')
}

export function driftMarkdown(drift: readonly DriftEntry[]): string {
  const changes = drift.filter(({ sign }) => sign !== '=')
  if (changes.length === 0) return ''
  const rows = changes.map(({ sign, what, sentence, packet, runs, designed }) => [
    markdownCode(sign),
    markdownCode(what),
    escapeMarkdown(sentence ?? ''),
    packet === undefined ? '' : markdownCode(formatPacket(packet)),
    escapeMarkdown(placesOf(runs)),
    escapeMarkdown(placesOf(designed)),
  ])
  return writeMarkdownTable(['', 'Rule', 'Drift', 'Packet', 'Runs', 'Designed'], rows)
}

export function recordOfDrift({ sign, what, sentence, packet, runs, designed }: DriftEntry) {
  const places = (statements: readonly Statement[]) => statements.map(({ file, line }) => ({ file, line }))
  return {
    sign,
    rule: what,
    sentence: sentence ?? null,
    packet: packet === undefined ? null : formatPacket(packet),
    runs: places(runs),
    designed: places(designed),
  }
}
