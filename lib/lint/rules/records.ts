/** What has run out, what repeats another, what wants the same port. */
import { listenersOf } from '../../catalog/catalog'
import type { Design } from '../../design/design'
import { removeAdmin } from '../../design/edits/admin'
import { removeListener } from '../../design/edits/listeners'
import { removeAccepted } from '../../design/edits/records'
import { formatPath } from '../../design/path'
import { isEmptyPacketSet, subtractPackets } from '../../net/packet-set'
import type { PortRange } from '../../net/port-range'
import { hasPorts, type Protocol } from '../../net/protocol'
import { intendedPackets } from '../../policy/intended'
import type { Rule } from '../../policy/rule'
import type { LintContext, LintRule, View } from '../context'
import { isPast } from '../days'
import type { Raised } from '../finding'

const kubespanPort = 51820

export const recordRules: readonly LintRule[] = [
  ({ design, today }) => {
    const past = (until: string | undefined): boolean => isPast(until, today)
    const say = (message: string, at: string, label: string, edit: (now: Design) => Design): Raised => ({
      code: 'expired',
      severity: 'warning',
      message,
      at,
      fix: { label, edit },
    })
    return [
      ...design.admin.flatMap(({ name, until }, index) =>
        past(until)
          ? [
              say(
                `${name} was to have access until ${until}`,
                formatPath(design, ['admin', index]),
                `Remove ${name}`,
                (now) => removeAdmin(now, index),
              ),
            ]
          : [],
      ),
      ...design.listeners.flatMap(({ name, until }, index) =>
        past(until)
          ? [
              say(
                `${name} was to be open until ${until}`,
                formatPath(design, ['listeners', index]),
                `Remove ${name}`,
                (now) => removeListener(now, index),
              ),
            ]
          : [],
      ),
      ...design.accepted.flatMap(({ code, until }, index) =>
        past(until)
          ? [
              say(`${code} was accepted until ${until}`, `accepted/${index}`, `Look at ${code} again`, (now) =>
                removeAccepted(now, index),
              ),
            ]
          : [],
      ),
    ]
  },
  (context) =>
    context.design.listeners.flatMap((listener, index): Raised[] => {
      if (!isRedundant(listener.name, context)) return []
      const message = `Other rules admit all that ${listener.name} admits`
      const fix = { label: `Remove ${listener.name}`, edit: (now: Design) => removeListener(now, index) }
      const at = formatPath(context.design, ['listeners', index])
      return [{ code: 'redundant-rule', severity: 'info', message, at, fix }]
    }),
  (context) => [...collisions(context)],
]

/** Every packet that its rules admit is admitted without them. */
function isRedundant(name: string, { views, site }: LintContext): boolean {
  const own = (rule: Rule): boolean => rule.listener === name
  const holding = views.filter((view) => view.at.rules.some(own))
  return holding.length > 0 && holding.every((view) => isEmptyPacketSet(subtractPackets(view.admitted, without(view))))

  function without(view: View) {
    const at = { ...view.at, rules: view.at.rules.filter((rule) => !own(rule)) }
    return intendedPackets(view.work, at, site)
  }
}

interface Claim {
  readonly listener: string
  readonly name: string
  readonly protocol: Protocol
  readonly ranges: readonly PortRange[]
  readonly members: readonly (readonly string[])[]
  readonly at: string
}

/** One port of one machine has one listener. What KubeSpan wants has a finding of its own. */
function* collisions({ design, policy }: LintContext): Generator<Raised> {
  const known = new Set(listenersOf(design).map(({ id }) => id))
  const rules = [...policy.rules, ...policy.closed].filter(
    (rule) => rule.direction === 'ingress' && hasPorts(rule.protocol),
  )
  const claims = new Map<string, Claim>()
  for (const rule of rules) {
    const index = design.listeners.findIndex(({ name }) => name === rule.listener)
    const isNodePort = rule.listener.startsWith('nodeport-')
    if (index < 0 && !isNodePort && !known.has(rule.listener)) continue
    const isAddon = rule.field.startsWith('addons/')
    const at =
      index >= 0 ? formatPath(design, ['listeners', index]) : isNodePort ? 'nodePorts/range' : isAddon ? rule.field : ''
    const members = [...(claims.get(rule.listener)?.members ?? []), rule.members]
    claims.set(rule.listener, {
      listener: rule.listener,
      name: rule.title,
      protocol: rule.protocol,
      ranges: rule.ports,
      members,
      at,
    })
  }
  const list = [...claims.values()]
  for (const [index, one] of list.entries()) {
    for (const other of list.slice(index + 1)) {
      const port = one.protocol === other.protocol ? sharedPort(one, other) : undefined
      const isKubespan = port === kubespanPort && [one.listener, other.listener].includes('kubespan')
      if (port === undefined || isKubespan) continue
      const others = new Set(other.members.flat())
      if (!one.members.some((names) => names.some((name) => others.has(name)))) continue
      yield {
        code: 'port-collision',
        severity: 'error',
        message: `${one.name} and ${other.name} both want ${one.protocol} ${port} on the same machines`,
        at: other.at === '' ? one.at : other.at,
        fix: { label: 'Move one of them' },
      }
    }
  }
}

function sharedPort(one: Claim, other: Claim): number | undefined {
  for (const a of one.ranges) {
    for (const b of other.ranges) if (a.from <= b.to && b.from <= a.to) return Math.max(a.from, b.from)
  }
  return undefined
}
