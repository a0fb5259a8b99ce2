import { findFindings } from '@/lib/lint/find-findings'
import { analyseDesign } from '@/lib/verify/analyse'
import { findExposures } from '@/lib/verify/exposure'
import type { Command } from '../command'
import { loadDesigns, reportNewProblems } from '../designs'
import { findingsMarkdown, findingsSarif, findingsText, type LintedDesign, recordOfFinding } from '../output/findings'
import { formatOptions, readFormat, writeJson } from '../output/format'
import { refuseInput } from '../output/problems'
import { styleOf } from '../output/style'

const formats = ['table', 'json', 'markdown', 'sarif'] as const

export const lintCommand: Command = {
  name: 'lint',
  summary: 'what is wrong, what could be narrower, what to know',
  operands: 'DESIGN…',
  description: [
    'Prints the findings of a design, worst first. Exit 1 when one of severity error is not accepted in the design.',
  ],
  options: formatOptions(formats),
  examples: [
    ['portcullis lint design.yaml', 'a list'],
    ['portcullis lint design.yaml --format sarif > portcullis.sarif', 'for code scanning'],
    ["portcullis lint design.yaml --json | jq '.[].code'", 'for a script'],
  ],
  run: async (call, io) => {
    const format = readFormat(call, formats)
    if (!format.ok) return refuseInput(io, format.problems)
    const designs = await loadDesigns(call.operands, io)
    if (designs === undefined) return 2
    const today = new Date().toISOString().slice(0, 10)
    const linted = designs.map((loaded): LintedDesign => {
      const analysis = analyseDesign({ design: loaded.design, edits: {} })
      reportNewProblems(io, loaded, analysis.problems)
      return {
        name: loaded.name,
        findings: findFindings(loaded.design, analysis, today),
        exposures: findExposures(analysis.reach),
      }
    })
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
