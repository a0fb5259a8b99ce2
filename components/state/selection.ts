/** The one selection that every view shows and every view can set. */
import { create } from 'zustand'

export type Selection =
  | { readonly kind: 'none' }
  | { readonly kind: 'cluster' }
  | { readonly kind: 'internet' }
  | { readonly kind: 'node' | 'pool' | 'subnet' | 'load-balancer' | 'announced'; readonly name: string }
  /** An admin entry, by its place in the list: names need not differ. */
  | { readonly kind: 'admin'; readonly index: number }
  /** A row or column of the grid that is none of the above: `internet`, `controlplane`, `pods`. */
  | { readonly kind: 'zone'; readonly id: string }
  | { readonly kind: 'cell'; readonly from: string; readonly to: string; readonly service?: string | undefined }
  | { readonly kind: 'rule'; readonly id: string }
  | { readonly kind: 'line'; readonly file: string; readonly line: number }
  | { readonly kind: 'problem'; readonly at: string }

const nothing: Selection = { kind: 'none' }

export const useSelection = create<{ readonly selection: Selection }>(() => ({ selection: nothing }))

export function select(selection: Selection): void {
  if (!sameSelection(useSelection.getState().selection, selection)) useSelection.setState({ selection })
}

export function clearSelection(): void {
  select(nothing)
}

export function sameSelection(a: Selection, b: Selection): boolean {
  if (a === b) return true
  if (a.kind !== b.kind) return false
  const fields = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...fields].every((field) => Reflect.get(a, field) === Reflect.get(b, field))
}

/** The rules a selection stands for directly, for highlighting; empty where it names none. */
export function selectedRules(
  selection: Selection,
  rulesOfLine: (file: string, line: number) => readonly string[],
): readonly string[] {
  if (selection.kind === 'rule') return [selection.id]
  if (selection.kind === 'line') return rulesOfLine(selection.file, selection.line)
  return []
}
