import * as z from 'zod'

/** Nothing to choose: what the files need is in the design. */
export const nftablesOptions = z.strictObject({})
export type NftablesOptions = z.infer<typeof nftablesOptions>
