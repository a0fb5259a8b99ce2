/** Where something stands in the files of a module. */
import type { Problem } from '@/lib/design/problem'
import type { HclExpression } from '@/lib/text/hcl/syntax'

/** An expression and the file it stands in. */
export interface Placed {
  readonly file: string
  readonly value: HclExpression
}

export function problemAt(file: string, line: number, message: string, suggestion?: string): Problem {
  return {
    severity: 'error',
    at: `${file}:${line}`,
    line,
    message,
    ...(suggestion === undefined ? {} : { suggestion }),
  }
}
