/** What the tree and the editor show about a file: its verdict, the lines to light, its button's words. */
import type { Shape } from '@/components/ui/mark'
import type { OutputFile } from '@/lib/targets/target'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import type { Verdict } from '@/lib/verify/proof'

export const verdictShapes: Readonly<Record<Verdict, Shape>> = {
  equal: 'equal',
  wider: 'wider',
  narrower: 'narrower',
  different: 'different',
  unread: 'unread',
  none: 'unfiltered',
}

/** A line that a proof points at. */
export interface LineFault {
  readonly kind: 'extra' | 'missing' | 'unread'
  readonly sentence: string
}

/** By line, from 1. A line that does more than one wrong is shown as the first, which admits too much. */
export function findFaults(target: TargetAnalysis, path: string): ReadonlyMap<number, LineFault> {
  const faults = new Map<number, LineFault>()
  const add = (line: number, fault: LineFault): void => {
    if (!faults.has(line)) faults.set(line, fault)
  }
  for (const kind of ['extra', 'missing'] as const) {
    for (const witness of target.proof.witnesses) {
      if (witness.kind !== kind) continue
      for (const { file, line } of witness.statements)
        if (file === path) add(line, { kind, sentence: witness.sentence })
    }
  }
  if (target.proof.verdict !== 'unread') return faults
  for (const { at, line, message } of target.proof.problems) {
    const place = placeOf(at, line)
    if (place.file === path && place.line !== undefined) add(place.line, { kind: 'unread', sentence: message })
  }
  return faults
}

/** `worker.patch.yaml:14` apart; a line given beside it counts first. */
export function placeOf(at: string, line?: number): { readonly file: string; readonly line: number | undefined } {
  const match = /^(.*):(\d+)$/.exec(at)
  return { file: match?.[1] ?? at, line: line ?? (match === null ? undefined : Number(match[2])) }
}

/**
 * The mark of one file. A target's verdict is about its files together, so a file of a target that differs is marked
 * only when a difference points at one of its lines.
 */
export function fileShape(file: OutputFile, target: TargetAnalysis): Shape | undefined {
  const { verdict } = target.proof
  if (file.use === 'read' || verdict === 'none') return 'unfiltered'
  if (file.use === 'optional') return undefined
  if (verdict === 'equal') return 'equal'
  const kinds = new Set([...findFaults(target, file.path).values()].map((fault) => fault.kind))
  if (kinds.has('unread')) return 'unread'
  if (kinds.has('extra')) return kinds.has('missing') ? 'different' : 'wider'
  return kinds.has('missing') ? 'narrower' : undefined
}

/** The path without the target's folder, which the tree shows above it. */
export function nameOf(file: OutputFile): string {
  return file.path.slice(file.path.indexOf('/') + 1)
}
