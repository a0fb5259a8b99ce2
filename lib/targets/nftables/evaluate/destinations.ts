/**
 * Destinations by what the rules can tell about them: to a rule, all addresses with the same answers to its tests are one.
 * Machines whose addresses get the same answers share one evaluation.
 */
import { type Family, families } from '@/lib/net/address'
import { type AddressSet, allOfFamily, intersectSets, noAddresses, subtractSets } from '@/lib/net/address-set'
import { rememberOf } from '@/lib/text/remember'
import type { Ruleset } from '../ruleset'

export interface DestinationClass {
  readonly family: Family
  /** An address of the machine itself, by `fib daddr type local`. */
  readonly isLocal: boolean
  /** The sets of the ruleset that hold these destinations. */
  readonly inside: ReadonlySet<AddressSet>
  /** Tells classes of one ruleset apart. */
  readonly key: string
}

export interface DestinationPart {
  readonly destinations: AddressSet
  readonly to: DestinationClass
}

const setsByRuleset = new WeakMap<Ruleset, readonly AddressSet[]>()

/** The destination sets that the rules of a ruleset test. */
function testedSets(ruleset: Ruleset): readonly AddressSet[] {
  const known = setsByRuleset.get(ruleset)
  if (known !== undefined) return known
  const rules = ruleset.tables.flatMap((table) => table.chains.flatMap((chain) => chain.rules))
  const matches = rules.flatMap((rule) => rule.matches)
  const sets = matches.flatMap((match) => (match.kind === 'address' && match.end === 'destination' ? [match.set] : []))
  const distinct = [...new Set(sets)]
  setsByRuleset.set(ruleset, distinct)
  return distinct
}

/** A ruleset outlives the designs that it is read beside: destinations that nobody asks about any more are let go. */
interface Parts {
  readonly local: WeakMap<AddressSet, readonly DestinationPart[]>
  readonly others: WeakMap<AddressSet, readonly DestinationPart[]>
  readonly classes: Map<string, DestinationClass>
}

const partsByRuleset = rememberOf(
  (_: Ruleset): Parts => ({ local: new WeakMap(), others: new WeakMap(), classes: new Map() }),
)

/** The destinations, cut wherever a test of the ruleset begins to answer otherwise. Parts of one class share the class. */
export function partsOf(ruleset: Ruleset, destinations: AddressSet, isLocal: boolean): readonly DestinationPart[] {
  const memory = partsByRuleset(ruleset)
  const known = isLocal ? memory.local : memory.others
  const parts = known.get(destinations) ?? cut(ruleset, destinations, isLocal, memory.classes)
  known.set(destinations, parts)
  return parts
}

function cut(
  ruleset: Ruleset,
  destinations: AddressSet,
  isLocal: boolean,
  classes: Map<string, DestinationClass>,
): readonly DestinationPart[] {
  const sets = testedSets(ruleset)
  return families.flatMap((family) => {
    const own = intersectSets(destinations, allOfFamily[family])
    if (own === noAddresses) return []
    let parts: { destinations: AddressSet; inside: readonly AddressSet[] }[] = [{ destinations: own, inside: [] }]
    for (const set of sets) {
      parts = parts.flatMap(({ destinations: part, inside }) =>
        [
          { destinations: intersectSets(part, set), inside: [...inside, set] },
          { destinations: subtractSets(part, set), inside },
        ].filter((piece) => piece.destinations !== noAddresses),
      )
    }
    return parts.map(({ destinations: part, inside }) => {
      const key = `${family} ${isLocal} ${inside.map(({ id }) => id).join(' ')}`
      const to = classes.get(key) ?? { family, isLocal, inside: new Set(inside), key }
      classes.set(key, to)
      return { destinations: part, to }
    })
  })
}
