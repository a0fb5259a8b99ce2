import * as z from 'zod'

const nameAdvice = 'is no interface of a switch: write it as the switch does, such as Vlan30 or Port-channel1.30'

export const switchOptions = z.strictObject({
  os: z.enum(['ios-xe', 'eos']).default('ios-xe').describe('The system of the switch: Cisco IOS XE, or Arista EOS'),
  interfaces: z
    .record(z.string(), z.string().regex(/^[A-Z][A-Za-z-]{1,30}\d[\d/.]{0,15}$/, nameAdvice))
    .default({})
    .describe(
      'For each network that the switch routes, its interface; Vlan and the number in the design where left out',
    ),
  subnets: z
    .array(z.string())
    .min(1, 'is empty: name a network, or leave it out for all')
    .optional()
    .describe('The networks that this switch routes; all that have an interface or a VLAN where left out'),
  inbound: z
    .boolean()
    .default(false)
    .describe(
      'Filter what machines send as well: a second list for each network, which a mistake in egress makes felt',
    ),
  prefixes: z
    .int('is not a number of prefixes: write a whole number')
    .min(1, 'is too few: a rule names one prefix at least')
    .max(32, 'is too many: a switch has no room for so many lines')
    .default(8)
    .describe('How many prefixes of one network a rule may name; where there are more, the network stands for them'),
})
export type SwitchOptions = z.infer<typeof switchOptions>
