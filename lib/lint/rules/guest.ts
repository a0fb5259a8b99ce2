/** What the firewall of Talos does by its mode and version. */

import { listenersOf } from '../../catalog/catalog'
import { loopbackPorts } from '../../catalog/quiet'
import type { Design } from '../../design/design'
import { changeTalos, setPosture } from '../../design/edits/cluster'
import { removeListener } from '../../design/edits/listeners'
import { runsTalos } from '../../design/features'
import { formatPath } from '../../design/path'
import { parsePortRange } from '../../net/port-range'
import { firstAddress, lastOfPrefix } from '../../net/prefix'
import { hasPorts } from '../../net/protocol'
import type { Policy } from '../../policy/rule'
import { talosFilterOf } from '../../site/talos-filter'
import type { LintContext, LintRule } from '../context'
import type { Raised, Severity } from '../finding'
import { ownListenersOn } from '../own-listeners'

/** Talos keeps its own two ports out of the ephemeral ones; facts/flows.md 8. */
const ephemeral = { from: 32768, to: 60999 }

interface VersionNote {
  readonly code: string
  readonly before: string
  readonly severity: Severity
  readonly message: string
  readonly when?: (context: LintContext) => boolean
}

const isBlocking = ({ design }: LintContext): boolean => design.talos.defaultAction === 'block'
/** From here on the messages for one rule set may pass the socket's buffer; facts/talos.md 5. */
const manyListeners = 15

/** facts/talos.md 5: what older versions do otherwise. */
const versionNotes: readonly VersionNote[] = [
  {
    code: 'talos-patch-appends',
    before: '1.6.2',
    severity: 'warning',
    message: 'applying the same patch twice doubles its ports: apply the whole configuration',
  },
  {
    code: 'talos-no-delete',
    before: '1.8',
    severity: 'info',
    message: 'documents cannot be deleted by a patch: what is left over is closed instead',
  },
  {
    code: 'talos-hostdns-blocked',
    before: '1.8',
    severity: 'warning',
    message: 'blocking cuts CoreDNS off from the host DNS, if it forwards there',
    // Before 1.7 there is no host DNS.
    when: (context) => isBlocking(context) && runsTalos(context.design, '1.7'),
  },
  {
    code: 'talos-apply-unrefused',
    before: '1.10.1',
    severity: 'warning',
    message: 'apply-config takes a file with firewall documents alone for the whole configuration: patch instead',
  },
  {
    code: 'talos-large-ruleset',
    before: '1.13.9',
    severity: 'warning',
    message: 'a large rule set may not load: keep the number of listeners small, or upgrade',
    when: ({ policy }) => countDocuments(policy) > manyListeners,
  },
]

/** One document a listener with ports, at most; documents alike are joined. */
function countDocuments({ rules }: Policy): number {
  const named = rules.filter(
    ({ direction, places, protocol }) => direction === 'ingress' && places.includes('guest') && hasPorts(protocol),
  )
  return new Set(named.map(({ listener }) => listener)).size
}

export const guestRules: readonly LintRule[] = [
  ({ design, places }) => {
    if (!places.has('guest') || design.talos.defaultAction !== 'accept') return []
    const message = 'Talos accepts by default: every port that no listener names is open to everybody'
    const fix = { label: 'Block by default', edit: (now: Design) => changeTalos(now, { defaultAction: 'block' }) }
    return [{ code: 'accept-unlisted', severity: 'warning', message, at: 'talos/defaultAction', fix }]
  },
  ({ design, site, places }) => {
    if (!places.has('guest') || design.talos.defaultAction !== 'accept' || talosFilterOf(site).acceptTracks) return []
    const drawn = [
      ...design.listeners.map(({ name, ports }, index) => ({
        name,
        ports,
        at: formatPath(design, ['listeners', index]),
      })),
      ...(design.nodePorts.enabled
        ? [{ name: 'NodePorts', ports: [design.nodePorts.range], at: 'nodePorts/range' }]
        : []),
    ]
    return drawn
      .filter(({ ports }) =>
        ports.some((text) => {
          const range = parsePortRange(text)
          return range !== undefined && range.from <= ephemeral.to && range.to >= ephemeral.from
        }),
      )
      .map(({ name, at }): Raised => {
        const message = `${name} covers ports from which the node itself asks: replies of DNS and time are dropped`
        const fix = { label: 'Block by default', edit: (now: Design) => changeTalos(now, { defaultAction: 'block' }) }
        return { code: 'accept-ephemeral', severity: 'error', message, at, fix }
      })
  },
  (context) => {
    const { design, places } = context
    if (!places.has('guest')) return []
    return versionNotes
      .filter(({ before, when }) => !runsTalos(design, before) && when?.(context) !== false)
      .map(({ code, severity, message }) => ({
        code,
        severity,
        message: `Talos ${design.talos.version}: ${message}`,
        at: 'talos/version',
      }))
  },
  ({ design, places, policy }) => {
    // Plain 0.0.0.0/0 and ::/0 are safe; a range that ends at the last address is not (siderolabs/talos#12890).
    if (!places.has('guest') || runsTalos(design, '1.12.5')) return []
    const atLast = policy.rules.find(
      (rule) =>
        rule.direction === 'ingress' &&
        rule.places.includes('guest') &&
        rule.sources.guest.some(
          (prefix) =>
            prefix.length > 0 &&
            firstAddress(prefix) > 0n &&
            lastOfPrefix(prefix) === (1n << (prefix.family === 4 ? 32n : 128n)) - 1n,
        ),
    )
    if (atLast === undefined) return []
    const message = `${atLast.title} ends at the last address, and Talos ${design.talos.version} then applies no rule at all`
    const fix = { label: 'End one earlier, or use Talos 1.12.5' }
    return [{ code: 'talos-range-end', severity: 'error', message, at: `rules/${atLast.id}`, fix }]
  },
  ({ places }) => {
    if (!places.has('guest')) return []
    const message = 'A firewall rule can lock you out: apply with --mode=try first, which takes itself back'
    return [
      {
        code: 'try-mode',
        severity: 'info',
        message,
        at: 'targets',
      },
    ]
  },
  ({ design, site, places }) => {
    const count = site.members.reduce((sum, member) => sum + member.count.max, 0)
    if (!places.has('guest') || design.talos.defaultAction !== 'block' || count <= 100) return []
    const message = `${count} nodes share five ICMP packets a second each: pings may fail though nothing is wrong`
    return [
      {
        code: 'icmp-budget',
        severity: 'info',
        message,
        at: 'talos/defaultAction',
        fix: { label: 'Watch TCP 4240 instead' },
      },
    ]
  },
  ({ design }) => {
    const used = listenersOf(design).flatMap((listener) => listener.ports(design))
    const bound = loopbackPorts.filter((port) => !used.some(({ from, to }) => port >= from && port <= to))
    return ownListenersOn(design, 'tcp', bound)
      .filter(({ index }) => design.listeners[index]?.ports.every((text) => !text.includes('-')) === true)
      .map(({ name, at }) => ({
        code: 'loopback-rule',
        severity: 'info',
        message: `${name} opens a port that Talos binds to loopback alone`,
        at,
        fix: { label: `Remove ${name}` },
      }))
  },
  ({ design }) =>
    ownListenersOn(design, 'udp', [68]).map(({ name, at, index }) => ({
      code: 'dhcp-rule',
      severity: 'info',
      message: `${name} opens udp 68, where DHCP answers arrive before any filter looks`,
      at,
      fix: { label: `Remove ${name}`, edit: (now: Design) => removeListener(now, index) },
    })),
  ({ design }) => {
    if (design.posture !== 'relaxed') return []
    const message = 'The relaxed posture trusts the whole cluster network: one machine taken reaches all others'
    const fix = { label: 'Use the standard posture', edit: (now: Design) => setPosture(now, 'standard') }
    return [{ code: 'any-any-intra', severity: 'warning', message, at: 'posture', fix }]
  },
  ({ design }) =>
    design.listeners.flatMap((listener, index): Raised[] => {
      const range = listener.ports.map(parsePortRange)
      const isAll = range.some((one) => one !== undefined && one.to - one.from > 60000)
      const isBroad = listener.from.some((text) => ['nodes', 'worker', 'cluster', 'pods', 'anywhere'].includes(text))
      if (!isAll || !isBroad) return []
      const message = `${listener.name} admits all traffic between machines: one machine taken reaches all others`
      const fix = { label: 'Name the ports' }
      return [
        { code: 'any-any-intra', severity: 'warning', message, at: formatPath(design, ['listeners', index]), fix },
      ]
    }),
]
