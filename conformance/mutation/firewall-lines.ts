/** Firewalls of Hetzner in lines: as we read them, and as the API holds them. */
import { formatPrefix, parsePrefix } from '@/lib/net/prefix'
import type { Attachment, FirewallModel, Requirement } from '@/lib/targets/terraform-hetzner/model'
import { type Api, type ApiFirewall, endsOf } from '../terraform/hcloud/api'
import type { ApiServer } from '../terraform/hcloud/servers'

export function firewallLines({ firewalls, doubts = [] }: FirewallModel): readonly string[] {
  return [
    ...doubts.map(({ on }) => `more is carried by ${carrierOf(on)}`),
    ...firewalls.flatMap(({ address, name, appliedTo, rules }) => [
      `${address} ${name}`,
      ...appliedTo.map((one) => `${address} ${name} carried by ${carrierOf(one)}`),
      ...rules.flatMap(({ direction, protocol, from, to, ends }) =>
        ends.map(({ prefix }) => `${address} ${name} ${direction} ${protocol} ${from}-${to} ${formatPrefix(prefix)}`),
      ),
    ]),
  ]
}

function carrierOf(one: Attachment): string {
  return one.kind === 'server' ? serverWords(one) : one.selector.map(wordsOf).join(',')
}

function serverWords({ name, labels }: Pick<ApiServer, 'name' | 'labels'>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  return `server ${name} ${pairs.sort().join(',')}`
}

function wordsOf({ key, is, values }: Requirement): string {
  const list = values.join(',')
  if (is === 'there' || is === 'missing') return is === 'there' ? key : `!${key}`
  if (values.length === 1) return `${key}${is === 'one of' ? '=' : '!='}${list}`
  return `${key} ${is === 'one of' ? 'in' : 'notin'} (${list})`
}

/** Servers that carry what is in another project, or gone. */
export function strayLines(api: Api): readonly string[] {
  const known = new Set(api.firewalls().map(({ id }) => id))
  return api.servers().flatMap((server) => {
    const stray = server.firewalls.filter((id) => !known.has(id))
    return stray.map(() => `more is carried by ${serverWords(server)}`)
  })
}

/** `address`: what Terraform calls it. */
export function heldLines(firewall: ApiFirewall, address: string, servers: readonly ApiServer[]): readonly string[] {
  const { name, rules, applied_to: applied } = firewall
  return [
    `${address} ${name}`,
    ...applied.map(({ label_selector: chosen, server: { id } = {} }) => {
      const server = servers.find((one) => one.id === id)
      return `${address} ${name} carried by ${chosen?.selector ?? (server === undefined ? '?' : serverWords(server))}`
    }),
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
