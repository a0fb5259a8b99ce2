/** Runs every fault in what a target writes past the judges, wherever the files come out otherwise. */
import type { GroupedMutant } from './build-suspects'
import { type Crew, patience } from './crew'
import type { Fate, Hunt } from './hunt'
import type { Judging } from './scope'
import type { Texts, WrittenTarget } from './written'

/** What is wrong, and who says so. */
export interface Fault {
  readonly by: Judging
  readonly what: string
}

/** Judges that are asked live. */
export interface WritingJudge {
  /** As much as can be told of the texts at once, where all takes long. */
  glance?(subject: string, texts: Texts): Promise<Fault | undefined>
  /** Undefined where nothing is wrong. */
  judge(subject: string, texts: Texts): Promise<Fault | undefined>
  close(): Promise<void>
}

export interface WrittenHunt {
  readonly hunts: readonly Hunt[]
  /** Subjects that are wrong without any fault; they kill nothing. */
  readonly disagreements: readonly string[]
}

/** Subjects that come out otherwise by one fault and are tried at most. */
const mostSubjects = 24
/** Of those that take long. */
const mostOfLong = 2
/** Every subject may have to be written for one fault. */
const patienceOfAll = 12 * patience

export async function huntInWriting(
  crew: Crew,
  target: WrittenTarget,
  mutants: readonly GroupedMutant[],
  judge: WritingJudge,
  say: (done: number, far: readonly Hunt[]) => void,
): Promise<WrittenHunt> {
  const plain = await crew.ask(
    { kind: 'written', target, mutant: undefined, most: Number.MAX_SAFE_INTEGER },
    patienceOfAll,
  )
  if (plain?.kind !== 'wrote') throw new Error(`${target}: nothing is written without any fault`)
  const disagreements: string[] = []
  const sound = new Set<string>()
  for (const [subject, texts] of Object.entries(plain.changed)) {
    const fault = await judge.judge(subject, texts)
    if (fault === undefined) sound.add(subject)
    else disagreements.push(`${subject}: ${fault.by}: ${fault.what}`)
  }
  /** By the texts: many faults write the same. */
  const known = new Map<string, Promise<Fault | undefined>>()
  const judged = (subject: string, texts: Texts): Promise<Fault | undefined> => {
    const key = JSON.stringify([subject, texts])
    const answer = known.get(key) ?? judge.judge(subject, texts)
    known.set(key, answer)
    return answer
  }
  const fateOf = async (mutant: GroupedMutant): Promise<readonly [Judging, Fate]> => {
    const answer = await crew.ask({ kind: 'written', target, mutant: mutant.id, most: mostSubjects }, patienceOfAll)
    if (answer?.kind !== 'wrote') return [judgeOf(target), { kind: 'hung' }]
    if (answer.fault !== undefined)
      return [judgeOf(target), { kind: 'killed', by: 'every subject', what: answer.fault }]
    const tried = Object.entries(answer.changed).filter(([subject]) => sound.has(subject))
    if (tried.length === 0) return [judgeOf(target), { kind: 'not reached' }]
    const { glance } = judge
    for (const [subject, texts] of glance === undefined ? [] : tried) {
      const fault = await glance?.(subject, texts)
      if (fault !== undefined) return [fault.by, { kind: 'killed', by: subject, what: fault.what }]
    }
    // The shorter the texts, the fewer commands are in them.
    const short = [...tried].sort(([, a], [, b]) => JSON.stringify(a).length - JSON.stringify(b).length)
    for (const [subject, texts] of glance === undefined ? tried : short.slice(0, mostOfLong)) {
      const fault = await judged(subject, texts)
      if (fault !== undefined) return [fault.by, { kind: 'killed', by: subject, what: fault.what }]
    }
    return [judgeOf(target), { kind: 'survived', tried: tried.length }]
  }
  const hunts: Hunt[] = []
  const done: Hunt[] = []
  const queue = mutants.entries()
  await Promise.all(
    Array.from({ length: crew.size }, async () => {
      for (const [index, mutant] of queue) {
        const fates = new Map([await fateOf(mutant)])
        hunts[index] = { mutant, fates }
        done.push({ mutant, fates })
        say(done.length, done)
      }
    }),
  )
  return { hunts, disagreements }
}

/** Under whom a fault stands that nobody found. */
function judgeOf(target: WrittenTarget): Judging {
  switch (target) {
    case 'hardening':
      return 'patcher'
    case 'kubernetes':
      return 'Kubernetes'
  }
}
