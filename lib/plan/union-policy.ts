/**
 * What is open while a change is under way: everything that either policy opens. Rules of the same id become one, so
 * machines that only the old and only the new design know may talk to each other as well: etcd needs that while one
 * replaces the other.
 */
import { places } from '../design/choices'
import type { Place } from '../design/design'
import { formatPrincipal, type Principal } from '../design/principal'
import { mergePortRanges, type PortRange } from '../net/port-range'
import { dropContained, type Prefix } from '../net/prefix'
import { prefixText } from '../net/text-cache'
import type { AdminSource, Policy, Rule } from '../policy/rule'

export function unionPolicies(before: Policy, after: Policy): Policy {
  const accepts = [before, after].filter(({ defaultAction }) => defaultAction === 'accept')
  const principals = new Map(before.principals)
  for (const [text, prefixes] of after.principals) {
    principals.set(text, unionPrefixes(principals.get(text) ?? [], prefixes))
  }
  const admin = unionAdmins(before.admin, after.admin)
  const onBoth = new Set(before.rules.map(({ id }) => id).filter((id) => after.rules.some((rule) => rule.id === id)))
  const [old, now] = [before, after].map((side) =>
    side.rules.map((rule) => (onBoth.has(rule.id) ? rule : spellOut(rule, side, principals, admin.length))),
  )
  const rules = unionById(old ?? [], now ?? [])
  return {
    ...(before.posture === after.posture && after.posture !== undefined ? { posture: after.posture } : {}),
    defaultAction: accepts.length === 0 ? 'block' : 'accept',
    // Where a file accepts by default, a port that one side does not name is open there: naming it would close it.
    rules: rules.filter((rule) => accepts.every((side) => isNamed(rule, side))),
    closed: closedBoth(before, after),
    principals,
    admin,
    servers: [...(before.servers ?? []), ...(after.servers ?? [])],
  }
}

/**
 * A rule that one side alone has means that side's admins: where a name stands for more meanwhile, the rule names prefixes,
 * or a file that keeps names would let the others in as well.
 * @param admins how many entries of admins the files list meanwhile
 */
function spellOut(rule: Rule, side: Policy, principals: Map<string, readonly Prefix[]>, admins: number): Rule {
  const spelt = (list: readonly Principal[]): readonly Principal[] =>
    list.flatMap((principal) => {
      const text = formatPrincipal(principal)
      const own = side.principals.get(text) ?? []
      const isSame = own.map(prefixText).join() === (principals.get(text) ?? []).map(prefixText).join()
      // Admins stand for all that the files list of them, whether or not a rule of the other side names them too.
      const isShared = principal.kind.startsWith('admin') && side.admin.length !== admins
      if (isSame && !isShared) return [principal]
      return own.map((prefix): Principal => {
        const named: Principal = { kind: 'cidr', prefix }
        principals.set(formatPrincipal(named), [prefix])
        return named
      })
    })
  return { ...rule, from: spelt(rule.from), users: byPlace((place) => spelt(rule.users[place])) }
}

/** One name may stand for another network before and after: each is an entry of its own. */
function unionAdmins(before: readonly AdminSource[], after: readonly AdminSource[]): AdminSource[] {
  const key = ({ name, prefix, may }: AdminSource) => [name, prefixText(prefix), ...may].join(' ')
  return [...new Map([...before, ...after].map((entry) => [key(entry), entry])).values()]
}

function isNamed({ id }: Rule, { rules, closed }: Policy): boolean {
  return rules.some((rule) => rule.id === id) || closed.some((rule) => rule.id === id)
}

/** Open on one side is open; named by neither rule, it stays what the default says. */
function closedBoth(before: Policy, after: Policy): Rule[] {
  const others = new Set(after.closed.map(({ id }) => id))
  return before.closed.filter(({ id }) => others.has(id))
}

function unionById(before: readonly Rule[], after: readonly Rule[]): Rule[] {
  const had = new Map(before.map((rule) => [rule.id, rule]))
  const merged = after.flatMap((rule) => {
    const old = had.get(rule.id)
    if (old === undefined) return [rule]
    had.delete(rule.id)
    // One name for two protocols: the old one keeps its packets under a name of its own.
    return old.protocol === rule.protocol
      ? [unionRules(old, rule)]
      : [rule, { ...old, id: `${old.listener}-before/${old.on}` }]
  })
  return [...merged, ...had.values()]
}

function unionRules(old: Rule, now: Rule): Rule {
  return {
    ...now,
    members: [...new Set([...old.members, ...now.members])].sort(),
    from: unionPrincipals(old.from, now.from),
    to: unionPrincipals(old.to, now.to),
    places: places.filter((place) => old.places.includes(place) || now.places.includes(place)),
    sources: byPlace((place) => unionPrefixes(old.sources[place], now.sources[place])),
    users: byPlace((place) => unionPrincipals(old.users[place], now.users[place])),
    destinations: unionPrefixes(old.destinations, now.destinations),
    ports: unionOrAll(old.ports, now.ports, (ports) => mergePortRanges(ports)),
    icmpTypes: unionOrAll(old.icmpTypes, now.icmpTypes, (types) => [...new Set(types)].sort((a, b) => a - b)),
    because: old.because === now.because ? now.because : `${now.because} Before: ${old.because}`,
    ...(old.keepsClients === true || now.keepsClients === true ? { keepsClients: true } : {}),
  }
}

function byPlace<T>(at: (place: Place) => T): Readonly<Record<Place, T>> {
  return { guest: at('guest'), nic: at('nic'), router: at('router') }
}

/** An empty list stands for everything. */
function unionOrAll<T extends PortRange | number>(
  old: readonly T[],
  now: readonly T[],
  merge: (all: readonly T[]) => readonly T[],
): readonly T[] {
  return old.length === 0 || now.length === 0 ? [] : merge([...old, ...now])
}

function unionPrefixes(old: readonly Prefix[], now: readonly Prefix[]): Prefix[] {
  return dropContained([...old, ...now])
}

function unionPrincipals(old: readonly Principal[], now: readonly Principal[]): Principal[] {
  return [...new Map([...old, ...now].map((one) => [formatPrincipal(one), one])).values()]
}
