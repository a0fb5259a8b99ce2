/** Properties over random samples: the seed is fixed unless PORTCULLIS_SEED says otherwise, and fast-check prints it. */
import * as fc from 'fast-check'
import { seed } from './samples'

/** Runs the property; throws with the seed, the path and the shrunk counterexample when it fails. */
export function checkProperty<T>(arbitrary: fc.Arbitrary<T>, runs: number, holds: (value: T) => void): void {
  void fc.assert(fc.property(arbitrary, holds), { numRuns: runs, seed: seed() })
}
