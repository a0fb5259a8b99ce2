/** A proof in words: the verdict, what it leans on, and every packet that shows otherwise. */
import { verdictLine } from '@/lib/bundle/readme'
import { formatPacket } from '@/lib/net/packet'
import type { CheckedExpectation } from '@/lib/query/expectations'
import { escapeMarkdown, markdownCode, writeMarkdownTable } from '@/lib/text/markdown'
import { type Proof, type Verdict, verdictMarks, type Witness } from '@/lib/verify/proof'
import type { Style } from './style'

export function isBadNews(verdict: Verdict): boolean {
  return verdict !== 'equal' && verdict !== 'none'
}

export function verdictLineOf(proof: Proof, style: Style): string {
  const line = verdictLine(proof)
  return isBadNews(proof.verdict) ? style.bad(line) : style.good(line)
}

const mostRules = 6

export function proofText(proof: Proof, style: Style): string {
  const { target, points, before, assumptions, always, problems, witnesses } = proof
  const compared =
    points === 0 ? '' : `  compared at ${points} ${points === 1 ? 'point' : 'points'}; before: ${before}\n`
  return [
    `${style.strong(target)}  ${verdictLineOf(proof, style)}\n`,
    compared,
    ...problems.map(({ severity, at, message, suggestion }) => {
      const cure = suggestion === undefined ? '' : `\n    ${suggestion}`
      return `  ${severity}: ${at}: ${message}${cure}\n`
    }),
    ...witnesses.map((witness) => witnessText(witness, style)),
    list('not enforced here', gapLines(proof)),
    list('always open', [...always.map(({ title }) => title), ...sourcesOf(always).map((one) => style.quiet(one))]),
    list('assumed', assumptions),
  ].join('')
}

function sourcesOf(always: Proof['always']): string[] {
  return [...new Set(always.map(({ source }) => source))]
}

function witnessText(witness: Witness, style: Style): string {
  const { kind, packet, point, intended, actual, statements, sentence } = witness
  const mark = style.bad(kind === 'extra' ? verdictMarks.wider : verdictMarks.narrower)
  const lines = statements.map(({ file, line }) => `      ${file}:${line}\n`)
  return [
    `  ${mark} ${sentence}\n`,
    `      ${formatPacket(packet)} at ${point}: the policy says ${intended}, the files ${actual}\n`,
    ...lines,
  ].join('')
}

function gapLines({ gaps }: Proof): string[] {
  const reasons = [...new Set(gaps.map((gap) => gap.reason))]
  return reasons.map((reason) => {
    const rules = gaps.filter((gap) => gap.reason === reason).map((gap) => gap.rule)
    const shown = rules.slice(0, mostRules).join(', ')
    const more = rules.length > mostRules ? ` and ${rules.length - mostRules} more` : ''
    return `${reason} (${shown}${more})`
  })
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`  ${title}:\n`, ...lines.map((line) => `    ${line}\n`)].join('')
}

export function expectationsText(checked: readonly CheckedExpectation[], style: Style): string {
  if (checked.length === 0) return ''
  const met = checked.filter((one) => one.met).length
  const line = `${met} of ${checked.length} met\n`
  const unmet = checked
    .filter((one) => !one.met)
    .map((one) => `  ${style.bad('unmet')} ${one.ask}: ${unmetReason(one)}\n`)
  return `${style.strong('expectations')}  ${met === checked.length ? style.good(line) : style.bad(line)}${unmet.join('')}`
}

function unmetReason({ want, answer, problems }: CheckedExpectation): string {
  if (answer !== undefined) return `want ${want}, got ${answer.verdict}`
  return problems.map(({ message, suggestion }) => `${message} ${suggestion ?? ''}`.trim()).join(' ')
}

export function recordOfExpectation({ ask, want, answer, problems, met }: CheckedExpectation) {
  return {
    ask,
    want,
    got: answer?.verdict ?? null,
    met,
    ...(problems.length === 0 ? {} : { problems: problems.map((problem) => problem.message) }),
  }
}

export function proofsMarkdown(name: string, proofs: readonly Proof[], checked: readonly CheckedExpectation[]): string {
  const rows = proofs.map((proof) => [markdownCode(proof.target), verdictLine(proof)])
  const witnesses = proofs.flatMap((proof) =>
    proof.witnesses.map((witness) => [
      escapeMarkdown(witness.sentence),
      markdownCode(formatPacket(witness.packet)),
      `${witness.intended} → ${witness.actual}`,
      witness.statements.map(({ file, line }) => markdownCode(`${file}:${line}`)).join(', '),
    ]),
  )
  const problems = proofs.flatMap((proof) =>
    proof.problems.map(({ at, message }) => `- ${markdownCode(at)}: ${escapeMarkdown(message)}`),
  )
  const asked = checked.map((one) => [
    one.met ? 'met' : '**unmet**',
    markdownCode(one.ask),
    one.want,
    one.answer?.verdict ?? '?',
  ])
  return [
    `## Proof of ${escapeMarkdown(name)}\n`,
    writeMarkdownTable(['Target', 'Verdict'], rows),
    ...(problems.length === 0 ? [] : [`${problems.join('\n')}\n`]),
    ...(witnesses.length === 0
      ? []
      : [writeMarkdownTable(['Witness', 'Packet', 'Policy → files', 'Decided by'], witnesses)]),
    ...(asked.length === 0 ? [] : [writeMarkdownTable(['Expectation', 'Question', 'Want', 'Got'], asked)]),
  ].join('\n')
}
