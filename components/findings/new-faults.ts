import type { EngineState } from '@/components/state/engine'
import { type Finding, findFindings } from './finding'
import { isFault, isOpen } from './use-findings'

type Result = Pick<EngineState, 'analysis' | 'advice'>

/** What is wrong now and was not before. */
export function newFaults(before: Result, now: Result): Finding[] {
  const known = new Set(findingsOf(before).map(({ id }) => id))
  return findingsOf(now).filter((finding) => isFault(finding) && !known.has(finding.id))
}

/** What asked for something before and is not there any more, under whatever words. */
export function goneFindings(before: Result, now: Result): Finding[] {
  const left = countByKind(findingsOf(now))
  const ids = new Set(findingsOf(now).map(({ id }) => id))
  const had = findingsOf(before)
  const all = countByKind(had)
  return had.filter((finding) => {
    const kind = kindOf(finding)
    // Of one that is still there as often, only the words or the place are other.
    return isOpen(finding) && !ids.has(finding.id) && (left.get(kind) ?? 0) < (all.get(kind) ?? 0)
  })
}

function countByKind(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const kinds = new Map<string, number>()
  for (const finding of findings) kinds.set(kindOf(finding), (kinds.get(kindOf(finding)) ?? 0) + 1)
  return kinds
}

function kindOf({ id, advice }: Finding): string {
  return advice?.code ?? id
}

function findingsOf({ analysis, advice }: Result): readonly Finding[] {
  return analysis === undefined ? [] : findFindings(analysis, advice)
}

/** What is said of them after the change that brought the first and took the others away. */
export function tellFindings(brought: readonly Finding[], gone: readonly Finding[]): string {
  return `${tell('New finding', brought)}${tell('Finding gone', gone)}`
}

function tell(what: string, [first, ...more]: readonly Finding[]): string {
  if (first === undefined) return ''
  return `. ${what}: ${first.sentence.replace(/\.$/, '')}${more.length === 0 ? '' : `, and ${more.length} more`}`
}
