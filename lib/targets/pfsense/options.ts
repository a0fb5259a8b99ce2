import * as z from 'zod'

const keyAdvice = 'is no interface key: use the name in the backup, such as lan, wan or opt1'

export const pfsenseOptions = z.strictObject({
  interfaces: z
    .record(z.string(), z.string().regex(/^(?!any$|other$)[a-z][a-z0-9_]{0,14}$/i, keyAdvice))
    .default({})
    .describe('For each network that the box joins, the key of its interface: lan, opt1 …'),
})
export type PfsenseOptions = z.infer<typeof pfsenseOptions>
