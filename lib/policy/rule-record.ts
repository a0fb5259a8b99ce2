/** A rule as scripts read it: `portcullis rules --json`. Keys are a promise (SPEC 7). */
import { formatPrincipal } from '../design/principal'
import { formatPortRange } from '../net/port-range'
import { prefixText } from '../net/text-cache'
import type { Rule } from './rule'

export interface RuleRecord {
  readonly id: string
  readonly listener: string
  readonly on: string
  readonly direction: 'ingress' | 'egress'
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly sources: {
    readonly guest: readonly string[]
    readonly nic: readonly string[]
    readonly router: readonly string[]
  }
  readonly destinations: readonly string[]
  /** A name, a number without a name, or `any`. */
  readonly protocol: string | number
  readonly ports: readonly string[]
  readonly icmpTypes: readonly number[]
  readonly title: string
  readonly purpose: string
  readonly because: string
  readonly field: string
  readonly source: string
  readonly owner?: string
  readonly until?: string
}

export function recordOfRule(rule: Rule): RuleRecord {
  return {
    id: rule.id,
    listener: rule.listener,
    on: rule.on,
    direction: rule.direction,
    from: rule.from.map(formatPrincipal),
    to: rule.to.map(formatPrincipal),
    sources: {
      guest: rule.sources.guest.map(prefixText),
      nic: rule.sources.nic.map(prefixText),
      router: rule.sources.router.map(prefixText),
    },
    destinations: rule.destinations.map(prefixText),
    protocol: rule.protocol,
    ports: rule.ports.map(formatPortRange),
    icmpTypes: rule.icmpTypes,
    title: rule.title,
    purpose: rule.purpose,
    because: rule.because,
    field: rule.field,
    source: rule.source,
    ...(rule.owner === undefined ? {} : { owner: rule.owner }),
    ...(rule.until === undefined ? {} : { until: rule.until }),
  }
}

/** `tcp/2379-2380`, `icmp/3,11`, `esp`, `any`: the service of a rule in one cell. */
export function serviceOfRecord(record: RuleRecord): string {
  const details = record.ports.length > 0 ? record.ports : record.icmpTypes.map(String)
  return details.length === 0 ? String(record.protocol) : `${record.protocol}/${details.join(',')}`
}
