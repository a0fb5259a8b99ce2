import { noPackets } from '@/lib/net/packet-set'
import type { Analysis } from '@/lib/verify/analysis'

export interface SentAnalysis extends Omit<Analysis, 'site'> {
  /** Nodes, and pools at their largest. */
  readonly machines: number
}

/**
 * An analysis as the worker sends it to the page: without the sets of packets, which no view draws and which weigh most,
 * and without what a product keeps for itself, which cannot be sent at all. Of the machines of the site the page only
 * says how many there are.
 */
export function toSend(analysis: Analysis): SentAnalysis {
  const { site, ...rest } = analysis
  return {
    ...rest,
    machines: site.members.reduce((sum, member) => sum + member.count.max, 0),
    targets: analysis.targets.map((target) => ({
      ...target,
      proof: {
        ...target.proof,
        openings: [],
        always: target.proof.always.map(({ id, title, source }) => ({ id, title, source, packets: noPackets })),
        gaps: target.proof.gaps.map((gap) => ({ ...gap, packets: noPackets })),
      },
    })),
  }
}
