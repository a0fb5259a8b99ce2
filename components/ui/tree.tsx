'use client'

import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import styles from './tree.module.css'

export interface TreeNode {
  readonly id: string
  readonly label: string
  /** Before the label: a mark. */
  readonly mark?: ReactNode
  /** At the far end: a word about it. */
  readonly end?: ReactNode
  readonly children?: readonly TreeNode[]
}

export interface TreeProps {
  readonly label: string
  readonly nodes: readonly TreeNode[]
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
}

interface FlatNode {
  readonly node: TreeNode
  readonly level: number
  readonly parent: string | undefined
}

function flatten(nodes: readonly TreeNode[], closed: ReadonlySet<string>, level = 1, parent?: string): FlatNode[] {
  return nodes.flatMap((node) => [
    { node, level, parent },
    ...(closed.has(node.id) ? [] : flatten(node.children ?? [], closed, level + 1, node.id)),
  ])
}

/** A tree with one tab stop; branches start open. */
export function Tree({ label, nodes, selected, onSelect }: TreeProps) {
  const box = useRef<HTMLDivElement>(null)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [focused, setFocused] = useState<string>()
  const flat = flatten(nodes, closed)
  const stop = flat.find(({ node }) => node.id === focused) ?? flat.find(({ node }) => node.id === selected) ?? flat[0]

  function toggle(id: string, open: boolean) {
    const next = new Set(closed)
    if (open) next.delete(id)
    else next.add(id)
    setClosed(next)
  }
  function focus(id: string | undefined) {
    if (id === undefined) return
    setFocused(id)
    for (const item of box.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? []) {
      if (item.dataset.id === id) item.focus()
    }
  }

  function onKeyDown(event: KeyboardEvent, at: FlatNode) {
    const index = flat.indexOf(at)
    const branch = at.node.children !== undefined
    const open = branch && !closed.has(at.node.id)
    switch (event.key) {
      case 'ArrowDown':
        focus(flat[index + 1]?.node.id)
        break
      case 'ArrowUp':
        focus(flat[index - 1]?.node.id)
        break
      case 'Home':
        focus(flat[0]?.node.id)
        break
      case 'End':
        focus(flat.at(-1)?.node.id)
        break
      case 'ArrowRight':
        if (branch && !open) toggle(at.node.id, true)
        else if (open) focus(at.node.children?.[0]?.id)
        break
      case 'ArrowLeft':
        if (open) toggle(at.node.id, false)
        else focus(at.parent)
        break
      case 'Enter':
      case ' ':
        if (branch) toggle(at.node.id, !open)
        else onSelect(at.node.id)
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    <div ref={box} role="tree" aria-label={label} className={styles.tree}>
      {flat.map((at) => {
        const { node, level } = at
        const branch = node.children !== undefined
        return (
          <div
            key={node.id}
            role="treeitem"
            data-id={node.id}
            aria-level={level}
            aria-expanded={branch ? !closed.has(node.id) : undefined}
            aria-selected={node.id === selected}
            tabIndex={node.id === stop?.node.id ? 0 : -1}
            className={styles.item}
            style={{ paddingLeft: 8 + (level - 1) * 14 }}
            onFocus={() => setFocused(node.id)}
            onKeyDown={(event) => onKeyDown(event, at)}
            onClick={() => (branch ? toggle(node.id, closed.has(node.id)) : onSelect(node.id))}
          >
            {node.mark}
            <span className={styles.label}>{node.label}</span>
            {node.end !== undefined && <span className={styles.end}>{node.end}</span>}
          </div>
        )
      })}
    </div>
  )
}
