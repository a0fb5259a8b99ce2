import { noPackets } from '@/lib/net/packet-set'
import type { Analysis } from '@/lib/verify/analysis'

/**
 * An analysis as the worker sends it to the page: without the sets of packets, which no view draws and which weigh most,
 * and without what a product keeps for itself, which cannot be sent at all.
 */
export function toSend(analysis: Analysis): Analysis {
  return {
    ...analysis,
    targets: analysis.targets.map((target) => ({
      ...target,
      proof: {
        ...target.proof,
        always: target.proof.always.map(({ id, title, source }) => ({ id, title, source, packets: noPackets })),
        gaps: target.proof.gaps.map((gap) => ({ ...gap, packets: noPackets })),
      },
    })),
  }
}
