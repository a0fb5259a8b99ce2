'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { CopyButton } from '@/components/ui/copy-button'
import type { OutputFile } from '@/lib/targets/target'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import { CodeEditor } from './code-editor'
import { findFaults, nameOf } from './file-state'
import styles from './file-view.module.css'
import { findOrigins } from './line-origin'
import { linesOf, rulesByLine } from './line-rules'
import { exportMessages as say } from './messages'
import { VerdictBar } from './verdict-bar'

export interface FileViewProps {
  readonly target: TargetAnalysis
  readonly file: OutputFile
  /** The person's own text, where it differs from the rendered one. */
  readonly edit: string | undefined
  readonly working: boolean
  readonly titleOf: (rule: string) => string
  readonly selected: ReadonlySet<string>
  readonly line: number | undefined
  readonly wrap: boolean
  readonly onWrap: (wrap: boolean) => void
  readonly onEdit: (text: string) => void
  readonly onRestore: () => void
  readonly onLine: (line: number) => void
  readonly onRule: (id: string) => void
  readonly onProof: () => void
  readonly onWhy: () => void
  readonly onPoint: (element: Element) => void
  readonly onCopy: (text: string) => Promise<boolean>
  readonly onDownload: (text: string) => void
}

/** One file: its text, which is an editor, and what it would admit as it stands. */
export function FileView(props: FileViewProps) {
  const { target, file, edit, working, titleOf, selected, line, wrap } = props
  const text = edit ?? file.text
  // What was last typed, so that a restore by mistake can be taken back after the text area is gone.
  const [restored, setRestored] = useState<string>()
  const origins = useMemo(() => findOrigins(linesOf(file.text), linesOf(text)), [file.text, text])
  const rules = useMemo(() => rulesByLine(file, origins), [file, origins])
  const faults = useMemo(() => findFaults(target, file.path), [target, file.path])

  // A rule selected elsewhere shows its first line here.
  // In a person's own configuration ours begin somewhere below.
  const ours = file.holdsBackup === true ? file.lineRules.findIndex((ids) => ids.length > 0) + 1 : 0
  const lit = line ?? (rules.findIndex((ids) => ids.some((id) => selected.has(id))) + 1 || ours)

  function onText(next: string) {
    if (next !== file.text) {
      setRestored(undefined)
      props.onEdit(next)
    } else if (edit !== undefined) {
      setRestored(edit)
      props.onRestore()
    }
  }

  return (
    <section className={styles.view} aria-label={file.path}>
      <header className={styles.head}>
        <h2 className={styles.path} title={file.path}>
          {nameOf(file)}
        </h2>
        <span className={styles.actions}>
          <CopyButton small copy={() => props.onCopy(text)}>
            {say.copy}
          </CopyButton>
          <Button small onClick={() => props.onDownload(text)}>
            {say.download(file.use === 'apply' ? target.proof.verdict : 'none')}
          </Button>
        </span>
      </header>
      <VerdictBar
        target={target}
        file={file}
        edited={edit !== undefined}
        restored={restored !== undefined}
        working={working}
        onLine={props.onLine}
        onProof={props.onProof}
        onRestore={() => onText(file.text)}
        onBringBack={() => restored !== undefined && onText(restored)}
      />
      <CodeEditor
        key={file.path}
        path={file.path}
        text={text}
        rendered={file.text}
        faults={faults}
        origins={origins.lines}
        rules={rules}
        titleOf={titleOf}
        selected={selected}
        line={lit === 0 ? undefined : lit}
        wrap={wrap}
        onText={onText}
        onLine={props.onLine}
        onRule={props.onRule}
        onPoint={props.onPoint}
      />
      <footer className={styles.foot}>
        {line !== undefined && (
          <LineStatus
            line={line}
            rules={rules[line - 1] ?? []}
            titleOf={titleOf}
            onRule={props.onRule}
            onWhy={props.onWhy}
          />
        )}
        <span className={styles.wrap}>
          <Checkbox checked={wrap} onChange={props.onWrap}>
            {say.wrap}
          </Checkbox>
        </span>
      </footer>
    </section>
  )
}

/** What the line with the caret stands for, where a reader without the margin finds it too. */
function LineStatus({
  line,
  rules,
  titleOf,
  onRule,
  onWhy,
}: {
  line: number
  rules: readonly string[]
  titleOf: (rule: string) => string
  onRule: (id: string) => void
  onWhy: () => void
}) {
  return (
    <>
      <span className={styles.quiet}>{say.line(line)}</span>
      {rules.length === 0 && <span className={styles.quiet}>{say.noRule}</span>}
      {rules.map((id) => (
        <button key={id} type="button" className={styles.link} title={id} onClick={() => onRule(id)}>
          {titleOf(id)}
        </button>
      ))}
      {rules.length > 0 && (
        <Button small variant="quiet" onClick={onWhy}>
          {say.why}
        </Button>
      )}
    </>
  )
}
