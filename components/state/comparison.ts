/** The two designs of the compare page, where they come from, and what lies between them. */
import { create } from 'zustand'
import { templateById } from '@/lib/design/templates/templates'
import { looksLikeLink } from '@/lib/import/looks-like-design'
import type { ComparedSource, Comparison, ComparisonAnswer, ComparisonTask } from './comparison-task'
import { readEnvelope } from './stored-design'
import { lastOpenId, readText } from './stored-records'

export type Side = 'before' | 'after'

/** `kept:ID`, `template:ID`, `given`: text or a link that somebody put in; `none`. */
export type Chosen = `kept:${string}` | `template:${string}` | 'given' | 'none'

interface ComparisonState {
  readonly before: Chosen
  readonly after: Chosen
  /** What was put in by hand, by side: kept in memory alone. */
  readonly given: Partial<Readonly<Record<Side, ComparedSource>>>
  readonly comparison: Comparison | undefined
  readonly working: boolean
}

export const useComparison = create<ComparisonState>(() => ({
  before: 'none',
  after: 'none',
  given: {},
  comparison: undefined,
  working: false,
}))

/** Chooses what the page can know: the design that was open last, and one that came in the address. */
export function beginComparison(): void {
  const open = lastOpenId()
  const before: Chosen = open === undefined ? 'template:three-node-ha' : `kept:${open}`
  const source = { kind: 'link', text: location.hash } as const
  if (/^#before&.*d=/.test(location.hash)) {
    useComparison.setState({ before: 'given', after: open === undefined ? 'none' : before, given: { before: source } })
  } else if (/[#&]d=/.test(location.hash)) {
    useComparison.setState({ before, after: 'given', given: { after: source } })
  } else useComparison.setState({ before })
  run()
}

export function choose(side: Side, chosen: Chosen): void {
  useComparison.setState({ [side]: chosen })
  run()
}

/** Takes text or a link that a person put in for one side. */
export function give(side: Side, text: string, name: string): void {
  giveSource(side, looksLikeLink(text) ? { kind: 'link', text: text.trim() } : { kind: 'text', text, name })
}

/** Takes files: a design, or what boxes run. */
export async function giveFiles(side: Side, files: readonly File[]): Promise<void> {
  if (files.length === 0) return
  const { explainSizes } = await import('@/lib/import/open-given')
  const problems = explainSizes(files)
  if (problems.length > 0) {
    lastId++
    useComparison.setState({ comparison: { kind: 'refused', side, problems }, working: false })
    return
  }
  const read = async (file: File) => ({ path: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  giveSource(side, { kind: 'files', files: await Promise.all(files.map(read)) })
}

function giveSource(side: Side, source: ComparedSource): void {
  useComparison.setState((state) => ({ [side]: 'given', given: { ...state.given, [side]: source } }))
  run()
}

export function swapSides(): void {
  useComparison.setState(({ before, after, given }) => ({
    before: after,
    after: before,
    given: {
      ...(given.after === undefined ? {} : { before: given.after }),
      ...(given.before === undefined ? {} : { after: given.before }),
    },
  }))
  run()
}

function sourceOf(side: Side): ComparedSource | undefined {
  const state = useComparison.getState()
  const chosen = state[side]
  if (chosen === 'given') return state.given[side]
  if (chosen.startsWith('template:')) {
    const template = templateById(chosen.slice('template:'.length))
    return template === undefined ? undefined : { kind: 'kept', value: template.design() }
  }
  const text = chosen === 'none' ? undefined : readText(chosen.slice('kept:'.length))
  const read = text === undefined ? undefined : readEnvelope(text)
  return read?.ok === true ? { kind: 'kept', value: read.envelope.design } : undefined
}

let worker: Worker | undefined
let lastId = 0

function run(): void {
  const [before, after] = [sourceOf('before'), sourceOf('after')]
  lastId++
  if (before === undefined || after === undefined) {
    useComparison.setState({ comparison: undefined, working: false })
    return
  }
  useComparison.setState({ working: true })
  send({ id: lastId, before, after })
}

function send(task: ComparisonTask): void {
  try {
    worker ??= startWorker()
    worker.postMessage(task)
  } catch {
    // Where the browser refuses workers the page waits, but it works.
    void import('./comparison-run').then(({ runComparison }) =>
      receive({ id: task.id, comparison: runComparison(task) }),
    )
  }
}

function startWorker(): Worker {
  const started = new Worker(new URL('./comparison.worker.ts', import.meta.url), { type: 'module' })
  started.addEventListener('message', ({ data }: MessageEvent<ComparisonAnswer>) => receive(data))
  started.addEventListener('error', ({ message }) => receive({ id: lastId, comparison: { kind: 'failed', message } }))
  return started
}

/** The newest pair alone counts. */
function receive({ id, comparison }: ComparisonAnswer): void {
  if (id === lastId) useComparison.setState({ comparison, working: false })
}
