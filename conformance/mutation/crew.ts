/** Processes that run mutants, as many as there are cores to spare, each replaced when it hangs. */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type Answered, type Asked, answeredSchema } from './worker'

/** Milliseconds of computing after which a process counts as hung. */
export const patience = 10_000

export interface Crew {
  /** How many questions are answered at once. */
  readonly size: number
  /** The answer, or nothing where none came within `limit` milliseconds of computing, however long that takes. */
  ask(question: Asked, limit: number): Promise<Answered | undefined>
  close(): void
}

interface Hand {
  readonly process: ChildProcess
  readonly ready: Promise<void>
  answer: ((answer: Answered | undefined) => void) | undefined
}

/** Milliseconds that a process has computed; on a busy machine, waiting says nothing. @see man proc_pid_stat */
function computedBy({ process: { pid } }: Hand): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return 10 * (Number(fields[11]) + Number(fields[12]))
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

export function hireCrew(size: number, args: readonly string[]): Crew {
  const idle: Hand[] = []
  const waiting: ((hand: Hand) => void)[] = []
  const all = new Set<Hand>()

  const hire = (): Hand => {
    const process_ = fork(process.argv[1] ?? '', args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    let isReady: () => void = () => {}
    const hand: Hand = { process: process_, answer: undefined, ready: new Promise((done) => (isReady = done)) }
    process_.on('message', (message) => {
      const answer = answeredSchema.parse(message)
      if (answer.kind === 'ready') isReady()
      else hand.answer?.(answer)
    })
    process_.on('exit', () => hand.answer?.(undefined))
    all.add(hand)
    return hand
  }

  const release = (hand: Hand): void => {
    const next = waiting.shift()
    if (next === undefined) idle.push(hand)
    else next(hand)
  }
  for (let count = 0; count < size; count++) idle.push(hire())

  return {
    size,
    async ask(question, limit) {
      const hand = idle.pop() ?? (await new Promise<Hand>((done) => waiting.push(done)))
      await hand.ready
      const answer = await new Promise<Answered | undefined>((done) => {
        const end = computedBy(hand) + limit
        const timer = setInterval(() => computedBy(hand) > end && hand.answer?.(undefined), 1000)
        hand.answer = (given) => {
          clearInterval(timer)
          done(given)
        }
        hand.process.send(question)
      })
      hand.answer = undefined
      if (answer === undefined) {
        hand.process.kill('SIGKILL')
        all.delete(hand)
      }
      release(answer === undefined ? hire() : hand)
      return answer
    },
    close() {
      for (const hand of all) hand.process.kill()
    },
  }
}
