import { expect, it } from 'vitest'
import type { Design } from '@/lib/design/design'
import { templates } from '@/lib/design/templates/templates'
import { targets } from '@/lib/targets/all'
import { runTask } from './engine-run'

const allTargets = Object.fromEntries(targets.map(({ id }) => [id, {}]))

it.each(templates.map(({ id, design }) => ({ id, design: design() })))(
  'an answer about $id for every product can be sent to the page',
  ({ design }: { design: Design }) => {
    const answer = runTask({
      id: 1,
      request: { kind: 'analyse', request: { design: { ...design, targets: allTargets }, edits: {} } },
    })
    expect(answer.ok).toBe(true)
    expect(structuredClone(answer)).toEqual(answer)
  },
)

it.each([
  ['deny', []],
  ['allow', ['expectations/0']],
] as const)('asks the questions of the design after every edit: wanted is %s', (want, unmet) => {
  const design: Design = {
    ...(templates[0] as (typeof templates)[number]).design(),
    expectations: [{ ask: 'internet -> controlplane tcp/50000', want }],
  }
  const answer = runTask({ id: 1, request: { kind: 'analyse', request: { design, edits: {} } } })
  const advice = answer.ok && answer.result.kind === 'analyse' ? answer.result.advice : []
  expect(advice.filter(({ code }) => code === 'expectation-unmet').map(({ at }) => at)).toEqual(unmet)
})

it('says of a file edited by hand, and taken back, that it is the file and not the design', () => {
  const design = (templates[0] as (typeof templates)[number]).design()
  const changeWith = (edits: Readonly<Record<string, string>>) => {
    const answer = runTask({ id: 1, request: { kind: 'analyse', request: { design, edits } } })
    return answer.ok && answer.result.kind === 'analyse' ? answer.result : undefined
  }
  const path = changeWith({})?.analysis.targets[0]?.files[0]?.path ?? ''
  expect(changeWith({})?.change).toBe('No packet and no file changes')
  expect(changeWith({ [path]: '# nothing' })?.change).toBe(`Edited by hand: ${path}`)
  expect(changeWith({})?.change).toBe(`No longer edited by hand: ${path}`)
  expect(changeWith({ [path]: '', constructor: '' })?.change).toBe('2 files edited by hand change')
})
