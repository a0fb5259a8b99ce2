/** The first second: preferences, the design that was open last or the example, then the engine and autosave. */
import { useDesignStore } from './design-store'
import { startEngine } from './engine'
import { notify } from './notices'
import { keepForOffline } from './offline'
import { openExample } from './opening'
import { startPermalink } from './permalink'
import { loadPreferences } from './preferences'
import { askQuestion, typeQuestion } from './question'
import { lastOpenId } from './stored-records'
import { openDialog, useView } from './view'
import { openDesign, startWorkspace, useWorkspace } from './workspace'

/** Starts everything that outlives a render. Gives back what stops it. */
export function boot(): () => void {
  loadPreferences()
  const stopWorkspace = startWorkspace()
  const stopAsking = askFirstExpectation()
  let stopRest = () => {}
  let isStopped = false
  void openLast().then(() => {
    if (isStopped) return
    keepForOffline()
    const stops = [startEngine(), startPermalink(), startPast()]
    stopRest = () => {
      for (const stop of stops) stop()
    }
    useView.setState({ ready: true })
  })
  return () => {
    isStopped = true
    stopRest()
    stopAsking()
    stopWorkspace()
  }
}

/** Loaded with the first change: before it there is no past to keep. */
function startPast(): () => void {
  let stop = () => {}
  let isStopped = false
  const unsubscribe = useDesignStore.subscribe((state, before) => {
    if (state.revision === before.revision) return
    unsubscribe()
    void import('./kept-past').then(({ startKeepingPast }) => {
      if (!isStopped) stop = startKeepingPast()
    })
  })
  return () => {
    isStopped = true
    unsubscribe()
    stop()
  }
}

async function openLast(): Promise<void> {
  const last = lastOpenId()
  const { designs } = useWorkspace.getState()
  const kept = designs.find((design) => design.id === last) ?? designs[0]
  if (kept === undefined || !(await openDesign(kept.id))) openExample()
  const { broken } = useWorkspace.getState()
  if (broken.length === 0) return
  notify(
    broken.length === 1
      ? 'A kept design could not be read. Its text is still there, unchanged.'
      : `${broken.length} kept designs could not be read. Their texts are still there, unchanged.`,
    { tone: 'problem', action: { label: 'Show it', perform: () => openDialog('designs') } },
  )
}

/** A design brings its own questions: the first of them is asked when it opens. */
function askFirstExpectation(): () => void {
  return useDesignStore.subscribe((state, before) => {
    if (state.opening === before.opening) return
    const first = state.history.present.design.expectations[0]?.ask
    if (first === undefined) typeQuestion('')
    else askQuestion(first)
  })
}
