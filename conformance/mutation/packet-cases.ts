/**
 * Questions for the kernel, with its answers: documents as Talos' own controllers program them, or for older releases as
 * Talos' own code holds them, written as chains; and packets through those.
 */
import { buildSite } from '@/lib/site/build-site'
import { buildProgram } from '../kernel/build-program'
import { type Kernel, startKernel } from '../kernel/kernel'
import { baseConfig } from '../kernel/load-documents'
import { buildJudge } from '../talos/build'
import { plainPath } from '../talos/check-table'
import { samples } from '../talos/judge'
import { readInTurn } from '../talos/our-reading'
import { startTalos, type TalosProcess } from '../talos/process'
import { judgeVersions } from '../talos/versions'
import type { PacketCase, Recorded } from './cases'
import { bareDocuments, edgeDocuments, everywhere, wholeEdges } from './edge-documents'
import { buildPacketScene, type Inner, loadChains, packetDesign, surroundings, tryPackets } from './packet-scene'
import { arbitraryDocuments } from './random-documents'
import { chainsOf, endsAtLast } from './talos-chains'

/** Sets of documents for the two versions in full, for each older one, and where pods arrive on a trusted interface. */
const counts = { main: 20, older: 8, trusted: 3 }
/** Releases whose own controllers program the node; for the others `talos-chains.ts` does. */
const programmed = new Set(['v1.14.1', 'v1.13.9', 'v1.12.0', 'v1.10.0', 'v1.9.0', 'v1.8.0'])
/** Of the documents at the edges every release gets one in so many: most where its own controllers program them. */
const edgeSteps: Readonly<Record<string, number>> = { 'v1.12.0': 1, 'v1.13.9': 4 }
const otherStep = 12

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
        const program = programmed.has(tag) ? await buildProgram(tag) : undefined
        if (program?.ok === false) return { ok: false, reason: `${tag}: ${program.reason}` }
        const talos = await startTalos(built.binary)
        const wanted = inner === 'pod' ? (main ? counts.main : counts.older) : counts.trusted
        const asking = { kernel: started.kernel, talos, inner }
        // The patch releases of one branch are not the same: what is programmed speaks for its own tag alone.
        const own = tag.slice(1)
        const others = designs.filter((version) => version !== own)
        if (program === undefined) {
          cases.push(...(await recordVersion({ ...asking, versions: designs }, Math.ceil(wanted * scale))))
        } else {
          const programs = { ...asking, versions: [own], program: program.binary }
          cases.push(...(await recordVersion(programs, Math.ceil(wanted * scale))))
          const count = Math.ceil((wanted * scale) / 4)
          if (inner === 'pod') cases.push(...(await recordVersion({ ...asking, versions: others }, count)))
        }
        await talos.close()
      }
    }
    return { ok: true, cases }
  } finally {
    await started.kernel.close()
  }
}

interface Asking {
  readonly kernel: Kernel
  readonly talos: TalosProcess
  readonly versions: readonly string[]
  readonly inner: Inner
  /** Talos' own controllers, where they can be had. */
  readonly program?: string
}

async function recordVersion(
  { kernel, talos, versions, inner, program }: Asking,
  count: number,
): Promise<PacketCase[]> {
  const found: PacketCase[] = []
  const edges = edgesFor(talos, inner, program !== undefined)
  for (const { text, isWhole, isEdge } of [...edges, ...randomFor(50 * count)]) {
    if (found.length === edges.length + count) break
    const version = versions[found.length % versions.length] ?? ''
    const design = packetDesign(version, inner)
    const site = buildSite(design)
    const config = `${baseConfig(site)}---\n${text}`
    const state = text === '' ? undefined : await talos.load(isWhole ? config : text)
    if (state?.ok !== true) continue
    const { minor, patch } = site.talosVersion
    // Before 1.12.5 Talos could not load some sets at all, by a fault of its own that nft does not have.
    const isUnloadable = minor < 12 || (minor === 12 && patch < 5)
    if (isUnloadable && program === undefined && state.rules.some(endsAtLast)) continue
    const read = { path: isWhole ? 'worker-1.yaml' : plainPath, text: isWhole ? config : text }
    if (!readInTurn(site, [[read]]).ok) continue
    const nameServers = surroundings.nameServers.filter((one) => minor >= 14 || !one.includes(':'))
    let chains = chainsOf(state, { ...surroundings, nameServers, release: [minor, patch] })
    const isBlocking = state.default === 'block'
    const isLoaded = program === undefined || (await programNode(kernel, program, config))
    if (program === undefined) await loadChains(kernel, chains)
    // What Talos could not load is no case for nft.
    if (!isLoaded) chains = ''
    const scene = {
      inner,
      isEdge,
      isBlocking,
      hasSixthName: minor >= 14,
      losesSixthNames: isBlocking && (minor === 8 || minor === 9),
      isNameClosed: isLoaded && isBlocking && !opensNames(text),
      // Where Talos tracks connections, the kernel drops them as invalid; in block mode from 1.11 Talos drops them anyhow.
      triesIcmpAnswers: isLoaded && (isBlocking ? minor >= 11 : minor < 14),
    }
    const packets = await tryPackets(kernel, scene)
    const where = `${talos.version} packets ${inner} ${found.length}`
    found.push({
      kind: 'packets',
      where,
      design,
      text: read.text,
      isWhole,
      chains,
      isBare: isLoaded && bareDocuments.includes(text),
      packets,
    })
  }
  return found
}

interface Asked {
  readonly text: string
  readonly isWhole: boolean
  readonly isEdge: boolean
}

function edgesFor({ version }: TalosProcess, inner: Inner, isProgrammed: boolean): Asked[] {
  if (inner !== 'pod') return []
  const step = (isProgrammed ? edgeSteps[version] : undefined) ?? otherStep
  const offset = [...programmed].indexOf(version)
  const asked = edgeDocuments.filter((_, index) => (index + offset) % step === 0)
  return [
    ...[...everywhere, ...asked].map((text) => ({ text, isWhole: false, isEdge: true })),
    ...wholeEdges.map((text) => ({ text, isWhole: true, isEdge: true })),
  ]
}

/** More than are wanted, as Talos refuses some. */
function randomFor(count: number): Asked[] {
  return Array.from(samples(arbitraryDocuments, count), (text) => ({ text, isWhole: false, isEdge: false }))
}

/** Whether Talos could load all of it. */
async function programNode(kernel: Kernel, program: string, config: string): Promise<boolean> {
  await loadChains(kernel, '')
  const addresses = surroundings.own.map((one) => `${one}/${one.includes(':') ? 128 : 32}`)
  const { status } = await kernel.program('node', [program, ...addresses], config)
  return status === 0
}

/** Whether a rule names a port at or beside that of name servers. */
function opensNames(text: string): boolean {
  return /- (?:53|1-10251)$/m.test(text)
}
