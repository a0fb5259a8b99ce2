/** What one pass takes of memory: at its highest beyond the process before it, and what its result holds afterwards. */
import { spawnSync } from 'node:child_process'
import { z } from 'zod'

const sizes = [1000, 5000]
const reply = z.object({ peak: z.number(), held: z.number() })

export function memoryRows(): string[][] {
  return sizes.map((size) => {
    const words = ['scripts/run-ts.mjs', 'bench/memory.ts', String(size)]
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`bench/memory.ts ended with ${status}: ${stderr}`)
    const { peak, held } = reply.parse(JSON.parse(stdout))
    return [`memory of the pass at ${size} nodes`, mebibytes(peak), '', '', `its result holds ${mebibytes(held)}`]
  })
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`
}
