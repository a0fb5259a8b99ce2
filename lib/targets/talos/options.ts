import * as z from 'zod'

/** Nothing to choose: what the files need is in the design. */
export const talosOptions = z.strictObject({})
export type TalosOptions = z.infer<typeof talosOptions>
