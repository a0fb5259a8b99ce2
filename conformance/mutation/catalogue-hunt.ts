/** Runs every mutant of the catalogue and the policy through the trials of `sufficiency/`: what must come through, and what not. */
import { type Kernel, startKernel } from '../kernel/kernel'
import type { Texts } from '../sufficiency/rules'
import { compareWanted, faultOfTexts, loadRules, rulesAmong, type Trial, type Wanted } from '../sufficiency/trial'
import { everyTrial, scenes } from '../sufficiency/trials'
import type { GroupedMutant } from './build-suspects'
import { type Crew, patience } from './crew'
import type { Fate, Hunt } from './hunt'

/** Trials in which packets near what a mutant changed are sent, and then others evenly where those tell nothing. */
const mostNear = 10
const mostWhole = 1
/** Packets near a change, of those that must be refused. */
const mostPackets = 600
/** Packets of a whole trial, of all kinds. */
const mostWholePackets = 1200
/** Milliseconds of computing for all texts of one mutant. */
const writing = 3 * patience

export type CatalogueHunt =
  | {
      readonly ok: true
      readonly hunts: readonly Hunt[]
      /** Trials that disagree without any fault; they kill nothing. */
      readonly disagreements: readonly string[]
    }
  | { readonly ok: false; readonly reason: string }

type Scene = Exclude<Trial['scene'], 'none'>

export async function huntInCatalogue(
  crew: Crew,
  mutants: readonly GroupedMutant[],
  say: (done: number, hunts: readonly Hunt[]) => void = () => {},
): Promise<CatalogueHunt> {
  const started = await startScenes()
  if (!started.ok) return started
  const judge = judgeOf(started.kernels)
  try {
    const hunts: Hunt[] = []
    let plain: Readonly<Record<string, Texts>> | undefined
    const queue = mutants.entries()
    await Promise.all(
      Array.from({ length: crew.size }, async () => {
        for (const [, mutant] of queue) {
          plain ??= Object.fromEntries(everyTrial().map((trial) => [trial.name, trial.texts()]))
          const fate = await fateOf(crew, mutant, plain, judge)
          hunts.push({ mutant, fates: new Map([['sufficiency', fate]]) })
          say(hunts.length, hunts)
        }
      }),
    )
    return { ok: true, hunts, disagreements: judge.disagreements }
  } finally {
    await Promise.all([...started.kernels.values()].map((kernel) => kernel.close()))
  }
}

type Started =
  | { readonly ok: true; readonly kernels: ReadonlyMap<Scene, Kernel> }
  | { readonly ok: false; readonly reason: string }

/** A laboratory for each scene, so that none is built twice. */
async function startScenes(): Promise<Started> {
  const kernels = new Map<Scene, Kernel>()
  for (const scene of ['stand-ins', 'stage'] as const) {
    const started = await startKernel()
    if (!started.ok) return started
    await started.kernel.build(scenes[scene].hosts())
    kernels.set(scene, started.kernel)
  }
  return { ok: true, kernels }
}

interface Judge {
  /** What comes out otherwise than it must, of packets that a change is likely to meet, or of all. */
  near(trial: Trial, texts: Texts, plain: Texts): Promise<string | undefined>
  whole(trial: Trial, texts: Texts, plain: Texts): Promise<string | undefined>
  packetsOf(trial: Trial): number
  readonly disagreements: string[]
}

function judgeOf(kernels: ReadonlyMap<Scene, Kernel>): Judge {
  /** By the rules and the packets: many mutants make the same. */
  const known = new Map<string, Promise<string | undefined>>()
  /** What a kernel is busy with. */
  const last = new Map<Scene, Promise<unknown>>()
  const disagreements: string[] = []
  const ask = (trial: Trial, texts: Texts, what: string, wanted: readonly Wanted[]): Promise<string | undefined> => {
    const rules = rulesAmong(trial, texts)
    const key = JSON.stringify([trial.name, what, wanted.length, rules])
    const { scene } = trial
    const kernel = scene === 'none' ? undefined : kernels.get(scene)
    if (scene === 'none' || kernel === undefined || wanted.length === 0) return Promise.resolve(undefined)
    const found = known.get(key)
    if (found !== undefined) return found
    const answer = (last.get(scene) ?? Promise.resolve()).then(async () => {
      try {
        await loadRules(kernel, scenes[scene].filters, rules)
      } catch (error) {
        return `the kernel does not take the rules: ${String(error)}`
      }
      const [first] = await compareWanted(kernel, wanted)
      return first
    })
    last.set(
      scene,
      answer.catch(() => undefined),
    )
    known.set(key, answer)
    return answer
  }
  const wantedOf = new Map<Trial, readonly Wanted[]>()
  const allOf = (trial: Trial): readonly Wanted[] => {
    const all = wantedOf.get(trial) ?? trial.wanted()
    wantedOf.set(trial, all)
    return all
  }
  /** A packet counts only if the rules without any fault do with it what they must. */
  const faultOf = async (
    trial: Trial,
    texts: Texts,
    plain: Texts,
    what: string,
    wanted: readonly Wanted[],
  ): Promise<string | undefined> => {
    const found = await ask(trial, texts, what, wanted)
    if (found === undefined) return undefined
    const without = await ask(trial, plain, what, wanted)
    if (without === undefined) return found
    disagreements.push(`${trial.name}: ${without}`)
    return undefined
  }
  return {
    disagreements,
    packetsOf: (trial) => allOf(trial).length,
    near(trial, texts, plain) {
      const { lines, hosts } = changeOf(rulesAmong(trial, texts), rulesAmong(trial, plain))
      return faultOf(trial, texts, plain, [...lines, ...hosts].join(), nearest(allOf(trial), { lines, hosts }))
    },
    whole: (trial, texts, plain) => faultOf(trial, texts, plain, 'whole', evenly(allOf(trial), mostWholePackets)),
  }
}

/** By packets near what changed, then by what is promised in words, at last by every packet. */
async function fateOf(
  crew: Crew,
  { id: mutant }: GroupedMutant,
  plain: Readonly<Record<string, Texts>>,
  judge: Judge,
): Promise<Fate> {
  const changed: Record<string, Texts> = {}
  const ask = async (what: 'packets' | 'words'): Promise<Fate | undefined> => {
    const answer = await crew.ask({ kind: 'rules', mutant, what }, writing)
    if (answer?.kind !== 'ruled') return { kind: 'hung' }
    if (answer.fault !== undefined) return { kind: 'killed', by: 'every trial', what: answer.fault }
    for (const [name, texts] of Object.entries(answer.changed)) {
      const trial = everyTrial().find((one) => one.name === name)
      const said = texts.thrown === undefined ? trial && faultOfTexts(trial, texts) : `it throws: ${texts.thrown}`
      if (said !== undefined) return { kind: 'killed', by: name, what: said }
      changed[name] = texts
    }
    return undefined
  }
  const first = await ask('packets')
  if (first !== undefined) return first
  const filters = everyTrial().filter((trial) => hasOtherRules(trial, changed, plain))
  const sizeOf = (trial: Trial): number => changeOf(changed[trial.name] ?? {}, plain[trial.name] ?? {}).lines.length
  const sizes = new Map(filters.map((trial) => [trial, sizeOf(trial) + judge.packetsOf(trial) / 1e6]))
  const send = async (way: 'near' | 'whole', trials: readonly Trial[]): Promise<Fate | undefined> => {
    for (const trial of trials) {
      const what = await judge[way](trial, changed[trial.name] ?? {}, plain[trial.name] ?? {})
      if (what !== undefined) return { kind: 'killed', by: trial.name, what }
    }
    return undefined
  }
  const bySize = [...filters].sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0))
  const found =
    (await send('near', bySize.slice(0, mostNear))) ??
    (await ask('words')) ??
    (await send('whole', bySize.slice(0, mostWhole)))
  return (
    found ?? (Object.keys(changed).length === 0 ? { kind: 'not reached' } : { kind: 'survived', tried: filters.length })
  )
}

function hasOtherRules(
  trial: Trial,
  changed: Readonly<Record<string, Texts>>,
  plain: Readonly<Record<string, Texts>>,
): boolean {
  if (trial.scene === 'none' || changed[trial.name] === undefined) return false
  const [rules, before] = [changed, plain].map((all) =>
    Object.entries(rulesAmong(trial, all[trial.name] ?? {})).map(([host, text]) => [host, linesOf(text)]),
  )
  return JSON.stringify(rules) !== JSON.stringify(before)
}

/** A text without its comments, and with every list in place of its name. */
function linesOf(text: string): string[] {
  const lists = new Map<string, string>()
  const rest = text
    .replaceAll(/^ *#.*\n/gm, '')
    .replaceAll(/^define (\w+) = (\{[^}]*\})\n/gm, (_, name: string, list: string) => {
      lists.set(name, list.replaceAll(/\s+/g, ' '))
      return ''
    })
  return rest.replaceAll(/\$(\w+)/g, (all, name: string) => lists.get(name) ?? all).split('\n')
}

interface Change {
  /** Lines that only one of the two has. */
  readonly lines: readonly string[]
  /** The hosts that have them. */
  readonly hosts: ReadonlySet<string>
}

function changeOf(texts: Texts, plain: Texts): Change {
  const byHost = Object.keys({ ...plain, ...texts }).map((host) => {
    const [a, b] = [texts[host] ?? '', plain[host] ?? ''].map((text) => new Set(linesOf(text)))
    const only = (one?: ReadonlySet<string>, other?: ReadonlySet<string>): string[] =>
      [...(one ?? [])].filter((line) => other?.has(line) !== true)
    return [host, [...only(a, b), ...only(b, a)]] as const
  })
  return {
    lines: byHost.flatMap(([, lines]) => lines),
    hosts: new Set(byHost.flatMap(([host, lines]) => (lines.length === 0 ? [] : [host]))),
  }
}

/** Packets to the ports of changed lines, and to the next ones, that meet a host with such a line; a share of very many. */
function nearest(wanted: readonly Wanted[], { lines, hosts }: Change): readonly Wanted[] {
  const numbers = new Set(
    lines
      .flatMap((line) => [...line.matchAll(/dport[^\n]*/g)].flatMap(([part]) => part.match(/\d+/g) ?? []))
      .map(Number),
  )
  const isPing = lines.some((line) => line.includes('icmp') || /l4proto (?:1|58) /.test(line))
  const isAny = lines.some((line) => !line.includes('dport') && line.includes(' daddr'))
  const near = wanted.filter(
    ({ probe: { port, protocol }, hosts: met }) =>
      met.some((host) => hosts.has(host)) &&
      ((isPing && protocol === 'icmp') || isAny || [-1, 0, 1].some((step) => numbers.has((port ?? 0) + step))),
  )
  const refused = evenly(
    near.filter(({ outcome }) => outcome === 'drop'),
    mostPackets,
  )
  return [...near.filter(({ outcome }) => outcome !== 'drop'), ...refused]
}

/** At most so many, evenly over all. */
function evenly(wanted: readonly Wanted[], most: number): readonly Wanted[] {
  const share = Math.min(1, most / wanted.length)
  return wanted.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share))
}
