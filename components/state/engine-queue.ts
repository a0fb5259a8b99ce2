/** Requests to the worker: one at a time, the newest of each channel, the open design before anything else. */
import type { EngineAnswer, EngineRequest, EngineResult, EngineTask } from './engine-task'

/**
 * `design`: the open one; the others wait for it. A newer request takes the place of a waiting one of its channel,
 * except that every `read` is answered.
 */
export type Channel =
  | 'design'
  | 'aside'
  | 'zones'
  | 'question'
  | 'difference'
  | 'offers'
  | 'fix'
  | 'products'
  | 'link'
  | 'shared link'
  | 'fingerprint'
  | 'bundle'
  | 'read'

export type Outcome =
  | { readonly kind: 'done'; readonly result: EngineResult }
  /** A newer request of the channel came. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'failed'; readonly message: string }

interface Waiting {
  readonly request: EngineRequest
  readonly settle: (outcome: Outcome) => void
}

type Port = (task: EngineTask) => void

let port: Port | undefined
let running: (Waiting & { readonly id: number }) | undefined
const waiting = new Map<string, Waiting>()
let lastId = 0
let lastRead = 0

export function submit(channel: Channel, request: EngineRequest): Promise<Outcome> {
  return new Promise((settle) => {
    const key = channel === 'read' ? `read ${++lastRead}` : channel
    waiting.get(key)?.settle({ kind: 'replaced' })
    waiting.set(key, { request, settle })
    pump()
  })
}

export function isWaiting(channel: Channel): boolean {
  return waiting.has(channel)
}

function startPort(): Port {
  try {
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' })
    let hasAnswered = false
    worker.addEventListener('message', (event: MessageEvent<EngineAnswer>) => {
      hasAnswered = true
      // Unpacking a large answer and drawing it are a task each: no key waits for both.
      setTimeout(receive, 0, event.data)
    })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      // A worker that never answered cannot run here at all; one that did gets a successor.
      port = hasAnswered ? undefined : mainThreadPort
      if (running === undefined) return
      if (hasAnswered) receive({ id: running.id, ok: false, message: event.message })
      else mainThreadPort({ id: running.id, request: running.request })
    })
    return (task) => worker.postMessage(task)
  } catch {
    return mainThreadPort
  }
}

/** Where the browser refuses workers: slower, and the page waits, but it works. */
function mainThreadPort(task: EngineTask): void {
  void import('./engine-run').then(({ runTask }) => receive(runTask(task)))
}

function receive(answer: EngineAnswer): void {
  if (running?.id !== answer.id) return
  const { settle } = running
  running = undefined
  settle(answer.ok ? { kind: 'done', result: answer.result } : { kind: 'failed', message: answer.message })
  pump()
}

function pump(): void {
  if (running !== undefined) return
  const channel = waiting.has('design') ? 'design' : [...waiting.keys()][0]
  const next = channel === undefined ? undefined : waiting.get(channel)
  if (channel === undefined || next === undefined) return
  waiting.delete(channel)
  port ??= startPort()
  running = { ...next, id: ++lastId }
  port({ id: running.id, request: next.request })
}
