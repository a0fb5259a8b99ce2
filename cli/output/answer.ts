/** One packet's way through the boxes, in words and for scripts. */

import { formatAddress } from '@/lib/net/address'
import { formatPacket } from '@/lib/net/packet'
import type { Answer, Layer } from '@/lib/query/answer'
import { wordStandIn } from '@/lib/query/stand-in'
import { escapeMarkdown, markdownCode, writeMarkdownTable } from '@/lib/text/markdown'
import type { Style } from './style'
import { writeTextTable } from './text-table'

/** SPEC 7; further keys come after the promised ones. */
export function recordOfAnswer({ question, verdict, disagree, unseen, layers, policy, standIns = [] }: Answer) {
  const { packet } = question
  return {
    verdict,
    disagree,
    layers: layers.map(({ target, place, verdict: here, statements, because, points }) => ({
      target,
      place: place ?? null,
      verdict: here,
      statements,
      because,
      points,
    })),
    unseen,
    policy: {
      verdict: policy.verdict,
      rules: policy.rules,
      because: policy.because,
      nearest: policy.nearest ?? null,
    },
    packet: {
      source: formatAddress(packet.source),
      destination: formatAddress(packet.destination),
      protocol: packet.protocol,
      port: packet.port ?? null,
      icmpType: packet.icmpType ?? null,
    },
    standIns,
  }
}

export function answerText(answer: Answer, style: Style): string {
  const { question, verdict, layers, policy } = answer
  const paint = (word: string): string =>
    word === 'allow' ? style.good(word) : word === 'deny' ? style.bad(word) : word
  const rows = [
    ...layers.map((layer) => [layer.target, layer.place ?? '-', layer.verdict, decidedBy(layer), layer.because]),
    ['policy', '-', policy.verdict, policy.rules.join(', ') || '-', policy.because],
  ]
  const notes = notesOf(answer).map((note) => `${note}\n`)
  return [
    `${style.strong(paint(verdict))}  ${formatPacket(question.packet)}\n`,
    ...notes,
    '\n',
    writeTextTable(['LAYER', 'PLACE', 'VERDICT', 'DECIDED BY', 'BECAUSE'], rows),
  ].join('')
}

export function answerMarkdown(answer: Answer, name: string | undefined): string {
  const { question, verdict, layers, policy } = answer
  const rows = [
    ...layers.map((layer) => [
      markdownCode(layer.target),
      layer.place ?? '',
      layer.verdict,
      layer.statements.map((one) => markdownCode(`${one.file}:${one.line}`)).join(', '),
      escapeMarkdown(layer.because),
    ]),
    ['policy', '', policy.verdict, policy.rules.map(markdownCode).join(', '), escapeMarkdown(policy.because)],
  ]
  const title = name === undefined ? '' : `${markdownCode(name)}: `
  return [
    `${title}${markdownCode(formatPacket(question.packet))}: **${verdict}**\n`,
    ...notesOf(answer).map((note) => `${escapeMarkdown(note)}\n`),
    writeMarkdownTable(['Layer', 'Place', 'Verdict', 'Decided by', 'Because'], rows),
  ].join('\n')
}

function notesOf({ unseen, disagree, standIns = [] }: Answer): string[] {
  return [
    ...(unseen ? ['No listed target sees this packet: the policy alone decides.'] : []),
    ...standIns.map(wordStandIn),
    ...(disagree ? ['The layers that see this packet disagree.'] : []),
  ]
}

function decidedBy({ statements, verdict }: Layer): string {
  if (statements.length === 0) return verdict === 'unseen' ? '-' : 'the product itself'
  return statements.map(({ file, line, rule }) => `${file}:${line}${rule === null ? '' : ` (${rule})`}`).join(', ')
}
