import { seed } from './samples'

/** Once a run, before the first test. */
export function setup(): void {
  console.log(`Random samples start from PORTCULLIS_SEED=${seed()}`)
}
