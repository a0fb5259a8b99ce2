import { describe, expect, it } from 'vitest'
import { templates } from '@/lib/design/templates/templates'
import { answerQuestion } from '@/lib/query/answer'
import { makeQueryContext } from '@/lib/query/query-context'
import { parseQuestion } from '@/lib/query/question'
import { analyseDesign } from '@/lib/verify/analyse'
import { questionBetween, questionOfRule } from './question-of'

describe.each(templates)('in $id', ({ design: make }) => {
  const design = make()
  const request = { design, edits: {} }
  const analysis = analyseDesign(request)
  const context = makeQueryContext({ ...request, analysis })

  it('every cell has a question that can be asked, and what every address may is answered with yes', () => {
    const { rows, columns, cells } = analysis.reach
    expect(cells.size).toBeGreaterThan(0)
    for (const { from, to, services } of cells.values()) {
      const row = rows.find(({ id }) => id === from)
      const column = columns.find(({ id }) => id === to)
      if (row === undefined || column === undefined) throw new Error(`no zone for ${from} -> ${to}`)
      for (const { service, extent } of services) {
        const text = questionBetween(row, column, service)
        const question = parseQuestion(text, context)
        if (!question.ok) throw new Error(`${text}: ${question.problems[0]?.message}`)
        if (extent === 'some') continue
        expect([text, answerQuestion(question.value, context).policy.verdict]).toEqual([text, 'allow'])
      }
    }
  })

  it('every rule has a question that it answers with yes', () => {
    expect(analysis.policy.rules.length).toBeGreaterThan(3)
    for (const rule of analysis.policy.rules) {
      const text = questionOfRule(rule)
      const question = parseQuestion(text, context)
      if (!question.ok) throw new Error(`${rule.id}: ${text}: ${question.problems[0]?.message}`)
      expect([rule.id, text, answerQuestion(question.value, context).policy.verdict]).toEqual([rule.id, text, 'allow'])
    }
  })
})
