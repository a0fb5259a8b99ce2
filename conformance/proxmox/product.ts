/** The product's own module, running: files in, chains out. */
import { spawnSync } from 'node:child_process'
import * as z from 'zod'
import type { FileSet } from '@/lib/targets/target'
import { startLines } from '../ask-lines'

const chains = z.record(z.string(), z.array(z.string()))
const answerSchema = z.object({
  warnings: z.array(z.string()),
  chains: z.object({ 4: chains, 6: chains }),
  sets: chains,
})
export type Compiled = z.infer<typeof answerSchema>

export interface Product {
  readonly version: string
  /** Every guest has `cards` of them, or one. */
  compile(files: FileSet, cards?: number): Promise<Compiled>
  close(): void
}

const program = 'conformance/proxmox/perl/judge.pl'
const checkout = 'PORTCULLIS_PVE_FIREWALL'

/** Or the reason why it does not run. */
export function startProduct(): Product | string {
  const folder = process.env[checkout]
  if (folder === undefined) return `no package registry has pve-firewall, and ${checkout} names no checkout of it`
  const tried = spawnSync('perl', [program], { input: '', encoding: 'utf8' })
  if (tried.status !== 0) return `its module does not load: ${tried.stderr?.split('\n')[0] ?? tried.error?.message}`
  const lines = startLines('perl', [program])
  const { stdout } = spawnSync('git', ['-C', folder, 'describe', '--always'], { encoding: 'utf8' })
  return {
    version: stdout?.trim() || 'a copy',
    compile: async (files, cards = 1) => {
      const named = Object.fromEntries(files.map(({ path, text }) => [path.split('/').at(-1), text]))
      return answerSchema.parse(await lines.ask({ files: named, cards }))
    },
    close: () => lines.close(),
  }
}
