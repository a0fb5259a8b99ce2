/** Which addresses to type after `talosctl -n`: one a machine. */
import { type Address, addressBits, formatAddress } from '../net/address'
import { comparePrefixes, lastOfPrefix, type Prefix } from '../net/prefix'
import { rememberOf } from '../text/remember'
import { quoteShell } from '../text/shell'
import type { Member } from './site'

/** A pool with more addresses than this is named by its first and last. */
const spelledOut = 256

interface Reach {
  /** One for each machine; a placeholder in angle brackets where the design knows none. */
  readonly addresses: readonly string[]
  /** What to put in the place of a placeholder. */
  readonly note: string | undefined
}

const reachOf = rememberOf((member: Member): Reach => {
  const reach = addressesOf(member)
  return member.kind === 'node' ? { ...reach, addresses: reach.addresses.slice(0, 1) } : reach
})

function addressesOf(member: Member): Reach {
  const known = knownAddresses(member)
  const placeholder = `<address of ${member.name}>`
  if (known === undefined) {
    const note =
      member.kind === 'pool'
        ? `${member.name}: the design knows no addresses of this pool; repeat with the address of each of its machines`
        : `${member.name}: the design knows no address of this node`
    return { addresses: [placeholder], note }
  }
  const count = known.reduce((sum, prefix) => sum + Number(lastOfPrefix(prefix) - prefix.value) + 1, 0)
  if (count <= spelledOut) return { addresses: known.flatMap(expand), note: undefined }
  const first = known.map((prefix) => formatAddress(prefix))[0] ?? ''
  const last = known.map((prefix) => formatAddress({ family: prefix.family, value: lastOfPrefix(prefix) })).at(-1) ?? ''
  return { addresses: [placeholder], note: `${member.name}: repeat with each address from ${first} to ${last}` }
}

/**
 * Those of the primary interface, else of the further ones; IPv4 where there is any. Sorted, because files must not
 * depend on the order of a design's lists.
 */
function knownAddresses({ interfaces }: Member): readonly Prefix[] | undefined {
  const [primary, ...others] = interfaces
  const choices = [primary?.addresses ?? [], others.flatMap(({ addresses }) => addresses)]
  const chosen = choices.find((prefixes) => prefixes.length > 0)
  const four = chosen?.filter(({ family }) => family === 4) ?? []
  return (four.length > 0 ? four : chosen)?.toSorted(comparePrefixes)
}

function expand(prefix: Prefix): string[] {
  const addresses: string[] = []
  if (prefix.length === addressBits[prefix.family]) return [formatAddress(prefix)]
  for (let value = prefix.value; value <= lastOfPrefix(prefix); value++) {
    const address: Address = { family: prefix.family, value }
    addresses.push(formatAddress(address))
  }
  return addresses
}

/** The addresses of all members; of a node with several, the first alone. */
export function reachAll(members: readonly Member[]): {
  readonly addresses: readonly string[]
  readonly notes: readonly string[]
} {
  const reaches = members.map(reachOf)
  return {
    addresses: reaches.flatMap(({ addresses }) => addresses),
    notes: reaches.flatMap(({ note }) => (note === undefined ? [] : [note])),
  }
}

/** One command of `talosctl` for each address, eight addresses a line. */
export function loopOverMachines(addresses: readonly string[], command: string): string[] {
  const [only] = addresses
  if (addresses.length === 1 && only !== undefined) return [`talosctl -n ${quoteShell(only)} ${command}`]
  const rows: string[] = []
  for (let i = 0; i < addresses.length; i += 8)
    rows.push(
      `  ${addresses
        .slice(i, i + 8)
        .map(quoteShell)
        .join(' ')}`,
    )
  return ['for node in \\', `${rows.join(' \\\n')}; do`, `  talosctl -n "$node" ${command}`, 'done']
}
