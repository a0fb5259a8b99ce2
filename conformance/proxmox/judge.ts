/** Proxmox VE's own Perl module, which turns firewall files into the rules of the kernel. */
import { type Report, startTally } from '../verdict'
import { check } from './check'
import { tryFaults } from './faults'
import { startProduct } from './product'
import { designSamples, ruleSamples } from './samples'

const designs = 60
const rules = 600

export async function judgeProxmox(scale: number): Promise<Report[]> {
  return [
    await judgePerl(scale),
    {
      kind: 'skipped',
      judge: 'Proxmox VE: proxmox-firewall',
      version: '',
      reason: 'the program for nftables is on no package registry: what it takes otherwise is in facts/appliances.md 5',
    },
  ]
}

async function judgePerl(scale: number): Promise<Report> {
  const judge = 'Proxmox VE: pve-firewall'
  const product = startProduct()
  if (typeof product === 'string') return { kind: 'skipped', judge, version: '', reason: product }
  const start = performance.now()
  const { version } = product
  const tally = startTally()
  const drawn = designSamples(Math.max(4, Math.round(designs * scale)))
  const written = ruleSamples(Math.max(20, Math.round(rules * scale)))
  for (const sample of [...drawn, ...written]) await check(product, sample, tally)
  const faults = await tryFaults(product, drawn)
  product.close()
  for (const [what, samples] of Object.entries({ designs: drawn, 'files with any rules': written })) {
    const packets = samples.flatMap(({ asked }) => asked)
    const allowed = packets.filter(({ wanted }) => wanted === 'allow').length
    tally.notes.push(`${packets.length} packets at ${samples.length} ${what}, ${allowed} of them allowed`)
  }
  return { kind: 'ran', judge, version, ...tally, faults, seconds: (performance.now() - start) / 1000 }
}
