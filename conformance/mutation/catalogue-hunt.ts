/** Runs every mutant of the catalogue through the clusters of `sufficiency/`: what needs its rules must still get through. */
import type { Kernel } from '../kernel/kernel'
import { startKernel } from '../kernel/kernel'
import { listenersOf, loadAnew } from '../sufficiency/check-stand-ins'
import { type Cluster, clusters } from '../sufficiency/clusters'
import { needsOf, portlessOf } from '../sufficiency/needs'
import { ruleCluster, type Texts } from '../sufficiency/rules'
import {
  type Connection,
  compareOutcomes,
  neededConnections,
  otherConnections,
  standInHosts,
  standInMachines,
} from '../sufficiency/stand-ins'
import type { GroupedMutant } from './build-suspects'
import { type Crew, patience } from './crew'
import type { Fate, Hunt } from './hunt'

/** Clusters whose rules a mutant changed that are tried at most. */
const mostClusters = 3

export type CatalogueHunt =
  | {
      readonly ok: true
      readonly hunts: readonly Hunt[]
      /** Clusters whose rules disagree with their needs without any fault; they kill nothing. */
      readonly disagreements: readonly string[]
    }
  | { readonly ok: false; readonly reason: string }

export async function huntInCatalogue(crew: Crew, mutants: readonly GroupedMutant[]): Promise<CatalogueHunt> {
  const started = await startKernel()
  if (!started.ok) return started
  const { kernel } = started
  await kernel.build(standInHosts())
  /** By the rules: many mutants make the same. */
  const known = new Map<string, Promise<string | undefined>>()
  let last = Promise.resolve<unknown>(undefined)
  const judge = (cluster: Cluster, texts: Texts): Promise<string | undefined> => {
    const key = JSON.stringify([cluster.name, texts])
    const found = known.get(key)
    if (found !== undefined) return found
    const answer = last.then(() => faultOfRules(kernel, cluster, texts))
    last = answer.catch(() => undefined)
    known.set(key, answer)
    return answer
  }
  const disagreements: string[] = []
  const sound = new Map<string, Promise<boolean>>()
  const isSound = (cluster: Cluster): Promise<boolean> => {
    const found = sound.get(cluster.name)
    if (found !== undefined) return found
    const { gaps, textsFor } = ruleCluster(cluster.design)
    const answer = judge(cluster, { ...textsFor(standInMachines), gaps: listenersOf(gaps) }).then((what) => {
      if (what !== undefined) disagreements.push(`${cluster.name}: ${what}`)
      return what === undefined
    })
    sound.set(cluster.name, answer)
    return answer
  }
  try {
    const hunts = await Promise.all(
      mutants.map(async (mutant): Promise<Hunt> => {
        const answer = await crew.ask({ kind: 'rules', mutant: mutant.id }, patience)
        const fate = answer?.kind === 'ruled' ? await fateOf(answer, judge, isSound) : ({ kind: 'hung' } as const)
        return { mutant, fates: new Map([['sufficiency', fate]]) }
      }),
    )
    return { ok: true, hunts, disagreements }
  } finally {
    await kernel.close()
  }
}

interface Ruled {
  readonly changed: Readonly<Record<string, Texts>>
  readonly fault?: string | undefined
}

async function fateOf(
  { changed, fault }: Ruled,
  judge: (cluster: Cluster, texts: Texts) => Promise<string | undefined>,
  isSound: (cluster: Cluster) => Promise<boolean>,
): Promise<Fate> {
  if (fault !== undefined) return { kind: 'killed', by: 'every cluster', what: fault }
  const tried = clusters.filter(({ name }) => changed[name] !== undefined).slice(0, mostClusters)
  if (tried.length === 0) return { kind: 'not reached' }
  for (const cluster of tried) {
    if (!(await isSound(cluster))) continue
    const what = await judge(cluster, changed[cluster.name] ?? {})
    if (what !== undefined) return { kind: 'killed', by: cluster.name, what }
  }
  return { kind: 'survived', tried: tried.length }
}

/** What comes out otherwise than it must, the connections to ports of changed lines first. */
async function faultOfRules(
  kernel: Kernel,
  { design }: Cluster,
  { gaps, ...texts }: Texts,
): Promise<string | undefined> {
  if (gaps !== portlessOf(design).join()) return `gaps for ${gaps}`
  const needs = needsOf(design)
  const wanted = [
    ...neededConnections(needs).map((one) => [one, true] as const),
    ...otherConnections(needs).map((one) => [one, false] as const),
  ]
  const ports = portsBetween(texts, ruleCluster(design).textsFor(standInMachines))
  const isNear = ([{ probe }]: readonly [Connection, boolean]): boolean =>
    [-1, 0, 1].some((step) => ports.has((probe.port ?? 0) + step))
  try {
    await loadAnew(kernel, texts)
  } catch (error) {
    return `the kernel does not take the rules: ${String(error)}`
  }
  const near = wanted.filter(isNear)
  const [first] = near.length === 0 ? [] : await compareOutcomes(kernel, near)
  if (first !== undefined) return first
  const [other] = await compareOutcomes(
    kernel,
    wanted.filter((one) => !isNear(one)),
  )
  return other
}

/** Numbers that could be ports, of lines that only one of the two has. */
function portsBetween(texts: Texts, plain: Texts): ReadonlySet<number> {
  const lines = Object.keys(texts).flatMap((machine) => {
    const [a, b] = [texts[machine] ?? '', plain[machine] ?? ''].map((text) => new Set(text.split('\n')))
    return [...(a ?? [])]
      .filter((line) => b?.has(line) !== true)
      .concat([...(b ?? [])].filter((line) => a?.has(line) !== true))
  })
  return new Set(
    lines
      .flatMap((line) => [...line.matchAll(/dport[^\n]*/g)].flatMap(([part]) => part.match(/\d+/g) ?? []))
      .map(Number),
  )
}
