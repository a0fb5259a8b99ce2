/**
 * What is refused with an answer, which admits nothing either.
 * @see https://www.netfilter.org/projects/nftables/manpage.html (REJECT STATEMENT)
 */
import { lastPort } from '@/lib/net/port-range'
import type { NftItem } from '@/lib/text/nft'
import type { Match } from '../ruleset'
import { isWord, type Reading, refuse, wordOf } from './reading'

const anyTcp: Match = { kind: 'port', protocol: 'tcp', ranges: [{ from: 0, to: lastPort }], not: false }

/** What is answered with, by its kind, and which packets nft then leaves to the next rules. */
const reasons: Readonly<Record<string, { readonly words: readonly string[]; readonly asks: readonly Match[] }>> = {
  icmp: {
    words: [
      ...['net-unreachable', 'host-unreachable', 'prot-unreachable', 'port-unreachable', 'net-prohibited'],
      ...['host-prohibited', 'admin-prohibited'],
    ],
    asks: [{ kind: 'family', families: [4], not: false }],
  },
  icmpv6: {
    words: ['no-route', 'admin-prohibited', 'addr-unreachable', 'port-unreachable', 'policy-fail', 'reject-route'],
    asks: [{ kind: 'family', families: [6], not: false }],
  },
  icmpx: { words: ['port-unreachable', 'admin-prohibited', 'no-route', 'host-unreachable'], asks: [] },
  tcp: { words: ['reset'], asks: [anyTcp] },
}

interface Reject {
  readonly matches: readonly Match[]
  readonly next: number
}

/** `reject`, alone or `with icmpx type port-unreachable`, as nft lists one beside an address. */
export function readReject(
  reading: Reading,
  items: readonly NftItem[],
  index: number,
  line: number,
): Reject | undefined {
  if (items.length === index + 1 || isWord(items[index + 1], 'comment')) return { matches: [], next: index + 1 }
  const kind = wordOf(items[index + 2]) ?? ''
  const reason = Object.hasOwn(reasons, kind) ? reasons[kind] : undefined
  const at = kind !== 'tcp' && isWord(items[index + 3], 'type') ? index + 4 : index + 3
  if (!isWord(items[index + 1], 'with') || reason === undefined || !isWord(items[at], ...reason.words)) {
    return refuse(reading, line, 'this reject is not read here', 'write reject alone, or drop')
  }
  return { matches: reason.asks, next: at + 1 }
}
