'use client'

import { useEffect, useRef, useState } from 'react'
import { notify } from '@/components/state/notices'
import { type Pointed, pointAt } from '@/components/state/pointed'
import { worstVerdict } from '@/components/state/worst-verdict'
import { Button } from '@/components/ui/button'
import type { FileSet, OutputFile } from '@/lib/targets/target'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import { BackupBar } from './backup-bar'
import styles from './export-view.module.css'
import { FileTree, type Shown } from './file-tree'
import { FileView } from './file-view'
import { mergeOf } from './merge'
import { exportMessages as say } from './messages'
import { proofAsText } from './proof-as-text'
import { ProofPanel } from './proof-panel'

export interface ExportViewProps {
  readonly targets: readonly TargetAnalysis[]
  /** Files as a person changed them, by path. */
  readonly edits: Readonly<Record<string, string>>
  readonly working: boolean
  readonly titleOf: (rule: string) => string
  /** Rules of the one selection, and the line where it is one. */
  readonly selected: ReadonlySet<string>
  readonly place: { readonly file: string; readonly line: number } | undefined
  /** A target to bring to the front, once for each value. */
  readonly wanted: { readonly id: string } | undefined
  readonly wraps: (file: OutputFile) => boolean
  readonly onWrap: (file: OutputFile, wrap: boolean) => void
  readonly onEdit: (path: string, text: string) => void
  readonly onRestore: (path: string) => void
  /** The person's backup, where one was given. */
  readonly given: FileSet | undefined
  readonly onGiveBackup: (files: readonly File[]) => void
  readonly onForgetBackup: () => void
  readonly onLine: (file: string, line: number) => void
  readonly onRule: (id: string) => void
  readonly onAsk: (question: string) => void
  /** Into the reasons of the selected line. */
  readonly onWhy: () => void
  readonly onCopy: (text: string) => Promise<boolean>
  readonly onDownload: (path: string, text: string) => void
  readonly onDownloadAll: (() => void) | undefined
  readonly onAddProduct: () => void
}

/** The files of every target with their proofs: a tree, and beside it one file or one proof. */
export function ExportView(props: ExportViewProps) {
  const { targets, edits, working, place, wanted } = props
  const [chosen, setChosen] = useState<Shown>()
  // A line selected anywhere on the page brings its file to the front, once.
  const [followed, setFollowed] = useState<ExportViewProps['place']>()
  const [brought, setBrought] = useState<ExportViewProps['wanted']>()
  if (place !== followed) {
    setFollowed(place)
    if (place !== undefined && place.file !== (chosen?.kind === 'file' ? chosen.path : undefined)) {
      setChosen({ kind: 'file', path: place.file })
    }
  }
  if (wanted !== brought) {
    setBrought(wanted)
    if (wanted !== undefined) setChosen({ kind: 'proof', target: wanted.id })
  }
  // What is done with a file is done with its text as it stands then, not as it stood when it took the focus.
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const shown = findShown(targets, chosen)
  const add = <Button onClick={props.onAddProduct}>{say.addProduct}</Button>
  if (shown === undefined) {
    return (
      <div className={styles.empty}>
        <p>{targets.length === 0 ? say.noTargets : say.empty}</p>
        {add}
      </div>
    )
  }
  const { target, file } = shown
  const edited = new Set(Object.keys(edits))
  return (
    <section className={styles.view} aria-busy={working}>
      <div className={styles.columns}>
        <div className={styles.side}>
          <label className={styles.choose}>
            <span className="visually-hidden">{say.treeLabel}</span>
            <select
              value={file?.path ?? target.id}
              onChange={({ target: { value } }) => {
                const isTarget = targets.some((one) => one.id === value)
                setChosen(isTarget ? { kind: 'proof', target: value } : { kind: 'file', path: value })
              }}
            >
              {targets.map((one) => (
                <optgroup key={one.id} label={one.title}>
                  <option value={one.id}>{say.proofOption(one.title, say.verdict(one.proof.verdict))}</option>
                  {one.files.map(({ path }) => (
                    <option key={path} value={path}>
                      {path}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </label>
          <div className={styles.tree}>
            <FileTree
              targets={targets}
              edited={edited}
              working={working}
              shown={file === undefined ? { kind: 'proof', target: target.id } : { kind: 'file', path: file.path }}
              onShow={setChosen}
              onPoint={(element, one, title) =>
                pointAt(element, { title, commands: commandsOf(one, () => latest.current, setChosen) })
              }
            />
          </div>
          <div className={styles.all}>
            {add}
            {props.onDownloadAll !== undefined && (
              <Button onClick={props.onDownloadAll}>
                {say.downloadAll(worstVerdict(targets.map(({ proof }) => proof.verdict)))}
              </Button>
            )}
          </div>
        </div>
        <div className={styles.main}>
          {target.mergesBackup === true && (
            <BackupBar
              title={target.title}
              given={props.given?.map(({ path }) => path)}
              merge={props.given && mergeOf(target, props.given)}
              onGive={props.onGiveBackup}
              onForget={props.onForgetBackup}
            />
          )}
          {file === undefined ? (
            <ProofPanel
              target={target}
              working={working}
              titleOf={props.titleOf}
              onLine={(path, line) => {
                setChosen({ kind: 'file', path })
                props.onLine(path, line)
              }}
              onRule={props.onRule}
              onAsk={props.onAsk}
              onCopy={props.onCopy}
            />
          ) : (
            <FileView
              key={file.path}
              target={target}
              file={file}
              edit={edits[file.path]}
              working={working}
              titleOf={props.titleOf}
              selected={props.selected}
              line={place?.file === file.path ? place.line : undefined}
              wrap={props.wraps(file)}
              onWrap={(wrap) => props.onWrap(file, wrap)}
              onEdit={(text) => props.onEdit(file.path, text)}
              onRestore={() => props.onRestore(file.path)}
              onLine={(line) => props.onLine(file.path, line)}
              onRule={props.onRule}
              onProof={() => setChosen({ kind: 'proof', target: target.id })}
              onWhy={props.onWhy}
              onPoint={(element) => {
                const commands = commandsOf({ kind: 'file', path: file.path }, () => latest.current, setChosen)
                pointAt(element, { title: file.path, commands: { ...commands, why: props.onWhy } })
              }}
              onCopy={props.onCopy}
              onDownload={(text) => props.onDownload(file.path, text)}
            />
          )}
        </div>
      </div>
    </section>
  )
}

/** What can be done with a file, or with the proof of a target, from wherever it has the focus. */
function commandsOf(shown: Shown, latest: () => ExportViewProps, onShow: (shown: Shown) => void): Pointed['commands'] {
  const { targets, edits } = latest()
  const copyAloud = async (text: string) => notify((await latest().onCopy(text)) ? say.copied : say.copyFailed)
  const file = (path: string) =>
    latest()
      .targets.flatMap(({ files }) => files)
      .find((one) => one.path === path)
  if (shown.kind === 'proof') {
    return {
      copy: () => {
        const target = latest().targets.find(({ id }) => id === shown.target)
        if (target !== undefined) void copyAloud(proofAsText(target))
      },
    }
  }
  const { path } = shown
  const textOf = () => latest().edits[path] ?? file(path)?.text ?? ''
  const target = targets.find(({ files }) => files.some((one) => one.path === path))
  return {
    prove: target === undefined ? undefined : () => onShow({ kind: 'proof', target: target.id }),
    copy: () => void copyAloud(textOf()),
    download: () => latest().onDownload(path, textOf()),
    restore: edits[path] === undefined ? undefined : () => latest().onRestore(path),
  }
}

/** What was chosen, if it is still there; else the first file. */
function findShown(targets: readonly TargetAnalysis[], chosen: Shown | undefined) {
  if (chosen?.kind === 'proof') {
    const target = targets.find((one) => one.id === chosen.target)
    if (target !== undefined) return { target, file: undefined }
  }
  for (const target of targets) {
    const file = target.files.find((one) => chosen?.kind === 'file' && one.path === chosen.path)
    if (file !== undefined) return { target, file }
  }
  const target = targets.find((one) => one.files.length > 0)
  return target === undefined ? undefined : { target, file: target.files[0] }
}
