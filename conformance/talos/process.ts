/** One running judge: questions go in as they come, answers return in any order of waiting, a bounded number at once. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type Answer, answerSchema, type Question, type Role, type TalosState } from './protocol'

export interface TalosProcess {
  readonly version: string
  /** Loads and validates documents or a whole configuration; the state has the text as Talos writes it. */
  load(text: string): Promise<TalosState>
  /** Applies patches one after another to a generated configuration: a state for each, ending at the first refused. */
  chain(ref: string, patches: readonly string[]): Promise<readonly TalosState[]>
  /** The same, each state with the whole configuration as Talos writes it. */
  chainWhole(ref: string, patches: readonly string[]): Promise<readonly TalosState[]>
  /** Generates a configuration with Talos' own generator and keeps it under the name that `baseName` gives; the text is all of it. */
  generate(contract: string, role: Role): Promise<TalosState>
  close(): Promise<void>
}

export function baseName(contract: string, role: Role): string {
  return `${contract}/${role}`
}

const inFlight = 64

export async function startTalos(binary: string): Promise<TalosProcess> {
  const child = spawn(binary, [], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (reason: Error) => void }>()
  const queue: (() => void)[] = []
  let next = 0
  let ended: Error | undefined
  const fail = (reason: Error): void => {
    ended ??= reason
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
  }
  child.on('error', fail)
  child.stdin.on('error', fail)
  const exited = new Promise<void>((resolve) => child.on('close', () => resolve()))
  child.on('close', (code) => fail(new Error(`the judge ended with ${code}`)))
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = answerSchema.parse(JSON.parse(line))
    waiting.get(answer.id)?.resolve(answer)
    waiting.delete(answer.id)
    queue.shift()?.()
  })
  const ask = async (question: Question): Promise<Answer> => {
    while (waiting.size >= inFlight) await new Promise<void>((resolve) => queue.push(resolve))
    if (ended !== undefined) throw ended
    const id = next++
    const answer = await new Promise<Answer>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      child.stdin.write(`${JSON.stringify({ id, ...question })}\n`)
    })
    if (answer.fault !== undefined) throw new Error(`the judge cannot answer: ${answer.fault}`)
    return answer
  }
  const stateOf = async (question: Question): Promise<TalosState> => {
    const { state } = await ask(question)
    if (state === undefined) throw new Error('an answer without a state')
    return state
  }
  const { version = '' } = await ask({ op: 'hello' })
  return {
    version,
    load: (text) => stateOf({ op: 'load', text, wantText: true }),
    generate: (contract, role) =>
      stateOf({ op: 'generate', contract, role, ref: baseName(contract, role), wantText: true }),
    chain: async (ref, patches) => (await ask({ op: 'chain', ref, patches })).steps ?? [],
    chainWhole: async (ref, patches) => (await ask({ op: 'chain', ref, patches, wantWhole: true })).steps ?? [],
    close: () => {
      child.stdin.end()
      return exited
    },
  }
}
