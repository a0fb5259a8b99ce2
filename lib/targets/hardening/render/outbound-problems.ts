import type { Problem } from '@/lib/design/problem'
import type { Rule } from '@/lib/policy/rule'
import type { HardeningOptions } from '../options'
import { type Outbound, readOutbound, type Way, wayTo } from './egress'

/** What the options name outside the machines, with what the design's egress says to it. */
export function outboundsOf(
  options: HardeningOptions,
  rules: readonly Rule[],
): readonly (Outbound & { readonly option: string; readonly way: Way })[] {
  const named = [
    ...options.logs.map((url) => ({ option: 'logs', url })),
    ...options.kernelLogs.map((url) => ({ option: 'kernelLogs', url })),
    ...Object.entries(options.mirrors).map(([name, url]) => ({ option: `mirrors/${name}`, url })),
  ]
  const sorted = named.sort((a, b) => (`${a.url} ${a.option}` < `${b.url} ${b.option}` ? -1 : 1))
  return sorted.flatMap(({ option, url }) => {
    const outbound = readOutbound(url)
    return outbound === undefined ? [] : [{ ...outbound, option, way: wayTo(outbound, rules) }]
  })
}

export function outboundProblems(options: HardeningOptions, rules: readonly Rule[]): Problem[] {
  return outboundsOf(options, rules).flatMap(({ option, host, port, protocol, way }): Problem[] => {
    const at = `targets/hardening/${option}`
    const entry = `egress.also: { name: …, to: ["cidr:…"], protocol: ${protocol}, ports: ["${port}"] }`
    if (way === 'open') return []
    if (way === 'closed') {
      const message = `The design lets no machine reach ${host} ${protocol}/${port}, so nothing arrives there.`
      return [{ severity: 'warning', at, message, suggestion: `Open it: ${entry}.` }]
    }
    const message = `The design opens ${protocol}/${port} to some addresses, and does not know that of ${host}.`
    return [{ severity: 'warning', at, message, suggestion: `See that its address is among them, or add ${entry}.` }]
  })
}
