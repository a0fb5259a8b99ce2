/**
 * A worker of its own for other people's files: one that takes too long is ended, and so is what it read once nobody looks
 * at it any more. Whole texts, with whatever secrets are in them, live nowhere else.
 */
import type { ImportAnswer, ImportRequest, ImportResult, ImportTask } from './import-task'

/** Milliseconds; the readers bound their own work far below. */
const longest = 30_000

let worker: Worker | undefined
let lastId = 0
const waiting = new Map<number, { readonly settle: (result: ImportResult) => void; readonly timer: Timer }>()

type Timer = ReturnType<typeof setTimeout>

export function runImportTask(request: ImportRequest): Promise<ImportResult> {
  return new Promise((settle) => {
    const id = ++lastId
    const timer = setTimeout(() => {
      endImport()
      settle({ kind: 'failed', message: `nothing came within ${longest / 1_000} seconds` })
    }, longest)
    waiting.set(id, { settle, timer })
    send({ id, request })
  })
}

/** Forgets the files. What was asked meanwhile stays unanswered. */
export function endImport(): void {
  worker?.terminate()
  worker = undefined
  for (const { timer } of waiting.values()) clearTimeout(timer)
  waiting.clear()
}

function send(task: ImportTask): void {
  try {
    worker ??= startWorker()
    worker.postMessage(task)
  } catch {
    // Where the browser refuses workers the page waits, but it works.
    void import('./import-run').then(({ runImport }) => receive({ id: task.id, result: runImport(task.request) }))
  }
}

function startWorker(): Worker {
  const started = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' })
  started.addEventListener('message', ({ data }: MessageEvent<ImportAnswer>) => receive(data))
  started.addEventListener('error', (event) => {
    event.preventDefault()
    for (const id of [...waiting.keys()]) receive({ id, result: { kind: 'failed', message: 'the reader broke off' } })
    endImport()
  })
  return started
}

function receive({ id, result }: ImportAnswer): void {
  const asked = waiting.get(id)
  if (asked === undefined) return
  waiting.delete(id)
  clearTimeout(asked.timer)
  asked.settle(result)
}
