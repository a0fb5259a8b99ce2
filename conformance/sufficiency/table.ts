/** The table of sufficiency: which rule what works with, and what breaks without exactly that rule. */

export interface SufficiencyRow {
  readonly rule: string
  /** What needs the rule, and what it was tried with. */
  readonly what: string
  readonly worksWith: string
  readonly breaksWithout: string
}

const headings: SufficiencyRow = {
  rule: 'rule',
  what: 'what needs it',
  worksWith: 'works with',
  breaksWithout: 'breaks without',
}

export function tableLines(rows: readonly SufficiencyRow[]): string[] {
  const all = [headings, ...rows]
  const keys = ['rule', 'what', 'worksWith', 'breaksWithout'] as const
  const widths = keys.map((key) => Math.max(...all.map((row) => row[key].length)))
  return all.map((row) =>
    keys
      .map((key, index) => row[key].padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
