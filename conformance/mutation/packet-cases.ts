/** Questions for the kernel, with its answers: documents as Talos' own code holds them, as chains, and packets through those. */

import { buildSite } from '@/lib/site/build-site'
import { type Kernel, startKernel } from '../kernel/kernel'
import { buildJudge } from '../talos/build'
import { plainPath } from '../talos/check-table'
import { samples } from '../talos/judge'
import { readInTurn } from '../talos/our-reading'
import { startTalos, type TalosProcess } from '../talos/process'
import { judgeVersions } from '../talos/versions'
import type { PacketCase, Recorded } from './cases'
import { buildPacketScene, type Inner, loadChains, packetDesign, surroundings, tryPackets } from './packet-scene'
import { arbitraryDocuments } from './random-documents'
import { chainsOf } from './talos-chains'

/** Sets of documents for the two versions in full, for each older one, and where pods arrive on a trusted interface. */
const counts = { main: 20, older: 8, trusted: 3 }

export async function recordPacketCases(scale: number): Promise<Recorded<PacketCase>> {
  const started = await startKernel()
  if (!started.ok) return started
  try {
    const cases: PacketCase[] = []
    for (const inner of ['pod', 'kubespan', 'siderolink'] as const) {
      await buildPacketScene(started.kernel, inner)
      for (const { tag, designs, main } of judgeVersions) {
        if (inner !== 'pod' && !main) continue
        const built = await buildJudge(tag)
        if (!built.ok) return { ok: false, reason: `${tag}: ${built.reason}` }
        const talos = await startTalos(built.binary)
        const wanted = inner === 'pod' ? (main ? counts.main : counts.older) : counts.trusted
        cases.push(...(await recordVersion(started.kernel, talos, designs, inner, Math.ceil(wanted * scale))))
        await talos.close()
      }
    }
    return { ok: true, cases }
  } finally {
    await started.kernel.close()
  }
}

async function recordVersion(
  kernel: Kernel,
  talos: TalosProcess,
  versions: readonly string[],
  inner: Inner,
  count: number,
): Promise<PacketCase[]> {
  const found: PacketCase[] = []
  for (const text of samples(arbitraryDocuments, 50 * count)) {
    if (found.length === count) break
    const version = versions[found.length % versions.length] ?? ''
    const state = text === '' ? undefined : await talos.load(text)
    if (state === undefined || !state.ok) continue
    const design = packetDesign(version, inner)
    const site = buildSite(design)
    const { minor, patch } = site.talosVersion
    // Before 1.12.5 Talos could not load some sets at all, by a fault of its own that the kernel does not have.
    const isUnloadable = minor < 12 || (minor === 12 && patch < 5)
    if (isUnloadable && mayEndAtLast(text)) continue
    if (!readInTurn(site, [[{ path: plainPath, text }]]).ok) continue
    const nameServers = surroundings.nameServers.filter((one) => minor >= 14 || !one.includes(':'))
    const chains = chainsOf(state, { ...surroundings, nameServers, release: [minor, patch] })
    const scene = { inner, isBlocking: state.default === 'block', hasSixthName: minor >= 14 }
    await loadChains(kernel, chains)
    const packets = await tryPackets(kernel, scene)
    found.push({
      kind: 'packets',
      where: `${talos.version} packets ${inner} ${found.length}`,
      design,
      text,
      chains,
      packets,
    })
  }
  return found
}

/** A whole family less something, which ends at the last address. */
function mayEndAtLast(text: string): boolean {
  return /\/0$/m.test(text) && text.includes('except')
}
