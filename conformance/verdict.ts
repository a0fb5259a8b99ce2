/** What a judge reports: a product, or a part of one, that we did not write and that was asked. */

export interface Disagreement {
  /** Which case: a design's number and seed, a table's row. */
  readonly where: string
  readonly what: string
}

/** How often a fact of `facts/talos.md` was put to the test, by version of the product. */
export type RowCounts = ReadonlyMap<string, ReadonlyMap<string, number>>

export interface Ran {
  readonly kind: 'ran'
  readonly judge: string
  readonly version: string
  readonly cases: number
  readonly disagreements: readonly Disagreement[]
  readonly rows: RowCounts
  /** Deliberate faults, and whether the judge found each; `not tried` where no sample could carry it. */
  readonly faults: readonly { readonly fault: string; readonly outcome: 'caught' | 'NOT CAUGHT' | 'not tried' }[]
  /** Further lines to print: what the cases were made of. */
  readonly notes: readonly string[]
  readonly seconds: number
}

export interface Skipped {
  readonly kind: 'skipped'
  readonly judge: string
  readonly version: string
  readonly reason: string
}

export type Report = Ran | Skipped

/** Collects what a judge finds while its cases run. */
export interface Tally {
  cases: number
  readonly disagreements: Disagreement[]
  readonly notes: string[]
  readonly rows: Map<string, Map<string, number>>
}

export function startTally(): Tally {
  return { cases: 0, disagreements: [], notes: [], rows: new Map() }
}

export function markRow(tally: Tally, row: string, version: string, times = 1): void {
  const versions = tally.rows.get(row) ?? new Map<string, number>()
  tally.rows.set(row, versions)
  versions.set(version, (versions.get(version) ?? 0) + times)
}

export function disagree(tally: Tally, where: string, what: string): void {
  tally.disagreements.push({ where, what })
}
