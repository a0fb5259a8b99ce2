/** Problems as messages: where, what, what to do. */
import type { Problem } from '@/lib/design/problem'
import type { ExitCode, Io } from '../io'

/** `error: design.yaml:12: nodes/cp-1/addresses/0: is not an address`, and the cure below. */
function formatProblem(problem: Problem, file?: string): string {
  const { severity, at, message, suggestion, line, column } = problem
  const place = [line, column].filter((part) => part !== undefined).join(':')
  const inFile = file === undefined ? '' : place === '' ? file : `${file}:${place}`
  const isSaid = file !== undefined && (at === file || at.startsWith(`${file}:`))
  const where = [inFile, isSaid ? '' : at].filter((part) => part !== '').join(': ')
  const cure = suggestion === undefined ? '' : `\n  ${suggestion}`
  return `${severity}: ${where}: ${message}${cure}\n`
}

export function reportProblems(io: Io, problems: readonly Problem[], file?: string): void {
  io.err(problems.map((problem) => formatProblem(problem, file)).join(''))
}

/** Wrong input or usage. */
export function refuseInput(io: Io, problems: readonly Problem[], file?: string): ExitCode {
  reportProblems(io, problems, file)
  return 2
}
