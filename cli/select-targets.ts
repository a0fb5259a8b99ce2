/** `-t ID`: the design with only these targets, their options kept. */
import type { Design } from '@/lib/design/design'
import { failure, type Result, success } from '@/lib/design/problem'
import { targetIds } from '@/lib/targets/all'
import { nearestWord } from '@/lib/text/nearest'
import { usageProblem } from './args'
import type { CommandOption } from './command'

export const targetOption: CommandOption = {
  short: 't',
  value: 'ID',
  repeatable: true,
  help: `only this target, listed in the design or not: ${targetIds.join(', ')} [the design's]`,
}

export function selectTargets(design: Design, ids: readonly string[]): Design {
  if (ids.length === 0) return design
  return { ...design, targets: Object.fromEntries(ids.map((id) => [id, design.targets[id] ?? {}])) }
}

export function checkTargetIds(ids: readonly string[]): Result<readonly string[]> {
  const problems = ids
    .filter((id) => !targetIds.includes(id))
    .map((id) => {
      const meant = nearestWord(id, targetIds)
      const cure = meant === undefined ? `There are ${targetIds.join(', ')}.` : `Did you mean ${meant}?`
      return usageProblem(`No target is called "${id}".`, cure)
    })
  return problems.length > 0 ? failure(problems) : success([...new Set(ids)])
}
