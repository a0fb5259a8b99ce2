/** Compiles, renders and proves off the main thread; the last result stays until it is replaced. */
import { create } from 'zustand'
import type { Design } from '@/lib/design/design'
import { failure, type Result } from '@/lib/design/problem'
import type { FileSet } from '@/lib/targets/target'
import type { AnalysisRequest } from '@/lib/verify/analysis'
import type { OpenedZones } from '@/lib/verify/reach'
import { useDesignStore } from './design-store'
import type { Difference } from './difference'
import { isWaiting, submit } from './engine-queue'
import type { Advice, DesignSource, Offer, Product, Reply } from './engine-task'
import { requestOf } from './history'
import { followOpenedZones, openedZones } from './opened-zones'
import type { SentAnalysis } from './sent-analysis'

export interface EngineState {
  /** The last result; it may belong to an older design while `status` is not `settled`. */
  readonly analysis: SentAnalysis | undefined
  /** What there is to say about the design of `analysis`. */
  readonly advice: readonly Advice[]
  /** The result before the current step: what "changed" is measured against. */
  readonly previous: SentAnalysis | undefined
  /** `late`: nothing came for 300 ms, so the old result is shown as such. */
  readonly status: 'starting' | 'settled' | 'working' | 'late' | 'failed'
  readonly milliseconds: number | undefined
  /** What the last change of the open design did, in a line. */
  readonly change: string | undefined
  /** Why the last request failed: a bug, said aloud. */
  readonly failure: string | undefined
  /** The step of the design store that `analysis` belongs to. */
  readonly step: number | undefined
}

export const useEngine = create<EngineState>(() => ({
  analysis: undefined,
  advice: [],
  previous: undefined,
  status: 'starting',
  milliseconds: undefined,
  change: undefined,
  failure: undefined,
  step: undefined,
}))

const lateAfter = 300
let late: ReturnType<typeof setTimeout> | undefined
/** The opening that the last result belongs to: another design has no "before". */
let lastOpening: number | undefined

async function analyseCurrent(): Promise<void> {
  const { history, step, opening } = useDesignStore.getState()
  clearTimeout(late)
  late = setTimeout(() => useEngine.setState({ status: 'late' }), lateAfter)
  if (useEngine.getState().status === 'settled') useEngine.setState({ status: 'working' })
  const request = { ...requestOf(history.present), opened: openedZones() }
  const outcome = await submit('design', { kind: 'analyse', request })
  if (outcome.kind === 'replaced') return
  const isLast = !isWaiting('design')
  if (isLast) clearTimeout(late)
  if (outcome.kind === 'failed' || outcome.result.kind !== 'analyse') {
    useEngine.setState({ status: 'failed', failure: outcome.kind === 'failed' ? outcome.message : 'no result' })
    return
  }
  const { analysis, advice, milliseconds, change } = outcome.result
  const isAnother = opening !== lastOpening
  lastOpening = opening
  useEngine.setState((state) => ({
    analysis,
    advice,
    previous: isAnother ? undefined : state.step === step ? state.previous : state.analysis,
    status: isLast ? 'settled' : state.status,
    milliseconds,
    change: isAnother ? undefined : change,
    failure: undefined,
    step,
  }))
}

/** Starts following the open design. Gives back what stops it. */
export function startEngine(): () => void {
  void analyseCurrent()
  const stopZones = followOpenedZones((zones) => void listMachines(zones))
  const stopDesign = useDesignStore.subscribe((state, before) => {
    if (state.history.present !== before.history.present) void analyseCurrent()
  })
  return () => {
    stopZones()
    stopDesign()
  }
}

/** A large grid holds only the machines of zones that are open; one that is opened asks for the rest. */
async function listMachines(opened: OpenedZones): Promise<void> {
  const { analysis } = useEngine.getState()
  const isComplete = [...(analysis?.reach.rows ?? []), ...(analysis?.reach.columns ?? [])].every(
    ({ more }) => more === undefined,
  )
  if (isComplete) return
  const outcome = await submit('zones', { kind: 'reach', opened })
  if (outcome.kind !== 'done' || outcome.result.kind !== 'reach' || outcome.result.reach === undefined) return
  const { reach } = outcome.result
  useEngine.setState((state) => (state.analysis === undefined ? state : { analysis: { ...state.analysis, reach } }))
}

/** What another design would change about the open one; undefined when a newer request came, or on failure. */
export async function compareAside(request: AnalysisRequest): Promise<string | undefined> {
  const outcome = await submit('aside', { kind: 'compare', request })
  return outcome.kind === 'done' && outcome.result.kind === 'compare' ? outcome.result.change : undefined
}

/** Reads a design from outside the page. */
export async function readDesignFrom(source: DesignSource): Promise<Result<Design>> {
  const outcome = await submit('read', { kind: 'read', source })
  if (outcome.kind === 'done' && outcome.result.kind === 'read') return outcome.result.read
  const message = outcome.kind === 'failed' ? outcome.message : 'the reading was interrupted'
  return failure([{ severity: 'error', at: '', message }])
}

/** The products that a design writes no files for yet; none when a newer request came, or on failure. */
export async function findProducts(design: Design): Promise<readonly Product[]> {
  const outcome = await submit('products', { kind: 'products', design })
  return outcome.kind === 'done' && outcome.result.kind === 'products' ? outcome.result.products : []
}

/** The products into whose configuration rules can be merged that these files are a backup of; none on failure. */
export async function findTakers(files: FileSet, design: Design): Promise<readonly Product[]> {
  const outcome = await submit('read', { kind: 'takers', files, design })
  return outcome.kind === 'done' && outcome.result.kind === 'takers' ? outcome.result.takers : []
}

/**
 * Asks about one packet of the open design as its files stand; undefined when a newer question came, or on failure.
 * Ask again whenever `analysis` changes.
 */
export async function askEngine(question: string): Promise<Reply | undefined> {
  const outcome = await submit('question', { kind: 'ask', questions: [question] })
  return outcome.kind === 'done' && outcome.result.kind === 'ask' ? outcome.result.replies[0] : undefined
}

/** What lies between another design and the open one; undefined when a newer request came, or on failure. */
export async function differenceFrom(before: Design): Promise<Difference | undefined> {
  const outcome = await submit('difference', { kind: 'difference', before })
  return outcome.kind === 'done' && outcome.result.kind === 'difference' ? outcome.result.difference : undefined
}

/** Edits that would let the packet of a question through; undefined when a newer request came, or on failure. */
export async function offersFor(question: string): Promise<readonly Offer[] | undefined> {
  const outcome = await submit('offers', { kind: 'offers', question })
  return outcome.kind === 'done' && outcome.result.kind === 'offers' ? outcome.result.offers : undefined
}

/** The open design after a finding's own fix; undefined when it is gone, a newer request came, or on failure. */
export async function fixedDesign(code: string, at: string): Promise<Design | undefined> {
  const outcome = await submit('fix', { kind: 'fix', code, at })
  return outcome.kind === 'done' && outcome.result.kind === 'fix' ? outcome.result.design : undefined
}

/** The link that opens a design; undefined when a newer request of the channel came, or on failure. */
export async function linkOf(
  design: Design,
  base: string,
  channel: 'link' | 'shared link',
): Promise<string | undefined> {
  const outcome = await submit(channel, { kind: 'link', design, base })
  return outcome.kind === 'done' && outcome.result.kind === 'link' ? outcome.result.link : undefined
}

/** What the printed report names a design by; undefined when a newer request came, or on failure. */
export async function askFingerprint(design: Design): Promise<string | undefined> {
  const outcome = await submit('fingerprint', { kind: 'fingerprint', design })
  return outcome.kind === 'done' && outcome.result.kind === 'fingerprint' ? outcome.result.fingerprint : undefined
}

/** The download of the open design; undefined on failure. */
export async function bundleOf(
  request: AnalysisRequest,
): Promise<{ readonly name: string; readonly zip: Uint8Array<ArrayBuffer> } | undefined> {
  const outcome = await submit('bundle', { kind: 'bundle', request })
  return outcome.kind === 'done' && outcome.result.kind === 'bundle' ? outcome.result : undefined
}

export function useAnalysis(): SentAnalysis | undefined {
  return useEngine((state) => state.analysis)
}
