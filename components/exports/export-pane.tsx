'use client'

import { useMemo } from 'react'
import { PaneWaiting } from '@/components/matrix/pane-waiting'
import { copyText, downloadFile } from '@/components/state/clipboard'
import { editFile, forgetBackup, revertFile, useBackup, useEditedFiles } from '@/components/state/design-store'
import { useEngine } from '@/components/state/engine'
import { focusWhy } from '@/components/state/focus'
import { mergeFiles } from '@/components/state/importing'
import { setPreferences, usePreferences } from '@/components/state/preferences'
import { select, useSelection } from '@/components/state/selection'
import { openDialog, useView } from '@/components/state/view'
import { ExportView } from './export-view'
import { nameOf } from './file-state'
import { selectedRulesOf } from './selected-rules'

export interface ExportPaneProps {
  readonly onAsk: (question: string) => void
  readonly onDownloadAll?: (() => void) | undefined
}

/** The files of the open design, as text that can be changed. */
export function ExportPane({ onAsk, onDownloadAll }: ExportPaneProps) {
  const analysis = useEngine((state) => state.analysis)
  const status = useEngine((state) => state.status)
  const edits = useEditedFiles()
  const given = useBackup()
  const wrapLines = usePreferences((state) => state.wrapLines)
  const wrapGuides = usePreferences((state) => state.wrapGuides)
  const selection = useSelection((state) => state.selection)
  const wanted = useView((state) => state.wantedTarget)
  const titles = useMemo(
    () => new Map(analysis?.policy.rules.map((rule) => [rule.id, rule.title]) ?? []),
    [analysis?.policy],
  )
  const selected = useMemo(() => selectedRulesOf(selection, analysis, edits), [selection, analysis, edits])
  const { file, line } = selection.kind === 'line' ? selection : { file: undefined, line: undefined }
  const place = useMemo(() => (file === undefined ? undefined : { file, line }), [file, line])
  if (analysis === undefined) return <PaneWaiting />
  const files = analysis.targets.flatMap((target) => target.files)
  const holdsBackup = (path: string): boolean => files.some((file) => file.path === path && file.holdsBackup === true)
  return (
    <ExportView
      targets={analysis.targets}
      edits={edits}
      working={status === 'late'}
      titleOf={(rule) => titles.get(rule) ?? rule}
      selected={selected}
      place={place}
      wanted={wanted}
      wraps={(file) => (file.use === 'read' ? wrapGuides : wrapLines)}
      onWrap={(file, wrap) => setPreferences(file.use === 'read' ? { wrapGuides: wrap } : { wrapLines: wrap })}
      onEdit={(path, text) => editFile(path, text, holdsBackup(path))}
      onRestore={(path) => revertFile(path, holdsBackup(path))}
      given={given}
      onGiveBackup={mergeFiles}
      onForgetBackup={forgetBackup}
      onLine={(path, number) => select({ kind: 'line', file: path, line: number })}
      onRule={(id) => select({ kind: 'rule', id })}
      onAsk={onAsk}
      onWhy={focusWhy}
      onCopy={copyText}
      onDownload={(path, text) => {
        const known = files.find((one) => one.path === path)
        downloadFile(known === undefined ? path : nameOf(known), text)
      }}
      onDownloadAll={onDownloadAll}
      onAddProduct={() => openDialog('products')}
    />
  )
}
