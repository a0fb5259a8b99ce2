/** Compiles, renders and proves off the main thread; the newest request wins, the last result stays until it is replaced. */
import { create } from 'zustand'
import type { Analysis, AnalysisRequest } from '@/lib/verify/analysis'
import { useDesignStore } from './design-store'
import type { EngineAnswer, EngineTask, Reply } from './engine-task'

export interface EngineState {
  /** The last result; it may belong to an older design while `status` is not `settled`. */
  readonly analysis: Analysis | undefined
  /** The result before the current step: what "changed" is measured against. */
  readonly previous: Analysis | undefined
  /** `late`: nothing came for 300 ms, so the old result is shown as such. */
  readonly status: 'starting' | 'settled' | 'working' | 'late' | 'failed'
  readonly milliseconds: number | undefined
  /** Why the last request failed: a bug, said aloud. */
  readonly failure: string | undefined
  /** The step of the design store that `analysis` belongs to. */
  readonly step: number | undefined
}

export const useEngine = create<EngineState>(() => ({
  analysis: undefined,
  previous: undefined,
  status: 'starting',
  milliseconds: undefined,
  failure: undefined,
  step: undefined,
}))

interface Waiting {
  readonly request: AnalysisRequest
  readonly ask?: string
  readonly settle: (answer: EngineAnswer) => void
}

type Port = (task: EngineTask) => void

const lateAfter = 300
let port: Port | undefined
let running: (Waiting & { readonly id: number }) | undefined
/** At most one of each waits; a newer one takes its place. */
let nextDesign: Waiting | undefined
let nextAsk: Waiting | undefined
let nextAside: Waiting | undefined
let lastId = 0

function startPort(): Port {
  try {
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' })
    let answered = false
    worker.addEventListener('message', (event: MessageEvent<EngineAnswer>) => {
      answered = true
      receive(event.data)
    })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      if (!answered) port = mainThreadPort
      else port = undefined
      const again = running
      running = undefined
      if (again !== undefined && !answered) send(again)
      else again?.settle({ id: again.id, ok: false, message: event.message })
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
  settle(answer)
  pump()
}

function pump(): void {
  if (running !== undefined) return
  const next = nextDesign ?? nextAsk ?? nextAside
  if (next === undefined) return
  if (next === nextDesign) nextDesign = undefined
  else if (next === nextAsk) nextAsk = undefined
  else nextAside = undefined
  send(next)
}

function send(next: Waiting): void {
  port ??= startPort()
  running = { ...next, id: ++lastId }
  port({ id: running.id, request: next.request, ...(next.ask === undefined ? {} : { ask: next.ask }) })
}

let late: ReturnType<typeof setTimeout> | undefined

function requestCurrent(): void {
  const { history, step } = useDesignStore.getState()
  const { design, files } = history.present
  clearTimeout(late)
  late = setTimeout(() => useEngine.setState({ status: 'late' }), lateAfter)
  if (useEngine.getState().status === 'settled') useEngine.setState({ status: 'working' })
  nextDesign = {
    request: { design, edits: files },
    settle: (answer) => {
      if (nextDesign === undefined) clearTimeout(late)
      if (!answer.ok) {
        useEngine.setState({ status: 'failed', failure: answer.message })
        return
      }
      if (answer.kind !== 'analysis') return
      useEngine.setState((state) => ({
        analysis: answer.analysis,
        previous: state.step === step ? state.previous : state.analysis,
        status: nextDesign === undefined ? 'settled' : state.status,
        milliseconds: answer.milliseconds,
        failure: undefined,
        step,
      }))
    },
  }
  pump()
}

/** Starts following the open design. Gives back what stops it. */
export function startEngine(): () => void {
  requestCurrent()
  return useDesignStore.subscribe((state, before) => {
    if (state.history.present !== before.history.present) requestCurrent()
  })
}

/** What another design would give, without opening it; undefined when a newer question came, or on failure. */
export function analyseAside(request: AnalysisRequest): Promise<Analysis | undefined> {
  return new Promise((resolve) => {
    nextAside?.settle({ id: 0, ok: false, message: 'replaced' })
    nextAside = {
      request,
      settle: (answer) => resolve(answer.ok && answer.kind === 'analysis' ? answer.analysis : undefined),
    }
    pump()
  })
}

/** Asks about one packet of the open design; undefined when a newer question came, or on failure. */
export function askEngine(ask: string): Promise<Reply | undefined> {
  const { design, files } = useDesignStore.getState().history.present
  return new Promise((resolve) => {
    nextAsk?.settle({ id: 0, ok: false, message: 'replaced' })
    nextAsk = {
      request: { design, edits: files },
      ask,
      settle: (answer) => resolve(answer.ok && answer.kind === 'reply' ? answer.reply : undefined),
    }
    pump()
  })
}

export function useAnalysis(): Analysis | undefined {
  return useEngine((state) => state.analysis)
}
