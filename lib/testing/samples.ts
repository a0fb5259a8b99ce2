/** How many random samples a test takes, and from which seed: small and fixed by default, so that a run can be repeated. */

/** The short count in `npm test`, the long one in `npm run test:long`. */
export function sampleCount(short: number, long: number): number {
  return process.env.PORTCULLIS_LONG === undefined ? short : long
}

/** `PORTCULLIS_SEED`, or one fixed number; printed at the start of every run. */
export function seed(): number {
  const given = process.env.PORTCULLIS_SEED
  if (given === undefined) return 20261120
  if (!/^\d{1,9}$/.test(given)) throw new Error(`PORTCULLIS_SEED must be a whole number of at most 9 digits: ${given}`)
  return Number(given)
}
