/**
 * Before Talos 1.12.5 the kernel refuses a set whose interval ends at the last address of a family, and with it every
 * rule of the firewall. Such documents are written without that last address.
 * @see https://github.com/siderolabs/talos/issues/12890
 */
import { addressBits, families, lastAddress } from '@/lib/net/address'
import { allOfFamily, intersectSets } from '@/lib/net/address-set'
import { lastOfPrefix, type Prefix, prefixesOfRange } from '@/lib/net/prefix'
import { prefixSet } from '@/lib/net/prefix-set'
import type { TalosDocument } from './documents'

export function trimDocument(document: TalosDocument): TalosDocument {
  const topped = toppingPrefixes(document.sources)
  if (topped.length === 0) return document
  const sources: Prefix[] = []
  const origins: (readonly string[])[] = []
  for (const [index, prefix] of document.sources.entries()) {
    const kept = topped.includes(prefix)
      ? prefixesOfRange(prefix.family, prefix.value, lastOfPrefix(prefix) - 1n)
      : [prefix]
    for (const piece of kept) {
      sources.push(piece)
      const ids = document.origins?.[index]
      if (ids !== undefined) origins.push(ids)
    }
  }
  return {
    ...document,
    sources,
    ...(document.origins === undefined ? {} : { origins }),
    lost: topped.map(({ family }) => ({ family, value: lastAddress[family], length: addressBits[family] })),
  }
}

/** The prefixes that reach the last address of their family, unless the family is listed whole and needs no set. */
function toppingPrefixes(sources: readonly Prefix[]): readonly Prefix[] {
  return families.flatMap((family) => {
    const last = sources.findLast((prefix) => prefix.family === family)
    if (last === undefined || last.length === 0 || lastOfPrefix(last) !== lastAddress[family]) return []
    return intersectSets(prefixSet(sources), allOfFamily[family]) === allOfFamily[family] ? [] : [last]
  })
}
