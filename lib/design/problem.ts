/** Something wrong with what a person gave us: what, where, and what to do. Always a value, never thrown. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  /** Where: a path into the design (`nodes/cp-1/addresses/0`) or a file with a line (`worker.patch.yaml:14`). */
  readonly at: string
  readonly message: string
  readonly suggestion?: string
  readonly line?: number
  readonly column?: number
}

/** A problem at a line of a file. */
export function problemAt(
  severity: Problem['severity'],
  file: string,
  line: number,
  message: string,
  suggestion?: string,
): Problem {
  const problem = { severity, at: `${file}:${line}`, line, message }
  return suggestion === undefined ? problem : { ...problem, suggestion }
}

/** Either a value, perhaps with warnings, or the errors that stopped it. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export function success<T>(value: T, problems: readonly Problem[] = []): Result<T> {
  return { ok: true, value, problems }
}

export function failure<T>(problems: readonly Problem[]): Result<T> {
  return { ok: false, problems }
}
