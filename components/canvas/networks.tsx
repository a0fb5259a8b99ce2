'use client'

import { Plus } from 'lucide-react'
import { type KeyboardEvent, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { perform } from '@/components/state/actions/registry'
import { useDesign } from '@/components/state/design-store'
import { useAnalysis } from '@/components/state/engine'
import { focusInspector } from '@/components/state/focus'
import { usePreferences } from '@/components/state/preferences'
import { sameSelection, useSelection } from '@/components/state/selection'
import { Button } from '@/components/ui/button'
import type { Design } from '@/lib/design/design'
import type { Problem } from '@/lib/design/problem'
import { findByName, stepFor } from './canvas-keys'
import { ClusterControls } from './cluster-controls'
import { useGates } from './gates'
import { type Lane, lanesOf } from './lane-model'
import { LaneRows } from './lane-rows'
import { wordReach } from './messages'
import styles from './networks.module.css'
import { onFocusThing } from './pointed-of'
import { keepSame } from './same-lanes'
import { treeGrid } from './tree-roles'

/** As drawn last. */
let drawn: readonly Lane[] = []

function drawnLanes(design: Design, problems: readonly Problem[]): readonly Lane[] {
  drawn = keepSame(drawn, lanesOf(design, problems))
  return drawn
}

/** Behind the last chip that is drawn stand those that a long lane leaves out at first. */
function drawMore(last: HTMLElement): void {
  const more = last.parentElement?.querySelector<HTMLElement>('[data-more]')
  more?.click()
  requestAnimationFrame(() => {
    if (more != null && last.nextElementSibling instanceof HTMLElement) last.nextElementSibling.focus()
  })
}

/** What is there: the cluster's settings, then every network as a lane with its machines. */
export function Networks() {
  const design = useDesign()
  // What the result adds to the lanes may come a moment after them: typing goes first.
  const analysis = useDeferredValue(useAnalysis())
  const reach = useMemo(() => wordReach(analysis), [analysis])
  const selection = useSelection((state) => state.selection)
  const singleKeys = usePreferences((state) => state.singleKeys)
  const grid = useRef<HTMLTableElement>(null)
  const typed = useRef({ text: '', at: 0 })
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const gates = useGates(analysis)
  const problems = analysis?.problems
  const lanes = useMemo(() => drawnLanes(design, problems ?? []), [design, problems])

  // One tab stop: the selected thing where it is drawn, else the first subnet.
  const stop = useMemo(() => {
    for (const lane of lanes) {
      if (sameSelection(lane.selection, selection)) return lane.id
      const chip = closed.has(lane.id) ? undefined : lane.chips.find((one) => sameSelection(one.selection, selection))
      if (chip !== undefined) return chip.id
    }
    return lanes.find((lane) => lane.kind === 'subnet')?.id
  }, [lanes, selection, closed])

  const setOpen = useCallback((lane: string, open: boolean) => {
    setClosed((known) => {
      const next = new Set(known)
      if (open) next.delete(lane)
      else next.add(lane)
      return next
    })
  }, [])

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const at = event.target
    if (!(at instanceof HTMLElement) || at.dataset.thing === undefined || grid.current === null) return
    if (event.key === 'Enter') {
      event.preventDefault()
      focusInspector()
      return
    }
    if (event.altKey || (event.metaKey && event.key !== 'a')) return
    const step = stepFor(event.key, event.ctrlKey || event.metaKey, grid.current, at)
    if (step !== undefined) {
      event.preventDefault()
      if (event.key === 'ArrowRight' && step.focus === undefined) drawMore(at)
      if (step.expand !== undefined) setOpen(step.expand, true)
      if (step.collapse !== undefined) setOpen(step.collapse, false)
      step.focus?.focus()
      return
    }
    if (singleKeys || event.ctrlKey || event.key.length !== 1 || event.key === ' ') return
    const now = Date.now()
    const text = (now - typed.current.at < 700 ? typed.current.text : '') + event.key.toLowerCase()
    typed.current = { text, at: now }
    findByName(text, grid.current, at)?.focus()
  }

  return (
    <div className={styles.networks}>
      <ClusterControls />
      <div className={styles.titleRow}>
        <h2 className={styles.title} id="networks-title">
          Networks
        </h2>
        <Button small variant="quiet" icon={<Plus />} onClick={() => perform('add-subnet')}>
          Subnet
        </Button>
      </div>
      <table
        id="networks"
        ref={grid}
        {...treeGrid}
        aria-labelledby="networks-title"
        tabIndex={-1}
        data-scope="networks"
        className={styles.grid}
        onKeyDown={onKeyDown}
      >
        {lanes.map((lane) => (
          <LaneRows
            key={lane.id}
            lane={lane}
            reach={reach}
            selection={selection}
            stop={stop}
            open={!closed.has(lane.id)}
            gates={gates}
            onOpen={setOpen}
            onFocus={onFocusThing}
          />
        ))}
      </table>
    </div>
  )
}
