import type { PlannedAlias, PlannedRule } from './plan'

/** The policy's rules behind each alias, through those that name it. */
export function usersOf(
  aliases: readonly PlannedAlias[],
  rules: readonly PlannedRule[],
): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, Set<string>>(aliases.map(({ name }) => [name, new Set<string>()]))
  for (const rule of rules) {
    for (const end of [rule.source, rule.destination]) {
      if (end.kind === 'alias') for (const id of rule.rules) users.get(end.name)?.add(id)
    }
    if (rule.port !== undefined) for (const id of rule.rules) users.get(rule.port)?.add(id)
  }
  for (const { name, entries } of [...aliases].reverse()) {
    for (const entry of entries) {
      const inner = users.get(entry)
      if (inner !== undefined) for (const id of users.get(name) ?? []) inner.add(id)
    }
  }
  return new Map([...users].map(([name, ids]) => [name, [...ids]]))
}
