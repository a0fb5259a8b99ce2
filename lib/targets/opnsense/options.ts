import * as z from 'zod'

const keyAdvice =
  'is no interface of OPNsense: use the identifier under Interfaces > Assignments, such as lan, wan or opt1'

export const opnsenseOptions = z.strictObject({
  interfaces: z
    .record(z.string(), z.string().regex(/^(?:wan|lan|opt\d{1,4})$/, keyAdvice))
    .default({})
    .describe('For each network that the box joins, the identifier of its interface: lan, opt1 …'),
  version: z
    .enum(['25.7', '26.1', '26.7'])
    .default('26.1')
    .describe('The release of the box: 26.1 and later import rules in the browser, 25.7 takes them from a script'),
})
export type OpnsenseOptions = z.infer<typeof opnsenseOptions>
