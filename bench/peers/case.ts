/** The case of docs/capirca.md: Capirca's nft files for the seed's policy, written anew and held against the recorded ones. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readExample } from '@/lib/testing/subject'
import { capircaContender } from './contest'
import { plainFilters } from './policy'
import type { Program } from './programs'
import { timeContender } from './time'

const recorded = 'lib/targets/nftables/upstream/capirca'

/** Whether the program still writes what is recorded, by file. */
export function retellCase(program: Program): ReadonlyMap<string, boolean> {
  const design = readExample('seed-000-aws')
  const filters = plainFilters(design)
  const { outputs } = timeContender(capircaContender(program, 'nftables'), filters, 'host')
  return new Map(
    ['controlplane.nft', 'worker.nft'].map((name, index) => [
      join(recorded, name),
      withoutOrigin(readFileSync(join(recorded, name), 'utf8')) === outputs[index],
    ]),
  )
}

/** The first line of what is recorded says where it is from. */
function withoutOrigin(text: string): string {
  return text.slice(text.indexOf('\n') + 1)
}
