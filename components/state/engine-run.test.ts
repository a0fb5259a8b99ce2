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
