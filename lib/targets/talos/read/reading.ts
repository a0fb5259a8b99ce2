/** Where the faults of one file are gathered while it is read. */
import { type Problem, problemAt } from '@/lib/design/problem'
import type { TextFile } from '../../target'
import type { Behaviour } from '../behaviour'

export interface Reading {
  readonly file: string
  readonly text: string
  /** Where the text is that of a file, which may be read several times. */
  readonly given?: TextFile
  readonly behaviour: Behaviour
  /** A patch may leave parts out and delete documents; a whole configuration may not. */
  readonly form: 'patch' | 'config'
  readonly problems: Problem[]
}

/** Marks of the languages in which people keep Talos files before they are filled in. */
const templateMark = /\$\{|\{\{|%\{|<%|\$\(/
const templateAdvice =
  'this is a template: fill it in first (envsubst, helm template, terraform output …) and give the result'

/** One is enough to refuse the file; a file may be nothing but faults. */
const mostProblems = 100

export function hasEnoughFaults({ problems }: Reading): boolean {
  return problems.length >= mostProblems && problems.some(({ severity }) => severity === 'error')
}

/** Reports a fault that keeps the file from being understood. */
export function refuse(reading: Reading, line: number, message: string, suggestion?: string): void {
  if (hasEnoughFaults(reading)) return
  const source = reading.text.split('\n', line)[line - 1] ?? ''
  const advice = templateMark.test(source) ? templateAdvice : suggestion
  reading.problems.push(problemAt('error', reading.file, line, message, advice))
}
