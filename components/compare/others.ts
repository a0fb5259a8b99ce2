/** Designs that the open one can be compared with: what a link lies over, its own past, the kept ones, the templates. */
import { useMemo } from 'react'
import { useDesignStore } from '@/components/state/design-store'
import { designBeneath } from '@/components/state/permalink'
import { readKept, useWorkspace } from '@/components/state/workspace'
import type { Design } from '@/lib/design/design'
import { templates } from '@/lib/design/templates/templates'
import { compareMessages as say } from './messages'

export interface Other {
  readonly id: string
  readonly label: string
  readonly detail: string
  readonly read: () => Promise<Design | undefined>
}

const mostSteps = 12

/** The likeliest first. */
export function useOthers(): readonly Other[] {
  const { origin, history } = useDesignStore()
  const designs = useWorkspace((state) => state.designs)
  return useMemo(() => {
    const beneath = designBeneath()
    const mine: Other[] =
      beneath === undefined
        ? []
        : [{ id: 'beneath', label: beneath.name, detail: say.beneath, read: async () => beneath }]
    // A step that left the design as it was is nothing to compare with.
    const seen = new Set([JSON.stringify(history.present.design)])
    const past = history.past
      .slice(-mostSteps)
      .reverse()
      .flatMap(({ label, snapshot }, index): Other[] => {
        const text = JSON.stringify(snapshot.design)
        if (seen.has(text)) return []
        seen.add(text)
        const { design } = snapshot
        return [
          { id: `step ${index}`, label: say.before(label), detail: say.step(index + 1), read: async () => design },
        ]
      })
    const kept = designs
      .filter(({ id }) => origin.kind !== 'slot' || origin.id !== id)
      .map(({ id, name }): Other => ({ id: `kept ${id}`, label: name, detail: say.kept, read: () => readKept(id) }))
    const made = templates.map(
      ({ id, title, design }): Other => ({
        id: `template ${id}`,
        label: title,
        detail: say.template,
        read: async () => design(),
      }),
    )
    return [...mine, ...past, ...kept, ...made]
  }, [origin, history, designs])
}
