/** `node scripts/run-ts.mjs bench/memory.ts 1000`: the memory of one pass in a process of its own, as JSON, in bytes. */
import { existsSync, readFileSync } from 'node:fs'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { analyseDesign } from '@/lib/verify/analyse'
import { namedCluster } from './cluster'

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

function heldBytes(): number {
  if (typeof collect === 'function') collect()
  return getHeapStatistics().used_heap_size
}

/**
 * The most the process has had in memory. What `getrusage` says may be its parent's, from before this program began.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_status.5.html (VmHWM)
 */
function peakBytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? []
  return 1024 * Number(kibibytes ?? process.resourceUsage().maxRSS)
}

const design = namedCluster(Number(process.argv[2] ?? 1000))
const before = { held: heldBytes(), peak: peakBytes() }
const analysis = analyseDesign({ design, edits: {} })
const peak = peakBytes() - before.peak
const held = heldBytes() - before.held
console.log(JSON.stringify({ peak, held, targets: analysis.targets.length }))
