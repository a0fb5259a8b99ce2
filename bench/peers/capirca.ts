/** Policies in the language of Capirca: naming files and one policy a filter. @see https://github.com/google/capirca */
import { type Family, families } from '@/lib/net/address'
import { formatPrefix, type Prefix } from '@/lib/net/prefix'
import type { Form, PlainFilter, PlainRule } from './policy'

export type CapircaTarget = 'nftables' | 'iptables'

/** Files by path below one folder. */
export type Inputs = Readonly<Record<string, string>>

export function capircaInputs(filters: readonly PlainFilter[], form: Form, target: CapircaTarget): Inputs {
  const networks = new Map<string, string>()
  const services = new Map<string, string>()
  const nameOf = (prefixes: readonly Prefix[]): string => {
    const text = prefixes.map(formatPrefix).join('\n  ')
    const name = networks.get(text) ?? `NET${networks.size}`
    networks.set(text, name)
    return name
  }
  const service = ({ protocol, ports }: PlainRule): string => {
    const text = ports.map(({ from, to }) => `${from === to ? from : `${from}-${to}`}/${protocol}`).join(' ')
    const name = services.get(text) ?? `SERVICE${services.size}`
    services.set(text, name)
    return name
  }
  const term = (rule: PlainRule, destinations: readonly Prefix[]): string =>
    [
      `term ${rule.name} {`,
      `  source-address:: ${nameOf(rule.sources)}`,
      ...(form === 'net' ? [`  destination-address:: ${nameOf(destinations)}`] : []),
      `  protocol:: ${rule.protocol}`,
      ...(rule.ports.length === 0 ? [] : [`  destination-port:: ${service(rule)}`]),
      '  action:: accept',
      '}',
    ].join('\n')
  const policies = filters.map(({ name, rules, destinations }) => {
    const text = headers(target, filters).map(({ header, used }) => {
      const terms = rules
        .filter((rule) => concerns(rule, destinations, used, form))
        .map((rule) => term(rule, destinations))
      return [`header {\n  target:: ${header}\n}`, ...(terms.length === 0 ? [nobody] : terms), ''].join('\n')
    })
    return [`policies/pol/${name}.pol`, text.join('')] as const
  })
  const lines = (named: ReadonlyMap<string, string>): string =>
    [...named].map(([text, name]) => `${name} = ${text}\n`).join('')
  return { ...Object.fromEntries(policies), 'def/all.net': lines(networks), 'def/all.svc': lines(services) }
}

/** Capirca takes no list without terms. */
const nobody = 'term nobody {\n  action:: deny\n}'

interface Header {
  readonly header: string
  readonly used: readonly Family[]
}

/** A list for each family. Only nftables takes both in one, and this version then writes what nft refuses. */
function headers(target: CapircaTarget, filters: readonly PlainFilter[]): readonly Header[] {
  const used = families.filter((family) =>
    filters.some(({ rules }) => rules.some(({ sources }) => sources.some((prefix) => prefix.family === family))),
  )
  if (target === 'nftables' && used.length === 1 && used[0] === 4) return [{ header: 'nftables mixed input', used }]
  return used.map((family) => {
    const name = family === 4 ? 'inet' : 'inet6'
    return { header: target === 'nftables' ? `nftables ${name} input` : `iptables INPUT DROP ${name}`, used: [family] }
  })
}

/** Without an address of the family a term would be for everybody. */
function concerns(
  { sources }: PlainRule,
  destinations: readonly Prefix[],
  used: readonly Family[],
  form: Form,
): boolean {
  return used.some((family) => {
    const has = (prefixes: readonly Prefix[]): boolean => prefixes.some((prefix) => prefix.family === family)
    return has(sources) && (form === 'host' || has(destinations))
  })
}
