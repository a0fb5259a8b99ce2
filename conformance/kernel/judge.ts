/** The Linux kernel as a judge of nft text: all examples and random designs, every version band, both defaults. */
import { release } from 'node:os'
import * as fc from 'fast-check'
import type { Design } from '@/lib/design/design'
import type { FileSet } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { seed } from '@/lib/testing/samples'
import { exampleNames, modelOf, readExample } from '@/lib/testing/subject'
import { disagree, type Ran, type Report, startTally, type Tally } from '../verdict'
import { type Asked, checkScene, loadText, type Scene, sceneOf } from './check-scene'
import { checkWorkedExamples } from './check-worked-examples'
import { countAsked, countNotes, markFacts, startCount } from './count'
import { type Fault, faults } from './faults'
import { type Kernel, startKernel } from './kernel'
import { subjectsOf } from './subjects'

const judge = 'Linux kernel, nft text'

/** One in each band in which Talos programs the same chains; 1.14.0 stands for the newest. */
const versions = [
  ...['1.6.0', '1.7.6', '1.8.0', '1.9.3', '1.9.4', '1.10.0', '1.11.0', '1.12.4', '1.12.5', '1.13.9', '1.14.0'],
] as const
const defaultActions = ['block', 'accept'] as const

/** Random designs, which `scale` multiplies, and packets to ports in a scene. */
const counts = { designs: 132, packets: 500 }
const all = Number.POSITIVE_INFINITY

interface Case {
  readonly where: string
  readonly design: () => Design
  readonly defaultAction: (typeof defaultActions)[number]
  readonly version: string
  readonly packets: number
}

export async function judgeKernel(scale: number): Promise<Report[]> {
  const started = await Promise.all([startKernel(), startKernel()])
  const kernels: Kernel[] = []
  for (const one of started) {
    if (!one.ok) return [{ kind: 'skipped', judge, version: release(), reason: one.reason }]
    kernels.push(one.kernel)
  }
  try {
    return [await judgeAll(kernels, scale)]
  } finally {
    await Promise.all(kernels.map((kernel) => kernel.close()))
  }
}

async function judgeAll(kernels: readonly Kernel[], scale: number): Promise<Ran> {
  const start = performance.now()
  const tally = startTally()
  const count = startCount()
  const [first] = kernels
  if (first === undefined) throw new Error('there is no kernel to ask')
  const worked = await checkWorkedExamples(first, tally)
  const designs = Math.max(1, Math.round(counts.designs * scale))
  const cases = [...exampleCases(), ...randomCases(designs)]
  const queue = cases.entries()
  let done = 0
  const work = async (kernel: Kernel): Promise<void> => {
    for (const [index, one] of queue) {
      const scene = prepare(one, seed() + index)
      const asked = await askOf(kernel, scene, tally, one.where)
      countAsked(count, scene, asked)
      if (++done % 20 === 0) console.log(`${judge}: ${done} of ${cases.length} scenes, ${tally.cases} packets`)
      markFacts(tally, scene.chains.site.talosVersion, asked)
    }
  }
  await Promise.all(kernels.map(work))
  return {
    kind: 'ran',
    judge,
    version: release(),
    cases: tally.cases,
    disagreements: tally.disagreements,
    rows: tally.rows,
    faults: await tryFaults(first),
    notes: [
      `${exampleNames.length} examples, with all packets and both defaults, and ${designs} random designs: ${cases.length} scenes; ${worked} packets of Talos' own examples`,
      ...countNotes(count),
    ],
    seconds: (performance.now() - start) / 1000,
  }
}

/** Every example with both defaults: as it is drawn with all packets that there are, and in two further bands with some. */
function exampleCases(): Case[] {
  return exampleNames.flatMap((name, index) =>
    defaultActions.flatMap((defaultAction, turn) => {
      const first = index * 3 + turn * 2
      const bands = [versions[first % versions.length], versions[(first + 4) % versions.length]]
      return [readExample(name).talos.version, ...bands].map((version = '', place) => ({
        where: `example ${name}, ${defaultAction}, Talos ${version}`,
        design: () => readExample(name),
        defaultAction,
        version,
        packets: place === 0 ? all : counts.packets,
      }))
    }),
  )
}

function randomCases(count: number): Case[] {
  return Array.from({ length: count }, (_, index) => {
    const defaultAction = defaultActions[index % 2] ?? 'block'
    const version = versions[Math.floor(index / 2) % versions.length] ?? ''
    return {
      where: `design ${index} (${defaultAction}, Talos ${version}, seed ${seed()})`,
      design: () => fc.sample(arbitraryDesign(), { numRuns: 1, seed: seed() + index })[0] ?? readExample('two-nics'),
      defaultAction,
      version,
      packets: counts.packets,
    }
  })
}

function prepare({ design, defaultAction, version, packets }: Case, sceneSeed: number): Scene {
  return sceneOf(...subjectsOf(design(), defaultAction, version), packets, sceneSeed)
}

/** A scene that cannot be put up or whose text nft refuses is a disagreement too. */
async function askOf(kernel: Kernel, scene: Scene, tally: Tally, where: string): Promise<readonly Asked[]> {
  try {
    return await checkScene(kernel, scene, tally, where)
  } catch (error) {
    disagree(tally, where, String(error))
    return []
  }
}

/** In scenes of the examples. */
async function tryFaults(kernel: Kernel): Promise<Ran['faults']> {
  const scenes = exampleNames.map((name) =>
    sceneOf(...subjectsOf(readExample(name), 'block', '1.14.0'), counts.packets, seed()),
  )
  const tried: Ran['faults'][number][] = []
  for (const fault of faults) tried.push({ fault: fault.fault, outcome: await tryFault(kernel, fault, scenes) })
  return tried
}

/** In the first scene where it matters: our own reading of the changed files only chooses it, the kernel and the policy judge. */
async function tryFault(kernel: Kernel, { change }: Fault, scenes: readonly Scene[]): Promise<Outcome> {
  for (const scene of scenes) {
    const files = scene.chains.files.map(({ path, text }) => ({ path, text: change(text) }))
    if (!matters(scene, files)) continue
    const tally = startTally()
    await checkScene(kernel, scene, tally, 'fault', loadText(files))
    return tally.disagreements.length > 0 ? 'caught' : 'NOT CAUGHT'
  }
  return 'not tried'
}

type Outcome = Ran['faults'][number]['outcome']

function matters({ chains, questions }: Scene, files: FileSet): boolean {
  const { filter, site } = chains
  const [before, after] = [modelOf(chains), modelOf(chains, files)]
  const isChanged = files.some(({ text }, index) => text !== chains.files[index]?.text)
  if (after === undefined || !isChanged) return isChanged
  return questions.some(({ machine, packet }) => {
    const [old, changed] = [before, after].map((model) => filter.decide(model, machine.at.point, site, packet).verdict)
    return old !== changed
  })
}
