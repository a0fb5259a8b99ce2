import { failure, type Result } from '../design/problem'

/** A question that cannot be answered: why, and how to ask it. */
export function refuse<T>(message: string, suggestion: string): Result<T> {
  return failure([{ severity: 'error', at: 'question', message, suggestion }])
}
