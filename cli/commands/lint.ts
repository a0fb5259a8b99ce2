import { findExposures } from '@/lib/verify/exposure'
import type { Command } from '../command'
import { networksOption } from '../designs'
import { findingsMarkdown, findingsSarif, findingsText, type LintedDesign, recordOfFinding } from '../output/findings'
import { formatOptions, readFormat, writeJson } from '../output/format'
import { refuseInput } from '../output/problems'
import { styleOf } from '../output/style'
import { loadSubjects } from '../subjects'

const formats = ['table', 'json', 'markdown', 'sarif'] as const

export const lintCommand: Command = {
  name: 'lint',
  summary: 'what is wrong, what could be narrower, what to know',
  operands: 'DESIGN…',
  description: [
    'Prints the findings of a design, worst first. Exit 1 when one of severity error is not accepted in the design.',
    'DESIGN may be what boxes run, as import takes it: then the findings are about those files.',
  ],
  options: { networks: networksOption, ...formatOptions(formats) },
  examples: [
    ['portcullis lint design.yaml', 'a list'],
    ['portcullis lint controlplane.yaml worker.yaml', 'what is wrong with what runs, without a design'],
    ['portcullis lint design.yaml --format sarif > portcullis.sarif', 'for code scanning'],
    ["portcullis lint design.yaml --json | jq '.[].code'", 'for a script'],
  ],
  run: async (call, io) => {
    const format = readFormat(call, formats)
    if (!format.ok) return refuseInput(io, format.problems)
    const subjects = await loadSubjects(call.operands, io, call.text('networks'))
    if (subjects === undefined) return 2
    const today = new Date().toISOString().slice(0, 10)
    const linted = subjects.map(
      ({ name, findings, analysis }): LintedDesign => ({
        name,
        findings: findings(today),
        exposures: findExposures(analysis.reach),
      }),
    )
    const [only] = linted
    switch (format.value) {
      case 'json': {
        const records = linted.map(({ name, findings }) => ({ design: name, findings: findings.map(recordOfFinding) }))
        io.out(writeJson(linted.length === 1 && only !== undefined ? only.findings.map(recordOfFinding) : records))
        break
      }
      case 'markdown':
        io.out(linted.map(findingsMarkdown).join('\n'))
        break
      case 'sarif':
        io.out(writeJson(findingsSarif(linted)))
        break
      case 'table':
        io.out(linted.map((one) => findingsText(one, linted.length > 1, styleOf(io))).join('\n'))
    }
    const bad = linted.some(({ findings }) =>
      findings.some(({ severity, accepted }) => severity === 'error' && accepted === undefined),
    )
    return bad ? 1 : 0
  },
}
