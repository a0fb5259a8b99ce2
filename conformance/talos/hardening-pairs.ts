/** Options one after another on the same machines, and the patches that the target writes for them. */
import * as fc from 'fast-check'
import type { DesignInput } from '@/lib/design/design'
import { compilePolicy } from '@/lib/policy/compile'
import { type Work, workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import type { Site } from '@/lib/site/site'
import { hardening } from '@/lib/targets/hardening/target'
import type { FileSet, Output } from '@/lib/targets/target'
import { arbitraryHardening, type HardeningInput } from '@/lib/testing/arbitrary-hardening'
import { seed } from '@/lib/testing/samples'
import { readExample } from '@/lib/testing/subject'
import type { judgeVersions } from './versions'

export interface HardeningPair {
  readonly name: string
  /** Whose code is asked. */
  readonly tag: string
  /** `talos.version` of the design, of the first bundle and of the second. */
  readonly spoken: readonly [string, string]
  /** The contract whose generated configuration is patched. */
  readonly contract: string
  readonly postures: readonly [Posture, Posture]
  readonly before: HardeningInput
  readonly after: HardeningInput
  /** What stands in the files of the first bundle when they are given back. */
  readonly damage?: string
}

type Posture = NonNullable<DesignInput['posture']>

/** By `controlplane first set`: role, bundle, and `set`, `clear`, `remove` or `undo`; and what the second complains of. */
export type PatchTexts = Readonly<Record<string, string>>

const logs = ['tcp://10.5.8.9:6050', 'udp://logs.example.net:514']
const mirrors = { 'docker.io': 'https://registry.example.net', 'ghcr.io': 'https://registry.example.net:5000/v2/ghcr' }
const nothing: HardeningInput = { audit: false, podSecurity: 'baseline', tls13: false, sysctls: false }
const all: HardeningInput = {
  podSecurity: 'restricted',
  logs,
  kernelLogs: [...logs].reverse(),
  mirrors,
  airGapped: true,
}
const other: HardeningInput = {
  ...{ audit: true, podSecurity: 'restricted', tls13: true, sysctls: true },
  ...{ logs: ['udp://logs.example.net:514', 'tcp://[2001:db8::5]:6514'], kernelLogs: ['tcp://[2001:db8::5]:6514'] },
  mirrors: { 'docker.io': 'https://[2001:db8::6]:5000', '*': 'http://10.5.8.9:5000' },
}

const singles: readonly HardeningInput[] = [
  { ...nothing, audit: true },
  { ...nothing, podSecurity: 'restricted' },
  { ...nothing, sysctls: true },
  { ...nothing, mirrors },
]

/** Each setting that comes, goes and changes, and `count` random pairs for each layout. */
export function hardeningPairs(
  { tag, designs, layouts }: (typeof judgeVersions)[number],
  count: number,
): HardeningPair[] {
  return layouts.flatMap((contract) => {
    const layout = contract === 'v1.14' ? 'documents' : 'v1alpha1'
    // What is asked for beside the default; before 1.14 there is one layout, whatever is asked for.
    const told: HardeningInput = contract === 'v1.13' && tag === 'v1.14.1' ? { layout } : {}
    const aimed: readonly (readonly [string, HardeningInput, HardeningInput])[] = [
      ['all to other', all, other],
      ['all to nothing', all, nothing],
      ['nothing to all', nothing, all],
      ['as it comes', {}, { kernelLogs: logs }],
      ['other to lists', other, { ...nothing, logs, mirrors }],
      ['parameters alone', { ...nothing, sysctls: true }, { ...nothing, tls13: true }],
      ['audit alone', { ...nothing, audit: true }, { ...nothing, podSecurity: 'restricted' }],
      ['kernel logs alone', { ...nothing, kernelLogs: logs }, { ...nothing, kernelLogs: logs.slice(1) }],
      ['logs alone', { ...nothing, logs }, nothing],
      ['TLS alone', { ...nothing, tls13: true }, nothing],
      ['levels alone', { ...nothing, podSecurity: 'restricted' }, { ...nothing, sysctls: true }],
      ['mirrors to kernel logs', { ...nothing, mirrors, airGapped: true }, { ...nothing, kernelLogs: logs }],
      ['mirrors to nothing', { ...nothing, mirrors }, nothing],
      ['other mirrors', { ...nothing, mirrors }, { ...nothing, mirrors: other.mirrors ?? {} }],
      ['other logs', { ...nothing, logs }, { ...nothing, logs: logs.slice(1) }],
      ['one log of each', { ...nothing, logs: logs.slice(1), kernelLogs: logs.slice(1) }, nothing],
      ['mirrors alone', { ...nothing, mirrors }, { ...nothing, mirrors: { 'ghcr.io': mirrors['ghcr.io'] } }],
    ]
    const drawn = fc.sample(arbitraryHardening(layout), { numRuns: 2 * count, seed: seed() })
    const relaid = [all, ...singles].map((one, index) => {
      const [from, to] =
        contract === 'v1.14' ? (['documents', 'v1alpha1'] as const) : (['v1alpha1', 'documents'] as const)
      return [`another layout ${index}`, { ...one, layout: from }, { ...other, layout: to }] as const
    })
    const random = Array.from({ length: count }, (_, index) => {
      const [before = {}, after = {}] = drawn.slice(2 * index, 2 * index + 2)
      return [`seed ${seed()}, pair ${index}`, before, after] as const
    })
    return [...aimed, ...(tag === 'v1.14.1' ? relaid : []), ...random].map(
      ([name, before, after], index): HardeningPair => {
        const spoken = designs[index % designs.length] ?? ''
        const postures = index % 2 === 0 ? (['strict', 'standard'] as const) : (['standard', 'strict'] as const)
        const where = `${name} (Talos ${spoken} over ${contract})`
        const both = { before: { ...told, ...before }, after: { ...told, ...after } }
        return { name: where, tag, spoken: [spoken, spoken], contract, postures, ...both }
      },
    )
  })
}

/** Bundles of one release over those of the one before, which set more. */
export function upgradePairs(): HardeningPair[] {
  return (
    [
      ['v1.14.1', '1.13.9', '1.14', 'v1.13'],
      ['v1.12.0', '1.11.6', '1.12.0', 'v1.12'],
    ] as const
  ).flatMap(([tag, from, to, contract]) => {
    const told: HardeningInput = tag === 'v1.14.1' ? { layout: 'v1alpha1' } : {}
    return [all, nothing].map((after) => ({
      name: `from Talos ${from} to ${to}, ${after === all ? 'with all' : 'to nothing'}`,
      ...{ tag, spoken: [from, to], contract, postures: ['strict', 'strict'], before: all },
      after: { ...told, ...after },
    }))
  })
}

/** What is given as the last bundle is none that Talos takes. */
export function damagedPairs(): HardeningPair[] {
  return ['machine: [', '- machine', 'machine: {}\n---\n- machine', '7'].map((damage) => ({
    name: `the last bundle is ${JSON.stringify(damage)}`,
    ...{ tag: 'v1.13.9', spoken: ['1.13.9', '1.13.9'], contract: 'v1.13', postures: ['strict', 'strict'] },
    ...{ before: all, after: nothing, damage },
  }))
}

export function patchesOfPair({ spoken, postures, before, after, damage }: HardeningPair): PatchTexts {
  const first = render(before, spoken[0], postures[0], [])
  const applied = first.files
    .filter(({ use }) => use === 'apply')
    .map((file) => (damage === undefined ? file : { ...file, text: damage }))
  const second = render(after, spoken[1], postures[1], applied)
  const problems = second.problems.flatMap(({ at }) => (at.startsWith('hardening/') ? [at] : []))
  return {
    ...named('first', first.files),
    ...named('second', second.files),
    ...(damage === undefined ? {} : { 'controlplane damaged': damage, 'worker damaged': damage }),
    problems: problems.join('\n'),
  }
}

function render(options: HardeningInput, version: string, posture: Posture, previous: FileSet): Output {
  const { site, work } = drawingOf(version, posture)
  return hardening.render(() => work, site, hardening.options.parse(options), { previous })
}

/** The design is the same for many pairs, and takes longer than its patches. */
const drawings = new Map<string, ReturnType<typeof draw>>()

export function drawingOf(version: string, posture: Posture): ReturnType<typeof draw> {
  const key = `${version} ${posture}`
  const drawing = drawings.get(key) ?? draw(version, posture)
  drawings.set(key, drawing)
  return drawing
}

function draw(version: string, posture: Posture): { readonly site: Site; readonly work: Work } {
  const design = readExample('seed-002-segmented', { posture, talos: { version } })
  const site = buildSite(design)
  return { site, work: workAt(compilePolicy(design, site), [], site) }
}

/** `hardening/undo.worker.patch.yaml` of the first bundle is `worker first undo`. */
function named(bundle: string, files: FileSet): PatchTexts {
  return Object.fromEntries(
    files.flatMap(({ path, text }) => {
      const [, kind = 'set', role] =
        /^hardening\/(?:(clear|remove|undo)\.)?(controlplane|worker)\.patch\.yaml$/.exec(path) ?? []
      return role === undefined ? [] : [[`${role} ${bundle} ${kind}`, text] as const]
    }),
  )
}
