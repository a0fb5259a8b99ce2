/** Names that lead back to themselves. Terraform refuses them, whether anything asks for them or not. */
import { staticPath } from '@/lib/text/hcl/evaluate'
import { type HclExpression, walkExpression } from '@/lib/text/hcl/syntax'

/** `expressionsOf`: what makes the value that others call by that name. One name of a circle, if `names` lead into any. */
export function findCircle(
  names: Iterable<string>,
  expressionsOf: (name: string) => readonly HclExpression[],
): string | undefined {
  const left = new Set<string>()
  const entered = new Set<string>()
  const visit = (name: string): string | undefined => {
    if (left.has(name)) return undefined
    if (entered.has(name)) return name
    entered.add(name)
    for (const next of namesIn(expressionsOf(name))) {
      const found = visit(next)
      if (found !== undefined) return found
    }
    left.add(name)
    return undefined
  }
  for (const name of names) {
    const found = visit(name)
    if (found !== undefined) return found
  }
  return undefined
}

/** `local.a`, `aws_security_group.b`. */
function namesIn(expressions: readonly HclExpression[]): readonly string[] {
  return expressions.flatMap(walkExpression).flatMap((one) => {
    const path = staticPath(one)
    return path?.length === 2 ? [path.join('.')] : []
  })
}
