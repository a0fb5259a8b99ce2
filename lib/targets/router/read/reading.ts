/** Problems of a file while it is read, each with its line. */
import { type Problem, problemAt } from '@/lib/design/problem'

export interface Reading {
  readonly file: string
  readonly problems: Problem[]
}

export function refuse(reading: Reading, line: number, message: string, suggestion?: string): void {
  reading.problems.push(problemAt('error', reading.file, line, message, suggestion))
}

export function warn(reading: Reading, line: number, message: string, suggestion?: string): void {
  reading.problems.push(problemAt('warning', reading.file, line, message, suggestion))
}
