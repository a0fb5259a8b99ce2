/** The steps that led to a kept design, so that undo reaches back beyond a reload. Kept beside the designs, never instead. */
import type { Design } from '@/lib/design/design'
import { prependPast, useDesignStore } from './design-store'
import { readDesignFrom } from './engine'
import type { History, Step } from './history'

interface KeptStep {
  readonly label: string
  readonly design: Design
  readonly files: Readonly<Record<string, string>>
  readonly at: number
}

interface KeptPast {
  readonly format: 1
  readonly steps: readonly KeptStep[]
}

const storeName = 'pasts'
const mostSteps = 50
/** Milliseconds of rest before the steps are kept; the design itself is kept sooner. */
const restFor = 700

/** Without a store, or where the browser refuses one, undo reaches back to the opening of the page. */
function openStore(): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open('portcullis', 1)
      request.onupgradeneeded = () => request.result.createObjectStore(storeName)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(undefined)
      request.onblocked = () => resolve(undefined)
    } catch {
      resolve(undefined)
    }
  })
}

async function withStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  const database = await openStore()
  if (database === undefined) return undefined
  return new Promise((resolve) => {
    try {
      const request = act(database.transaction(storeName, mode).objectStore(storeName))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(undefined)
    } catch {
      resolve(undefined)
    } finally {
      database.close()
    }
  })
}

/** Everything but a person's backup: neither it nor the name of its file leaves the memory of the tab. */
export function pastOf({ past, present }: History): KeptPast {
  const steps = past.flatMap(({ label, snapshot, at }, index): KeptStep[] => {
    const next = past[index + 1]?.snapshot ?? present
    const { design, files } = snapshot
    if (snapshot.backup === next.backup) return [{ label, design, files, at }]
    return next.design === design && next.files === files ? [] : [{ label: 'Work with a backup', design, files, at }]
  })
  return { format: 1, steps: steps.slice(-mostSteps) }
}

function keepPast(id: string, history: History): void {
  void withStore('readwrite', (store) => store.put(pastOf(history), id))
}

export function forgetPast(id: string): void {
  void withStore('readwrite', (store) => store.delete(id))
}

/** Puts the kept steps before those that were made since the design was opened. */
export async function restorePast(id: string): Promise<void> {
  const { opening } = useDesignStore.getState()
  const steps = await readSteps(id)
  const now = useDesignStore.getState()
  if (steps.length === 0 || now.opening !== opening || now.origin.kind !== 'slot' || now.origin.id !== id) return
  prependPast(steps)
}

/** The newest steps that this version can read: each by the schema, for a version of this page may have written it. */
async function readSteps(id: string): Promise<readonly Step[]> {
  const kept: unknown = await withStore('readonly', (store) => store.get(id))
  if (!isKeptPast(kept)) return []
  const steps: Step[] = []
  for (const { label, design, files, at } of [...kept.steps].reverse()) {
    const read = await readDesignFrom({ kind: 'kept', value: design })
    if (!read.ok) break
    steps.unshift({ label, snapshot: { design: read.value, files }, coalesce: undefined, at })
  }
  return steps
}

function isKeptPast(value: unknown): value is KeptPast {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'format') === 1 && 'steps' in value
}

/** Keeps the steps of the open design as they are made, those made already among them. Gives back what stops it. */
export function startKeepingPast(): () => void {
  let waiting = true
  const keep = () => {
    clearTimeout(timer)
    const { origin, history } = useDesignStore.getState()
    if (waiting && origin.kind === 'slot') keepPast(origin.id, history)
    waiting = false
  }
  let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(keep, restFor)
  const unsubscribe = useDesignStore.subscribe((state, before) => {
    if (state.opening !== before.opening && waiting) {
      // The steps are those of the design that is left; the one that opens has not got its own back yet.
      clearTimeout(timer)
      if (before.origin.kind === 'slot') keepPast(before.origin.id, before.history)
      waiting = false
    }
    if (state.revision === before.revision) return
    waiting = true
    clearTimeout(timer)
    timer = setTimeout(keep, restFor)
  })
  window.addEventListener('pagehide', keep)
  return () => {
    unsubscribe()
    keep()
    window.removeEventListener('pagehide', keep)
  }
}
