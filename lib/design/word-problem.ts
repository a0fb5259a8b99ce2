import type { Problem } from './problem'

/**
 * What is wrong and what to do, as two sentences: `holds no rule. Give the whole file.` The first goes on from where the
 * problem is, which is said before it.
 */
export function wordProblem({ message, suggestion }: Pick<Problem, 'message' | 'suggestion'>): string {
  return suggestion === undefined ? withStop(message) : `${withStop(message)} ${asSentence(suggestion)}`
}

/** Names of files and machines keep the letter that they begin with. */
export function asSentence(text: string): string {
  const first = /^\p{Ll}+(?=[\s,;:]|$)/u.test(text) ? text.slice(0, 1).toUpperCase() : text.slice(0, 1)
  return withStop(`${first}${text.slice(1)}`)
}

function withStop(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`
}
