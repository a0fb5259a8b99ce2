'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, type KeyboardEvent, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Mark } from '@/components/ui/mark'
import type { OutputFile } from '@/lib/targets/target'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import { fileShape, nameOf } from './file-state'
import styles from './file-tree.module.css'
import { exportMessages as say } from './messages'
import { VerdictBadge } from './verdict-badge'

/** What the pane shows: a file, or the proof of a target. */
export type Shown =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'proof'; readonly target: string }

export interface FileTreeProps {
  readonly targets: readonly TargetAnalysis[]
  readonly edited: ReadonlySet<string>
  readonly working: boolean
  readonly shown: Shown | undefined
  readonly onShow: (shown: Shown) => void
  /** An entry took the focus. */
  readonly onPoint: (element: Element, shown: Shown, title: string) => void
}

type Item =
  | { readonly kind: 'target'; readonly id: string; readonly target: TargetAnalysis }
  | { readonly kind: 'file'; readonly id: string; readonly target: TargetAnalysis; readonly file: OutputFile }

/** Targets with their verdicts, files below them; a target opens its proof, a file its text. One tab stop. */
export function FileTree({ targets, edited, working, shown, onShow, onPoint }: FileTreeProps) {
  const box = useRef<HTMLDivElement>(null)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [focused, setFocused] = useState<string>()
  const items = targets.flatMap((target): Item[] => [
    { kind: 'target', id: target.id, target },
    ...(closed.has(target.id) ? [] : target.files.map((file): Item => ({ kind: 'file', id: file.path, target, file }))),
  ])
  const current = shown === undefined ? undefined : shown.kind === 'file' ? shown.path : shown.target
  const stop = items.find((item) => item.id === focused) ?? items.find((item) => item.id === current) ?? items[0]

  function toggle(id: string) {
    const next = new Set(closed)
    if (!next.delete(id)) next.add(id)
    setClosed(next)
  }
  function shownBy(item: Item): Shown {
    return item.kind === 'file' ? { kind: 'file', path: item.id } : { kind: 'proof', target: item.id }
  }
  function show(item: Item) {
    onShow(shownBy(item))
  }
  function focus(item: Item | undefined) {
    if (item === undefined) return
    setFocused(item.id)
    for (const element of box.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? []) {
      if (element.dataset.id === item.id) element.focus()
    }
  }

  function onKeyDown(event: KeyboardEvent, item: Item) {
    const index = items.indexOf(item)
    const open = item.kind === 'target' && !closed.has(item.id)
    switch (event.key) {
      case 'ArrowDown':
        focus(items[index + 1])
        break
      case 'ArrowUp':
        focus(items[index - 1])
        break
      case 'Home':
        focus(items[0])
        break
      case 'End':
        focus(items.at(-1))
        break
      case 'ArrowRight':
        if (item.kind === 'target' && !open) toggle(item.id)
        else if (open) focus(items[index + 1])
        break
      case 'ArrowLeft':
        if (open) toggle(item.id)
        else focus(items.find((other) => other.kind === 'target' && other.id === item.target.id))
        break
      case 'Enter':
      case ' ':
        show(item)
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    <div ref={box} role="tree" aria-label={say.treeLabel} className={styles.tree}>
      {items.map((item) => (
        <div
          key={item.id}
          role="treeitem"
          data-id={item.id}
          aria-level={item.kind === 'target' ? 1 : 2}
          aria-expanded={item.kind === 'target' ? !closed.has(item.id) : undefined}
          aria-selected={item.id === current}
          tabIndex={item.id === stop?.id ? 0 : -1}
          className={classNames(styles.item, item.kind === 'target' ? styles.target : styles.file)}
          data-points
          onFocus={(event) => {
            setFocused(item.id)
            onPoint(event.currentTarget, shownBy(item), item.kind === 'file' ? item.file.path : item.target.title)
          }}
          onKeyDown={(event) => onKeyDown(event, item)}
          onClick={(event) => {
            const onFold = event.target instanceof Element && event.target.closest('[data-fold]') !== null
            if (onFold) toggle(item.id)
            else show(item)
          }}
        >
          {item.kind === 'target' ? (
            <>
              <span data-fold="" className={styles.fold} aria-hidden="true">
                {closed.has(item.id) ? <ChevronRight size={14} /> : <ChevronDown size={14} />}
              </span>
              <span className={styles.label}>{item.target.title}</span>
              <VerdictBadge target={item.target} working={working} />
            </>
          ) : (
            <FileLabel item={item} edited={edited.has(item.id)} working={working} />
          )}
        </div>
      ))}
    </div>
  )
}

function FileLabel({
  item,
  edited,
  working,
}: {
  item: Extract<Item, { kind: 'file' }>
  edited: boolean
  working: boolean
}) {
  const shape = working && item.file.use === 'apply' ? 'working' : fileShape(item.file, item.target)
  const use = say.use[item.file.use]
  return (
    <>
      <span className={styles.mark}>{shape !== undefined && <Mark shape={shape} size={10} />}</span>
      <span className={styles.label} title={item.file.path}>
        <BreakableName name={nameOf(item.file)} />
      </span>
      {edited ? (
        <span className={styles.edited}>{say.edited}</span>
      ) : (
        use !== '' && <span className={styles.use}>{use}</span>
      )}
    </>
  )
}

/** A long name breaks after its dots and dashes, not within a word. */
function BreakableName({ name }: { name: string }) {
  const breaks = [...name.matchAll(/[.\-_/]/g)].map(({ index }) => index + 1)
  return [...breaks, name.length].map((end, index) => (
    <Fragment key={end}>
      {index > 0 && <wbr />}
      {name.slice(breaks[index - 1] ?? 0, end)}
    </Fragment>
  ))
}
