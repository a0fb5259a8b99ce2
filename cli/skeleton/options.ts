import * as z from 'zod'

/** What a person has to say beyond the design: names on the box. Each field says in `describe` what to write there. */
export const newTargetOptions = z.strictObject({})
export type NewTargetOptions = z.infer<typeof newTargetOptions>
