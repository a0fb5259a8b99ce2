/** The outcome of a run as text, and the exit code that follows from it. */
import { factRows } from './facts'
import type { Ran, Report } from './verdict'

const shownDisagreements = 20

/** 0: every judge ran and agreed. 1: something disagrees or a deliberate fault passed. 2: a judge could not run. */
export function printReports(reports: readonly Report[]): number {
  for (const report of reports) printDetails(report)
  console.log('\njudge                      version   cases    disagreements')
  for (const report of reports) console.log(summary(report))
  printRows(reports)
  const ran = reports.filter((report) => report.kind === 'ran')
  const bad = ran.some((report) => isBad(report))
  const skipped = reports.length - ran.length
  if (skipped > 0) console.log(`\n${skipped} of ${reports.length} judges did not run: nothing is known from them.`)
  return bad ? 1 : skipped > 0 ? 2 : 0
}

/** A judge that was asked nothing, or that was tried with no fault, has not agreed. */
function isBad({ cases, disagreements, faults }: Ran): boolean {
  const isTried = faults.some(({ outcome }) => outcome === 'caught')
  return disagreements.length > 0 || cases === 0 || !isTried || faults.some(({ outcome }) => outcome === 'NOT CAUGHT')
}

function printDetails(report: Report): void {
  console.log(`\n${report.judge} ${report.version}`)
  if (report.kind === 'skipped') {
    console.log(`  SKIPPED: ${report.reason}`)
    return
  }
  for (const note of report.notes) console.log(`  ${note}`)
  console.log(`  deliberate faults: ${report.faults.map(({ fault, outcome }) => `${fault} ${outcome}`).join(', ')}`)
  for (const { where, what } of report.disagreements.slice(0, shownDisagreements)) console.log(`  ✗ ${where}: ${what}`)
  const more = report.disagreements.length - shownDisagreements
  if (more > 0) console.log(`  … and ${more} more`)
}

function summary(report: Report): string {
  const head = `${report.judge.padEnd(26)} ${report.version.padEnd(9)}`
  if (report.kind === 'skipped') return `${head} SKIPPED  ${report.reason.slice(0, 80)}`
  const faults = report.faults.filter(({ outcome }) => outcome === 'NOT CAUGHT').length
  const missed = faults > 0 ? `  ${faults} deliberate faults NOT CAUGHT` : isBad(report) ? '  NOT AGREED' : ''
  return `${head} ${String(report.cases).padStart(6)}   ${report.disagreements.length}${missed}  (${report.seconds.toFixed(0)} s)`
}

function printRows(reports: readonly Report[]): void {
  const ran = reports.filter((report): report is Ran => report.kind === 'ran')
  if (ran.every(({ rows }) => rows.size === 0)) return
  console.log('\nRows of facts/talos.md 1–5 that were exercised, with the number of cases for each version:')
  const debt: string[] = []
  for (const { id, says, debt: reason } of factRows) {
    const seen = new Map<string, number>()
    for (const { rows } of ran) {
      for (const [version, times] of rows.get(id) ?? []) seen.set(version, (seen.get(version) ?? 0) + times)
    }
    if (seen.size === 0) debt.push(`  ${id.padEnd(18)} ${says}: ${reason ?? 'not exercised in this run'}`)
    else
      console.log(
        `  ${id.padEnd(18)} ${says}: ${[...seen].map(([version, times]) => `${version} ×${times}`).join(', ')}`,
      )
  }
  console.log('\nDebt, rows that no judge has exercised:')
  for (const line of debt) console.log(line)
}
