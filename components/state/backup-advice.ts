/** Where an option of a product does not fit the backup that was given, what the backup itself would have there. */
import type { Design } from '@/lib/design/design'
import { setTargetOptions } from '@/lib/design/edits/records'
import { findTarget } from '@/lib/targets/all'
import { suggestedOptions } from '@/lib/targets/suggested-options'
import type { AnalysisRequest, TargetAnalysis } from '@/lib/verify/analysis'
import type { Advice } from './engine-task'

interface Suggestion {
  readonly target: string
  readonly option: string
  readonly key: string
  readonly value: string
}

/** For what the products refuse: the value of the backup, one press away. */
export function adviceOfBackup(request: AnalysisRequest, targets: readonly TargetAnalysis[]): Advice[] {
  const refused = targets.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'))
  return refused.flatMap(({ at, message }): Advice[] => {
    const found = suggestionAt(request, at)
    if (found === undefined) return []
    return [
      {
        code: 'backup-differs',
        severity: 'error',
        message: message.replace(/\.$/, ''),
        at,
        source: 'the backup given',
        own: true,
        fix: { label: `Use ${found.value} for ${found.key}`, isEdit: true },
      },
    ]
  })
}

/** The design with the value of the backup at `targets/<id>/<option>/<key>`. */
export function withOptionOfBackup(request: AnalysisRequest, at: string): Design | undefined {
  const found = suggestionAt(request, at)
  if (found === undefined) return undefined
  const { design } = request
  const options = design.targets[found.target] ?? {}
  const table = { ...tableOf(options[found.option]), [found.key]: found.value }
  return setTargetOptions(design, found.target, { ...options, [found.option]: table })
}

function suggestionAt({ design, around }: AnalysisRequest, at: string): Suggestion | undefined {
  const [list, target = '', option = '', ...rest] = at.split('/')
  const key = rest.join('/')
  const product = findTarget(target)
  if (list !== 'targets' || key === '' || product === undefined || around?.base === undefined) return undefined
  const value = tableOf(suggestedOptions(product, design, around.base)[option])[key]
  if (typeof value !== 'string' || value === tableOf(design.targets[target]?.[option])[key]) return undefined
  return { target, option, key, value }
}

function tableOf(option: unknown): Readonly<Record<string, string>> {
  if (typeof option !== 'object' || option === null || Array.isArray(option)) return {}
  return Object.fromEntries(
    Object.entries(option).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
