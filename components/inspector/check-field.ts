/** The schema's own rules as checks of a field, so that a form and a file refuse the same texts with the same words. */
import type * as z from 'zod'
import type { FieldError } from '@/components/ui/field-error'

export type Check = (text: string) => FieldError | undefined

/** The reason begins with the text itself, as the schema's reasons are made to follow it. */
export function checkBy(schema: z.ZodType): Check {
  return (text) => {
    const read = schema.safeParse(text)
    if (read.success) return undefined
    const reason = read.error.issues[0]?.message ?? 'cannot be read'
    return { message: text === '' ? `This field ${reason}` : `${text} ${reason}` }
  }
}

/** A name that no other thing has. */
export function checkName(schema: z.ZodType, own: string, taken: ReadonlySet<string>): Check {
  const byRule = checkBy(schema)
  return (text) => {
    if (text !== own && taken.has(text))
      return { message: `${text} is taken: subnets, nodes, pools and load balancers need different names.` }
    return byRule(text)
  }
}

export function checkWhole(least: number, most: number): Check {
  return (text) => {
    const number = Number(text)
    return /^\d+$/.test(text) && number >= least && number <= most
      ? undefined
      : { message: `Write a whole number from ${least} to ${most.toLocaleString('en-GB')}.` }
  }
}
