/** Policies in the language of Capirca: naming files and one policy a filter. @see https://github.com/google/capirca */
import { families } from '@/lib/net/address'
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
  const policies = filters.map(({ name, rules, destinations }) => {
    const terms = rules.map((rule) =>
      [
        `term ${rule.name} {`,
        `  source-address:: ${nameOf(rule.sources)}`,
        ...(form === 'net' ? [`  destination-address:: ${nameOf(destinations)}`] : []),
        `  protocol:: ${rule.protocol}`,
        ...(rule.ports.length === 0 ? [] : [`  destination-port:: ${service(rule)}`]),
        '  action:: accept',
        '}',
      ].join('\n'),
    )
    const text = headers(target, filters).map((header) => [`header {\n  target:: ${header}\n}`, ...terms].join('\n'))
    return [`policies/pol/${name}.pol`, `${text.join('\n')}\n`] as const
  })
  const lines = (named: ReadonlyMap<string, string>): string =>
    [...named].map(([text, name]) => `${name} = ${text}\n`).join('')
  return { ...Object.fromEntries(policies), 'def/all.net': lines(networks), 'def/all.svc': lines(services) }
}

/** nftables takes both families in one table; iptables has a list for each. */
function headers(target: CapircaTarget, filters: readonly PlainFilter[]): readonly string[] {
  if (target === 'nftables') return ['nftables mixed input']
  const used = families.filter((family) => filters.some(({ rules }) => rules.some((rule) => hasFamily(rule, family))))
  return used.map((family) => `iptables INPUT DROP ${family === 4 ? 'inet' : 'inet6'}`)
}

function hasFamily({ sources }: PlainRule, family: 4 | 6): boolean {
  return sources.some((prefix) => prefix.family === family)
}
