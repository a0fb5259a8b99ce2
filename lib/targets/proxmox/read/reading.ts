import { type Problem, problemAt } from '@/lib/design/problem'

export interface Reading {
  readonly file: string
  readonly problems: Problem[]
}

/** What one of the product's two programs would leave out, refuse, or take for something else than the other. */
export function refuse({ file, problems }: Reading, line: number, message: string, suggestion?: string): undefined {
  problems.push(problemAt('error', file, line, message, suggestion))
  return undefined
}

export function warn({ file, problems }: Reading, line: number, message: string, suggestion?: string): void {
  problems.push(problemAt('warning', file, line, message, suggestion))
}

/** Names of sets, aliases and groups: the Perl program lowers them where they are defined and not where they are used. */
export const namePattern = '[a-z][a-z0-9_-]+'

export function isName(text: string): boolean {
  return new RegExp(`^${namePattern}$`).test(text)
}
