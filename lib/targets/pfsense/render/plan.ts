/** What pfSense adds to the rules of a box with pf: its own words, and numbers by which its log knows a rule. */
import { hashText } from '@/lib/text/hash'
import { icmpName } from '../../pf/render/icmp-names'
import type { Plan, PlannedRule, RouterDialect } from '../../router/render/plan'

export const dialect: RouterDialect = {
  icmpName,
  // The rule editor of 2.7.2 shows so many bytes.
  descriptionLength: 52,
  entriesPerAlias: 5000,
  floatsOnOne: true,
  dropsPortZero: true,
  // FreeBSD's name for the protocol of VRRP is that of its own, which shares the number.
  portlessWords: { esp: 'esp', gre: 'gre', vrrp: 'carp', sctp: 'sctp' },
}

export interface TrackedRule extends PlannedRule {
  readonly tracker: number
  /** `any`, or keys with commas. */
  readonly interfaces: string
  readonly icmpWords: readonly string[]
}
export type TrackedPlan = Plan<TrackedRule>

const firstTracker = 2_000_000_000
const trackerCount = 147_483_648

export function trackPlan(cluster: string, { aliases, rules }: Plan): TrackedPlan {
  const trackers = new Set<number>()
  const tracked = rules.map((rule): TrackedRule => {
    let tracker = firstTracker + (hashText(`${cluster} ${rule.id}`) % trackerCount)
    while (trackers.has(tracker)) tracker = tracker + 1 < firstTracker + trackerCount ? tracker + 1 : firstTracker
    trackers.add(tracker)
    return { ...rule, tracker, interfaces: wordOf(rule), icmpWords: icmpWordsOf(rule) }
  })
  return { aliases, rules: tracked }
}

function wordOf({ scope }: PlannedRule): string {
  return scope.kind === 'only' ? scope.keys.join(',') : 'any'
}

function icmpWordsOf({ families, icmpTypes }: PlannedRule): readonly string[] {
  return icmpTypes.flatMap((type) => icmpName(families === 'inet6' ? 'icmpv6' : 'icmp', type) ?? [])
}
