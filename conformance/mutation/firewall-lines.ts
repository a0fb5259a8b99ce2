/** Firewalls of Hetzner in lines: as we read them, and as the API holds them. */
import { formatPrefix, parsePrefix } from '@/lib/net/prefix'
import type { FirewallModel, Requirement } from '@/lib/targets/terraform-hetzner/model'
import { type ApiFirewall, endsOf } from '../terraform/hcloud/api'

export function firewallLines({ firewalls }: FirewallModel): readonly string[] {
  return firewalls.flatMap(({ address, name, appliedTo, rules }) => [
    `${address} ${name}`,
    ...appliedTo.map((one) => {
      const by = one.kind === 'server' ? one.name : one.selector.map(wordsOf).join(',')
      return `${address} ${name} carried by ${by}`
    }),
    ...rules.flatMap(({ direction, protocol, from, to, ends }) =>
      ends.map(({ prefix }) => `${address} ${name} ${direction} ${protocol} ${from}-${to} ${formatPrefix(prefix)}`),
    ),
  ])
}

function wordsOf({ key, is, values }: Requirement): string {
  const list = values.join(',')
  if (is === 'there' || is === 'missing') return is === 'there' ? key : `!${key}`
  if (values.length === 1) return `${key}${is === 'one of' ? '=' : '!='}${list}`
  return `${key} ${is === 'one of' ? 'in' : 'notin'} (${list})`
}

/** `address`: what Terraform calls it. */
export function heldLines(firewall: ApiFirewall, address: string): readonly string[] {
  const { name, rules, applied_to: applied } = firewall
  return [
    `${address} ${name}`,
    ...applied.map(({ label_selector: chosen }) => `${address} ${name} carried by ${chosen?.selector ?? '?'}`),
    ...rules.flatMap((rule) => {
      const way = rule.direction === 'in' ? 'ingress' : 'egress'
      const [from = '', to = from] = (rule.port ?? '').split('-')
      const ports = from === '' || from === 'any' ? '0-65535' : `${from}-${to}`
      return endsOf(rule).map((end) => `${address} ${name} ${way} ${rule.protocol} ${ports} ${plainOf(end)}`)
    }),
  ]
}

function plainOf(end: string): string {
  const prefix = parsePrefix(end)
  return prefix === undefined ? end : formatPrefix(prefix)
}
