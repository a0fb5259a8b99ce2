'use client'

import { lazy, Suspense, useMemo } from 'react'
import { PaneWaiting } from '@/components/matrix/pane-waiting'
import { copyText } from '@/components/state/clipboard'
import { currentSnapshot, edit, useDesign } from '@/components/state/design-store'
import { compareAside, fixedDesign, useEngine } from '@/components/state/engine'
import type { Advice } from '@/components/state/engine-task'
import { goToPath } from '@/components/state/go-to-path'
import { requestOf } from '@/components/state/history'
import { notify } from '@/components/state/notices'
import { askQuestion } from '@/components/state/question'
import { select } from '@/components/state/selection'
import { showTab, showTarget } from '@/components/state/view'
import type { Design } from '@/lib/design/design'
import { acceptFinding, removeAccepted } from '@/lib/design/edits/records'
import { exposureOfInternet, findExposures } from '@/lib/verify/exposure'
import type { FindingPlace } from './finding'
import { FindingsList } from './findings-list'
import { findingMessages as say } from './messages'
import { wordPlace } from './place-words'
import { useFindings } from './use-findings'

// Few designs list a target that asks for anything.
const Checklist = lazy(() => import('./checklist').then((module) => ({ default: module.Checklist })))

/** The findings of the open design. */
export function FindingsPane() {
  const analysis = useEngine((state) => state.analysis)
  const late = useEngine((state) => state.status === 'late')
  const findings = useFindings()
  const design = useDesign()
  const exposures = useMemo(() => (analysis === undefined ? [] : findExposures(analysis.reach)), [analysis])
  if (analysis === undefined || findings === undefined) return <PaneWaiting />
  return (
    <FindingsList
      findings={findings}
      internet={exposureOfInternet(analysis.reach)}
      others={exposures.filter(({ id }) => id !== 'internet')}
      unread={analysis.targets.some((target) => target.proof.verdict === 'unread')}
      updating={late}
      wordPlace={(place) => wordPlace(place, { design, analysis })}
      onGo={go}
      onAsk={(question) => askQuestion(question, true)}
      onFix={(advice) => void fix(advice)}
      previewFix={previewFix}
      onAccept={accept}
      onTakeBack={takeBack}
      onCopy={(text) => void copyText(text).then((isCopied) => notify(isCopied ? say.copied : say.copyFailed))}
    >
      <Suspense fallback={null}>
        <Checklist targets={analysis.targets} />
      </Suspense>
    </FindingsList>
  )
}

async function previewFix({ code, at }: Advice): Promise<string | undefined> {
  const fixed = await fixedDesign(code, at)
  return fixed === undefined ? undefined : compareAside(requestOf({ ...currentSnapshot(), design: fixed }))
}

/** Only while the design is the one that the fix was made for. */
async function fix({ code, at, fix: cure }: Advice): Promise<void> {
  const { design } = currentSnapshot()
  const fixed = await fixedDesign(code, at)
  if (fixed === undefined || cure === undefined) return
  edit(cure.label, (now) => (now === design ? fixed : now))
}

function accept({ code, at }: Advice, reason: string): void {
  edit(say.acceptedStep(code), (now) => acceptFinding(now, { code, reason, ...(at === '' ? {} : { at }) }))
}

/** The entry that covers the place: its own, one for a part of its path, or one for every place. */
function takeBack({ code, at }: Advice): void {
  edit(say.takeBackLabel(code), (now: Design) => {
    const index = now.accepted.findIndex(
      (entry) => entry.code === code && (entry.at === undefined || entry.at === at || at.startsWith(`${entry.at}/`)),
    )
    return removeAccepted(now, index)
  })
}

function go(place: FindingPlace): void {
  switch (place.kind) {
    case 'design':
      goToPath(place.path)
      break
    case 'rule':
      select({ kind: 'rule', id: place.id })
      showTab('rules')
      break
    case 'file':
      select({ kind: 'line', file: place.file, line: place.line })
      showTab('files')
      break
    case 'target':
      showTarget(place.target)
  }
}
