/** What the product can and cannot say, each with the page that says so; a gap names one of these keys. */
import type { Capabilities } from '@/lib/targets/target'

export const capabilities = {} as const satisfies Capabilities
