/**
 * One permit as the statements that Talos makes of it: one for each family, none where there is nothing to say.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/adapters/network/nftables_rule.go
 */
import { formatPrincipal } from '@/lib/design/principal'
import { families } from '@/lib/net/address'
import { type AddressSet, allOfFamily, noAddresses } from '@/lib/net/address-set'
import type { Permit } from './permits'
import { familyKeys, type NamedSets, partOfFamily, portSet } from './sets'

/** Whom a permit names, where the default is to block. */
export function acceptStatements(permit: Permit, sets: NamedSets): readonly string[] {
  const { protocol, ports, sources } = permit
  return families.flatMap((family) => {
    const part = partOfFamily(sources, family)
    if (part === noAddresses) return []
    return [`${acceptTest(part, family, sets, permit)} ${protocol} dport ${portSet(ports)} counter accept`]
  })
}

function acceptTest(part: AddressSet, family: 4 | 6, sets: NamedSets, permit: Permit): string {
  return part === allOfFamily[family]
    ? `meta nfproto ipv${family}`
    : `${familyKeys[family]} saddr ${sets.use(part, describeUsers(permit))}`
}

/** Whom a permit leaves out, where the default is to accept: all of a family that it does not name. */
export function dropStatements(permit: Permit, sets: NamedSets): readonly string[] {
  const { protocol, ports, sources } = permit
  return families.flatMap((family) => {
    const part = partOfFamily(sources, family)
    if (part === allOfFamily[family]) return []
    const test =
      part === noAddresses
        ? `meta nfproto ipv${family}`
        : `${familyKeys[family]} saddr != ${sets.use(part, describeUsers(permit))}`
    return [`${test} ${protocol} dport ${portSet(ports)} counter drop`]
  })
}

/** `nodes, pods` */
export function describeUsers({ rules }: Permit): string {
  const users = [...new Set(rules.flatMap((rule) => rule.users.guest.map(formatPrincipal)))]
  return users.length === 0 ? 'nobody' : users.join(', ')
}
