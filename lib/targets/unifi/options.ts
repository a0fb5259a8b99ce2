import * as z from 'zod'

const word = z
  .string()
  .regex(/^[^\p{Cc}\p{Cf}*]{1,63}$/u, 'is no name on the gateway: write at most 63 characters, without a star')

export const unifiOptions = z.strictObject({
  networks: z
    .record(z.string(), word)
    .default({})
    .describe('For each network that the gateway routes, its name there: Settings > Networks'),
  zone: word
    .refine((name) => name !== 'Gateway' && name !== 'External', 'is a zone that the gateway has of its own')
    .default('Talos')
    .describe('The zone for the networks with machines; the script makes it'),
  zones: z
    .record(z.string(), word)
    .default({})
    .describe('For each other network, the zone that it is in now, where that is not Internal'),
})
export type UnifiOptions = z.infer<typeof unifiOptions>
