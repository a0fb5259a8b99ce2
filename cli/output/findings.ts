/** Findings for people, scripts and code scanning. */

import type { Finding, Severity } from '@/lib/lint/finding'
import { formatPacket } from '@/lib/net/packet'
import { escapeMarkdown, markdownCode, writeMarkdownTable } from '@/lib/text/markdown'
import { type Exposure, wordExposure } from '@/lib/verify/exposure'
import type { Style } from './style'

export interface LintedDesign {
  readonly name: string
  readonly findings: readonly Finding[]
  readonly exposures: readonly Exposure[]
}

/** SPEC 7; further keys come after the promised ones. */
export function recordOfFinding({ code, severity, message, at, fix, source, evidence, accepted }: Finding) {
  return {
    code,
    severity,
    message,
    at,
    fix: fix?.label ?? null,
    source,
    evidence: evidence === undefined ? null : formatPacket(evidence),
    accepted: accepted ?? null,
  }
}

const severities = ['error', 'warning', 'info'] as const

function summary(findings: readonly Finding[]): string {
  const open = findings.filter(({ accepted }) => accepted === undefined)
  const counts = severities.flatMap((severity) => {
    const count = open.filter((finding) => finding.severity === severity).length
    const plural = count === 1 || severity === 'info' ? '' : 's'
    return count === 0 ? [] : [`${count} ${severity}${plural}`]
  })
  const accepted = findings.length - open.length
  const parts = [...counts, ...(accepted === 0 ? [] : [`${accepted} accepted`])]
  return parts.length === 0 ? 'Nothing found.' : `${parts.join(', ')}.`
}

export function findingsText({ name, findings, exposures }: LintedDesign, isNamed: boolean, style: Style): string {
  const paint: Readonly<Record<Severity, (text: string) => string>> = {
    error: style.bad,
    warning: style.strong,
    info: style.quiet,
  }
  const lines = findings.map(({ code, severity, message, at, fix, evidence, accepted }) =>
    [
      `${accepted === undefined ? paint[severity](severity) : style.quiet('accepted')}  ${code}${at === '' ? '' : `  ${at}`}\n`,
      `  ${message}.\n`,
      ...(accepted === undefined ? [] : [`  Accepted: ${accepted}\n`]),
      ...(fix === undefined || accepted !== undefined ? [] : [`  ${fix.label}.\n`]),
      ...(evidence === undefined ? [] : [`  ${formatPacket(evidence)}\n`]),
    ].join(''),
  )
  const reached = exposures.map((exposure) => `${wordExposure(exposure)}\n`)
  return [
    isNamed ? `${name}\n` : '',
    ...reached,
    '\n',
    ...lines.map((line) => `${line}\n`),
    `${summary(findings)}\n`,
  ].join('')
}

export function findingsMarkdown({ name, findings, exposures }: LintedDesign): string {
  const reached = exposures.map((exposure) => `- ${escapeMarkdown(wordExposure(exposure))}\n`).join('')
  const rows = findings.map(({ code, severity, message, at, fix, accepted }) => [
    accepted === undefined ? severity : 'accepted',
    markdownCode(code),
    at === '' ? '' : markdownCode(at),
    escapeMarkdown(accepted === undefined ? message : `${message} (${accepted})`),
    escapeMarkdown(fix?.label ?? ''),
  ])
  const table =
    rows.length === 0 ? '' : `\n${writeMarkdownTable(['Severity', 'Code', 'Place', 'Finding', 'Fix'], rows)}`
  return `# Findings of ${escapeMarkdown(name)}\n\n${reached}\n${summary(findings)}\n${table}`
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function findingsSarif(designs: readonly LintedDesign[]) {
  const all = designs.flatMap(({ name, findings }) => findings.map((finding) => ({ name, finding })))
  const sources = new Map(all.map(({ finding }) => [finding.code, finding.source]))
  const ids = [...sources.keys()].sort()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Portcullis',
            rules: ids.map((id) => ({ id, shortDescription: { text: id }, help: { text: sources.get(id) ?? '' } })),
          },
        },
        results: all.map(({ name, finding }) => resultOf(name, finding, ids)),
      },
    ],
  }
}

function resultOf(name: string, { code, severity, message, at, fix, accepted }: Finding, ids: readonly string[]) {
  return {
    ruleId: code,
    ruleIndex: ids.indexOf(code),
    level: levels[severity],
    message: { text: fix === undefined ? `${message}.` : `${message}. ${fix.label}.` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: encodeURI(name) } },
        ...(at === '' ? {} : { logicalLocations: [{ fullyQualifiedName: at }] }),
      },
    ],
    ...(accepted === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: accepted }] }),
  }
}
