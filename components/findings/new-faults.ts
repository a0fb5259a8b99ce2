import type { EngineState } from '@/components/state/engine'
import { type Finding, findFindings } from './finding'
import { isFault } from './use-findings'

type Result = Pick<EngineState, 'analysis' | 'advice'>

/** What is wrong now and was not before. */
export function newFaults(before: Result, now: Result): Finding[] {
  const known = new Set(findingsOf(before).map(({ id }) => id))
  return findingsOf(now).filter((finding) => isFault(finding) && !known.has(finding.id))
}

function findingsOf({ analysis, advice }: Result): readonly Finding[] {
  return analysis === undefined ? [] : findFindings(analysis, advice)
}

/** What is said of them after the change that brought them. */
export function tellFaults([first, ...more]: readonly Finding[]): string {
  if (first === undefined) return ''
  return `. New finding: ${first.sentence}${more.length === 0 ? '' : ` And ${more.length} more.`}`
}
