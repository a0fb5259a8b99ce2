/** The rows that only a browser can tell: SPEC 10's keystroke, and the edit of a file that the page is about. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { linkToDesign } from '@/lib/share/codec'
import { namedCluster, pooledCluster } from './cluster'

const timing = z.object({ median: z.number(), p95: z.number(), runs: z.number() })
const reply = z.union([
  z.object({ skipped: z.string() }),
  z.object({
    edit: timing,
    small: timing.extend({ longestTask: z.number() }),
    large: timing.extend({ longestTask: z.number() }),
    huge: timing.extend({ longestTask: z.number() }),
    pools: timing.extend({ longestTask: z.number() }),
  }),
])

/** Runs `bench/page.mjs` on the exported site; a machine without a browser gives one row that says so. */
export function pageRows(): string[][] {
  const read = reply.parse(JSON.parse(runInBrowser()))
  if ('skipped' in read) return [['SKIPPED: everything in the page', read.skipped, '', '', '']]
  const frame = (value: number) => `${value.toFixed(0)} ms`
  const row = (what: string, { median, p95, runs }: z.infer<typeof timing>, must: string) => [
    what,
    frame(median),
    frame(p95),
    must,
    `${runs} times`,
  ]
  return [
    row('page: /24 made /16 in a file, to badge, line, cell and sentence', read.edit, '200 ms'),
    row('page: keystroke to every badge, 200 named nodes', read.small, 'p95 100 ms'),
    row('page: the same at 1000 nodes, processor slowed 4 times', read.large, 'p95 500 ms'),
    row('page: the same at 5,000 named nodes', read.huge, ''),
    row('page: the same at 5,000 nodes in six pools', read.pools, ''),
    ['page: longest task, 200 nodes', frame(read.small.longestTask), '', '50 ms', ''],
    ['page: longest task, 1000 nodes, slowed 4 times', frame(read.large.longestTask), '', '50 ms', ''],
    ['page: longest task, 5,000 named nodes', frame(read.huge.longestTask), '', '', ''],
    ['page: longest task, 5,000 nodes in pools', frame(read.pools.longestTask), '', '', ''],
  ]
}

function runInBrowser(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'))
  try {
    const file = join(folder, 'links.json')
    const designs = {
      small: namedCluster(200),
      large: namedCluster(1000),
      huge: namedCluster(5000),
      pools: pooledCluster(5000),
    }
    const links = Object.fromEntries(Object.entries(designs).map(([name, design]) => [name, linkToDesign(design, '')]))
    writeFileSync(file, JSON.stringify(links))
    const { status, stdout } = spawnSync(process.execPath, ['bench/page.mjs', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    if (status !== 0) throw new Error(`bench/page.mjs ended with ${status}`)
    return stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
