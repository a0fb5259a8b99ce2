/** What a plain interpreter answers: the verdict, why, and the lines that decided; none where the product decided by itself. */
import type { Decision, Statement } from '../target'

export function allow(because: string, statements: readonly Statement[] = []): Decision {
  return { verdict: 'allow', statements, because }
}

export function deny(because: string, statements: readonly Statement[] = []): Decision {
  return { verdict: 'deny', statements, because }
}
