import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { type AddressSet, setOfBounds, setOfPrefixes } from '@/lib/net/address-set'
import { parsePrefix } from '@/lib/net/prefix'
import { emptyRuleset } from '../ruleset'
import { partsOf } from './destinations'

/** More bounds than the tables of sets keep: the next set makes them begin afresh. */
function fillTables(): void {
  for (const start of [0n, 1n]) setOfBounds(Array.from({ length: 3_000_000 }, (_, at) => start + BigInt(at)))
}

test.runIf(process.env.PORTCULLIS_LONG !== undefined)(
  'a ruleset lets go of destinations that nobody asks about any more',
  async () => {
    const ruleset = { ...emptyRuleset }
    const ask = (): WeakRef<AddressSet> => {
      const own = setOfPrefixes([parsePrefix('10.1.2.3/32') ?? expect.unreachable()])
      expect(partsOf(ruleset, own, true)).toHaveLength(1)
      expect(partsOf(ruleset, own, false)).toHaveLength(1)
      return new WeakRef(own)
    }
    const seen = ask()
    fillTables()
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    await new Promise((resolve) => setTimeout(resolve))
    collect()
    expect(seen.deref()).toBeUndefined()
    expect(partsOf(ruleset, setOfPrefixes([parsePrefix('10.1.2.3/32') ?? expect.unreachable()]), true)).toHaveLength(1)
  },
)
