/**
 * Before Talos 1.12.5 the kernel refuses a set whose interval ends at the last port or the last address of a family,
 * and with it every rule of the firewall. Such documents are written without that last element.
 * @see https://github.com/siderolabs/talos/issues/12890
 */
import { addressBits, families, lastAddress } from '@/lib/net/address'
import { allOfFamily, intersectSets } from '@/lib/net/address-set'
import { lastPort } from '@/lib/net/port-range'
import { lastOfPrefix, type Prefix, prefixesOfRange } from '@/lib/net/prefix'
import { prefixSet } from '@/lib/policy/intended'
import type { TalosDocument } from './documents'

export function trimDocument(document: TalosDocument): TalosDocument {
  const endsAtLastPort = document.ports.at(-1)?.to === lastPort
  const topped = toppingPrefixes(document.sources)
  if (!endsAtLastPort && topped.length === 0) return document
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
    ports: endsAtLastPort
      ? document.ports.flatMap(({ from, to }) =>
          to < lastPort ? [{ from, to }] : from < to ? [{ from, to: to - 1 }] : [],
        )
      : document.ports,
    lost: {
      addresses: topped.map(({ family }) => ({ family, value: lastAddress[family], length: addressBits[family] })),
      port: endsAtLastPort,
    },
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
