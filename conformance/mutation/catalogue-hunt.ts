/** Runs every mutant of the catalogue and the policy through the trials of `sufficiency/`: what must come through, and what not. */
import { type Kernel, startKernel } from '../kernel/kernel'
import type { Texts } from '../sufficiency/rules'
import { compareWanted, faultOfTexts, rulesAmong, startLoading, type Trial, type Wanted } from '../sufficiency/trial'
import { everyTrial, scenes } from '../sufficiency/trials'
import type { GroupedMutant } from './build-suspects'
import { type Crew, patience } from './crew'
import type { Fate, Hunt } from './hunt'

/** Trials in which packets near what a mutant changed are sent, and then others evenly where those tell nothing. */
const mostNear = 10
const mostWhole = 1
/** Of those near a change, so many are sent first; and so many that come out otherwise are held against no fault. */
const mostFirst = 150
const mostAgain = 5
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
  const judge = judgeOf(started.laboratories)
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
    await Promise.all([...started.laboratories.values()].map(({ kernel }) => kernel.close()))
  }
}

interface Laboratory {
  readonly kernel: Kernel
  load(rules: Texts): Promise<void>
}

type Started =
  | { readonly ok: true; readonly laboratories: ReadonlyMap<Scene, Laboratory> }
  | { readonly ok: false; readonly reason: string }

/** A laboratory for each scene, so that none is built twice. */
async function startScenes(): Promise<Started> {
  const laboratories = new Map<Scene, Laboratory>()
  for (const scene of ['stand-ins', 'stage'] as const) {
    const started = await startKernel()
    if (!started.ok) return started
    await started.kernel.build(scenes[scene].hosts())
    laboratories.set(scene, { kernel: started.kernel, load: startLoading(started.kernel, scenes[scene].filters) })
  }
  return { ok: true, laboratories }
}

interface Judge {
  /** What comes out otherwise than it must, of packets that a change is likely to meet, or of all. */
  near(trial: Trial, texts: Texts, plain: Texts): Promise<string | undefined>
  whole(trial: Trial, texts: Texts, plain: Texts): Promise<string | undefined>
  readonly disagreements: string[]
}

function judgeOf(laboratories: ReadonlyMap<Scene, Laboratory>): Judge {
  /** By the rules and the packets: many mutants make the same. */
  const known = new Map<string, Promise<string | undefined>>()
  /** What a kernel is busy with. */
  const last = new Map<Scene, Promise<unknown>>()
  const disagreements: string[] = []
  /** Packets with which the rules without any fault do what they must. */
  const sound = new Map<string, boolean>()
  const ask = (trial: Trial, texts: Texts, plain: Texts, what: string, wanted: readonly Wanted[]) => {
    const key = JSON.stringify([trial.name, what, wanted.length, rulesAmong(trial, texts)])
    const { scene } = trial
    const laboratory = scene === 'none' ? undefined : laboratories.get(scene)
    if (scene === 'none' || laboratory === undefined) return Promise.resolve(undefined)
    const { kernel } = laboratory
    const found = known.get(key)
    if (found !== undefined) return found
    const answer = (last.get(scene) ?? Promise.resolve()).then(async () => {
      try {
        await laboratory.load(rulesAmong(trial, texts))
      } catch (error) {
        return `the kernel does not take the rules: ${String(error)}`
      }
      for (const some of [evenly(wanted, mostFirst), wanted]) {
        const wrong = (await compareWanted(kernel, some)).slice(0, mostAgain)
        const nameOf = ({ says }: Wanted): string => `${trial.name}: ${says}`
        const unknown = wrong.filter((one) => !sound.has(nameOf(one)))
        if (unknown.length > 0) {
          await laboratory.load(rulesAmong(trial, plain))
          const unsound = new Map((await compareWanted(kernel, unknown)).map((one) => [one.says, one.found]))
          for (const one of unknown) sound.set(nameOf(one), !unsound.has(one.says))
          for (const [says, outcome] of unsound) disagreements.push(`${trial.name}: ${says}: ${outcome}`)
          await laboratory.load(rulesAmong(trial, texts))
        }
        const [first] = wrong.filter((one) => sound.get(nameOf(one)) === true)
        if (first !== undefined) return `${first.says}: ${first.found}`
      }
      return undefined
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
  return {
    disagreements,
    near(trial, texts, plain) {
      const { lines, hosts } = changeOf(rulesAmong(trial, texts), rulesAmong(trial, plain))
      const wanted = nearest(allOf(trial), { lines, hosts })
      return wanted.length === 0 ? Promise.resolve(undefined) : ask(trial, texts, plain, 'near', wanted)
    },
    whole: (trial, texts, plain) => ask(trial, texts, plain, 'whole', evenly(allOf(trial), mostWholePackets)),
  }
}

/** By packets near what changed, one scene after the other, with what is promised in words between; at last by others. */
async function fateOf(
  crew: Crew,
  { id: mutant, group }: GroupedMutant,
  plain: Readonly<Record<string, Texts>>,
  judge: Judge,
): Promise<Fate> {
  const changed: Record<string, Texts> = {}
  const filters: Trial[] = []
  for (const scene of group === 'policy' ? policyScenes : catalogueScenes) {
    const answer = await crew.ask({ kind: 'rules', mutant, scene }, writing)
    if (answer?.kind !== 'ruled') return { kind: 'hung' }
    if (answer.fault !== undefined) return { kind: 'killed', by: 'every trial', what: answer.fault }
    const trials = everyTrial().filter(({ name }) => answer.changed[name] !== undefined)
    Object.assign(changed, answer.changed)
    for (const trial of trials) {
      const texts = changed[trial.name] ?? {}
      const what = texts.thrown === undefined ? faultOfTexts(trial, texts) : `it throws: ${texts.thrown}`
      if (what !== undefined) return { kind: 'killed', by: trial.name, what }
    }
    const here = bySize(
      trials.filter((trial) => hasOtherRules(trial, changed, plain)),
      changed,
      plain,
    )
    filters.push(...here)
    const found = await send('near', here.slice(0, mostNear))
    if (found !== undefined) return found
  }
  const found = await send('whole', bySize(filters, changed, plain).slice(0, mostWhole))
  const isSame = Object.keys(changed).length === 0
  return found ?? (isSame ? { kind: 'not reached' } : { kind: 'survived', tried: filters.length })

  async function send(way: 'near' | 'whole', trials: readonly Trial[]): Promise<Fate | undefined> {
    for (const trial of trials) {
      const what = await judge[way](trial, changed[trial.name] ?? {}, plain[trial.name] ?? {})
      if (what !== undefined) return { kind: 'killed', by: trial.name, what }
    }
    return undefined
  }
}

const policyScenes: readonly Trial['scene'][] = ['stage', 'none', 'stand-ins']
const catalogueScenes: readonly Trial['scene'][] = ['stand-ins', 'none', 'stage']

/** Those first of which the least has changed: there the fewest packets tell. */
function bySize(
  trials: readonly Trial[],
  changed: Readonly<Record<string, Texts>>,
  plain: Readonly<Record<string, Texts>>,
): Trial[] {
  const sizes = new Map(
    trials.map((trial) => [trial, changeOf(changed[trial.name] ?? {}, plain[trial.name] ?? {}).lines.length]),
  )
  return [...trials].sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0))
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
  // Those from a port of their own are few, and aimed at answers.
  const isAimed = ({ outcome, probe }: Wanted): boolean => outcome !== 'drop' || probe.sourcePort !== undefined
  const refused = evenly(
    near.filter((one) => !isAimed(one)),
    mostPackets,
  )
  return [...near.filter(isAimed), ...refused]
}

/** At most so many, evenly over all. */
function evenly(wanted: readonly Wanted[], most: number): readonly Wanted[] {
  const share = Math.min(1, most / wanted.length)
  return wanted.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share))
}
