/** Faults in our reading, loading and evaluating of nft that live, with the reason. */
import type { Entry } from './reason'

export const nftReasons: readonly Entry[] = []
