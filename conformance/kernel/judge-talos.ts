/** Talos' own controllers in front of the kernel: what they program from our documents lets through what the policy says. */
import { release } from 'node:os'
import * as fc from 'fast-check'
import { parseTalosVersion } from '@/lib/design/talos-version'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { seed } from '@/lib/testing/samples'
import { exampleNames, readExample } from '@/lib/testing/subject'
import { disagree, type Ran, type Report, startTally, type Tally } from '../verdict'
import { buildProgram } from './build-program'
import { checkDocuments } from './check-documents'
import { checkScene, type Scene, sceneOf } from './check-scene'
import { countAsked, countNotes, markFacts, startCount } from './count'
import { type Kernel, startKernel } from './kernel'
import { loadDocuments } from './load-documents'
import { subjectsOf } from './subjects'

const judge = 'Linux kernel, by Talos'

/** Releases of Talos, and how many random designs each gets; `scale` multiplies those. */
const releases = [
  { tag: 'v1.14.1', designs: 10 },
  { tag: 'v1.13.9', designs: 20 },
  { tag: 'v1.12.0', designs: 4 },
] as const

const packets = 300

export async function judgeTalosRules(scale: number): Promise<Report[]> {
  const started = await startKernel()
  if (!started.ok) return [{ kind: 'skipped', judge, version: release(), reason: started.reason }]
  try {
    const reports: Report[] = []
    for (const { tag, designs } of releases) {
      const program = await buildProgram(tag)
      if (!program.ok) reports.push({ kind: 'skipped', judge, version: tag, reason: program.reason })
      else
        reports.push(await judgeRelease(started.kernel, program.binary, tag, Math.max(1, Math.round(designs * scale))))
      console.log(`${judge} ${tag} is done`)
    }
    return reports
  } finally {
    await started.kernel.close()
  }
}

async function judgeRelease(kernel: Kernel, binary: string, tag: string, designs: number): Promise<Ran> {
  const start = performance.now()
  const tally = startTally()
  const count = startCount()
  const talosVersion = parseTalosVersion(tag)
  if (talosVersion === undefined) throw new Error(`not a version of Talos: ${tag}`)
  const sent = await checkDocuments(kernel, binary, talosVersion, tally)
  const scenes = scenesOf(tag.slice(1), designs)
  for (const { where, make } of scenes) {
    const scene = make()
    try {
      const asked = await checkScene(kernel, scene, tally, where, loadDocuments(binary))
      countAsked(count, scene, asked)
      markFacts(tally, talosVersion, asked)
    } catch (error) {
      disagree(tally, where, String(error))
    }
  }
  return {
    kind: 'ran',
    judge,
    version: tag,
    cases: tally.cases,
    disagreements: tally.disagreements,
    rows: tally.rows,
    faults: await tryFaults(kernel, binary, tag.slice(1)),
    notes: [
      `${exampleNames.length} examples and ${designs} random designs, ${sent} packets of documents by hand`,
      ...countNotes(count),
    ],
    seconds: (performance.now() - start) / 1000,
  }
}

function scenesOf(version: string, designs: number): { readonly where: string; readonly make: () => Scene }[] {
  const examples = exampleNames.map((name, index) => ({ name, design: () => readExample(name), index }))
  const random = Array.from({ length: designs }, (_, index) => ({
    name: `design ${index} (seed ${seed()})`,
    design: () =>
      fc.sample(arbitraryDesign(), { numRuns: 1, seed: seed() + 1000 + index })[0] ?? readExample('two-nics'),
    index,
  }))
  return [...examples, ...random].map(({ name, design, index }) => {
    const defaultAction = index % 2 === 0 ? ('block' as const) : ('accept' as const)
    return {
      where: `${name}, ${defaultAction}, Talos ${version}`,
      make: () => sceneOf(...subjectsOf(design(), defaultAction, version), packets, seed() + index),
    }
  })
}

const faults = [
  { fault: 'a swapped port', change: (text: string) => text.replace(/^( {8}- )50000$/m, '$150009') },
  { fault: 'a lost family', change: (text: string) => text.replace(/^ {4}- subnet: \S*:\S*\n/gm, '') },
  { fault: 'accept for block', change: (text: string) => text.replace(/^ingress: block$/m, 'ingress: accept') },
] as const

/** In an example with both families, blocked by default. */
async function tryFaults(kernel: Kernel, binary: string, version: string): Promise<Ran['faults']> {
  const scene = sceneOf(...subjectsOf(readExample('dual-stack-onprem'), 'block', version), packets * 2, seed())
  const tried: Ran['faults'][number][] = []
  for (const { fault, change } of faults) {
    const tally: Tally = startTally()
    const files = scene.documents.output.files.map(({ path, text }) => ({ path, text: change(text) }))
    await checkScene(kernel, scene, tally, fault, loadDocuments(binary, files))
    tried.push({ fault, outcome: tally.disagreements.length > 0 ? 'caught' : 'NOT CAUGHT' })
  }
  return tried
}
