/** One process that runs mutants: it may hang in one, and is then ended and started anew. */
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { Texts } from '../sufficiency/rules'
import { loadSuspects, noMutant, type Suspects } from './build-suspects'
import type { Case } from './cases'
import { writtenTargets } from './written'

const askedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cover'), number: z.number() }),
  z.object({ kind: z.literal('rules'), mutant: z.number(), scene: z.enum(['stand-ins', 'stage', 'none']) }),
  /** Without a mutant: all subjects as they are. */
  z.object({
    kind: z.literal('written'),
    target: z.enum(writtenTargets),
    mutant: z.number().optional(),
    most: z.number(),
  }),
  z.object({
    kind: z.literal('run'),
    mutant: z.number(),
    cases: z.array(z.number()),
    limit: z.number(),
    isShortWay: z.boolean(),
  }),
])
export type Asked = z.infer<typeof askedSchema>

const textsSchema = z.record(z.string(), z.string())

export const answeredSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** Mutants that the case passes by, those that every start passes by, and the milliseconds it took. */
  z.object({
    kind: z.literal('covered'),
    reached: z.array(z.number()),
    always: z.array(z.number()),
    time: z.number(),
    fault: z.string().optional(),
  }),
  /** Texts of the trials of which the mutant makes other ones, or what it throws before any. */
  z.object({ kind: z.literal('ruled'), changed: z.record(z.string(), textsSchema), fault: z.string().optional() }),
  /** Subjects of which the mutant writes other texts, or what it throws. */
  z.object({ kind: z.literal('wrote'), changed: z.record(z.string(), textsSchema), fault: z.string().optional() }),
  /** The case that killed the mutant, and how; nothing where all cases passed. */
  z.object({
    kind: z.literal('ran'),
    killer: z.number().optional(),
    what: z.string().optional(),
    tried: z.number(),
    isAlike: z.boolean(),
  }),
])
export type Answered = z.infer<typeof answeredSchema>

export interface RecordedCases {
  readonly cases: readonly Case[]
  /** How often our own code disagreed before any fault. */
  readonly disagreements: number
}

/** Cases of one design get the same object, so that what is remembered of a design serves them all. */
export function readCases(file: string): RecordedCases {
  const { cases, disagreements } = JSON.parse(readFileSync(file, 'utf8')) as RecordedCases
  const designs = new Map<string, Case['design']>()
  const interned = cases.map((one) => {
    const text = JSON.stringify(one.design)
    const design = designs.get(text) ?? one.design
    designs.set(text, design)
    return { ...one, design }
  })
  return { cases: interned, disagreements }
}

/** Documents of Talos. */
function textsOf(asked: Case): string[] {
  return asked.kind === 'reading' ? asked.steps.flat().map(({ text }) => text) : []
}

/** Of which both ways of reading can be tried for every fault. */
function isShort(text: string): boolean {
  return text.length < 3000
}

/** How many cases share an instance while it is noted by which mutants they pass; of Terraform nothing is remembered between two. */
function sharesOf({ kind }: Case): number {
  return kind === 'packets' ? 0 : kind === 'terraform' ? 400 : 20
}

/** Serves the process that forked this one until that ends. */
export function serveMutants(bundle: string, casesFile: string): void {
  const suspectsOf = loadSuspects(bundle)
  const { cases } = readCases(casesFile)
  const caseOf = (number: number): Case => {
    const found = cases[number]
    if (found === undefined) throw new Error(`there is no case ${number}`)
    return found
  }

  // An instance serves some cases of reading, as to start one costs more than they do. A mark for each mutant passed by.
  const marks = new Uint8Array(65_536)
  const takeMarks = (): number[] => {
    const found: number[] = []
    for (let id = marks.indexOf(1); id >= 0; id = marks.indexOf(1, id + 1)) found.push(id)
    marks.fill(0)
    return found
  }
  let always: number[] = []
  let watching: { readonly suspects: Suspects; readonly kind: Case['kind']; left: number } | undefined
  const cover = (number: number): Answered => {
    const asked = caseOf(number)
    if (watching === undefined || watching.left === 0 || watching.kind !== asked.kind) {
      marks.fill(0)
      const suspects = suspectsOf.watch((id) => {
        marks[id] = 1
      })
      watching = { suspects, kind: asked.kind, left: sharesOf(asked) }
      always = takeMarks()
    } else watching.left--
    const begin = performance.now()
    const fault = watching.suspects.disagreementOf(asked)
    return { kind: 'covered', reached: takeMarks(), always, time: performance.now() - begin, fault }
  }

  let texts: readonly string[] | undefined
  const isSound = (mutant: number): boolean => {
    texts ??= [...new Set(cases.flatMap(textsOf))].filter(isShort)
    try {
      return texts.every(suspectsOf.start(mutant).isShortSound)
    } catch {
      return false
    }
  }

  const run = ({ mutant, cases: numbers, limit, isShortWay }: Asked & { kind: 'run' }): Answered => {
    const end = process.cpuUsage().user + 1000 * limit
    // Where a file comes out the same on either way, cases that hold nothing but such files have nothing to ask.
    const isAlike = isShortWay && isSound(mutant)
    const left = isAlike ? numbers.filter((number) => !textsOf(caseOf(number)).every(isShort)) : numbers
    let tried = 0
    let killer = left[0] ?? 0
    try {
      const suspects = suspectsOf.start(mutant)
      for (const number of left) {
        killer = number
        tried++
        const what = suspects.disagreementOf(caseOf(number))
        if (what !== undefined) return { kind: 'ran', killer, what, tried, isAlike: false }
        if (process.cpuUsage().user > end) break
      }
    } catch (error) {
      return { kind: 'ran', killer, what: `it throws: ${String(error)}`, tried, isAlike: false }
    }
    return { kind: 'ran', tried, isAlike }
  }

  const plain = new Map<string, ReturnType<Suspects['trialTexts']>>()
  const rules = ({ mutant, scene }: Asked & { kind: 'rules' }): Answered => {
    const before = plain.get(scene) ?? suspectsOf.start(noMutant).trialTexts(scene)
    plain.set(scene, before)
    const changed: Record<string, Texts> = {}
    try {
      const made = suspectsOf.start(mutant).trialTexts(scene)
      for (const [name, texts] of Object.entries(made)) {
        if (JSON.stringify(texts) !== JSON.stringify(before[name])) changed[name] = texts
      }
      return { kind: 'ruled', changed }
    } catch (error) {
      return { kind: 'ruled', changed, fault: `it throws: ${String(error)}` }
    }
  }

  const plainTexts = new Map<string, string>()
  const written = ({ target, mutant, most }: Asked & { kind: 'written' }): Answered => {
    const changed: Record<string, Texts> = {}
    const remember = (): void => {
      for (const { name, write } of suspectsOf.start(noMutant).writtenBy(target)) {
        plainTexts.set(`${target} ${name}`, JSON.stringify(write()))
      }
    }
    if (![...plainTexts.keys()].some((key) => key.startsWith(`${target} `))) remember()
    try {
      for (const { name, write } of suspectsOf.start(mutant ?? noMutant).writtenBy(target)) {
        const texts = write()
        if (mutant !== undefined && JSON.stringify(texts) === plainTexts.get(`${target} ${name}`)) continue
        changed[name] = texts
        if (Object.keys(changed).length >= most) break
      }
      return { kind: 'wrote', changed }
    } catch (error) {
      return { kind: 'wrote', changed, fault: `it throws: ${String(error)}` }
    }
  }

  const answer = (asked: Asked): Answered => {
    switch (asked.kind) {
      case 'cover':
        return cover(asked.number)
      case 'rules':
        return rules(asked)
      case 'run':
        return run(asked)
      case 'written':
        return written(asked)
    }
  }

  const say = (answer: Answered): void => void process.send?.(answer)
  process.on('message', (message) => {
    say(answer(askedSchema.parse(message)))
  })
  process.on('disconnect', () => process.exit(0))
  say({ kind: 'ready' })
}
