'use client'

import { type CSSProperties, type SyntheticEvent, useId, useLayoutEffect, useMemo, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { tokenizeFile } from './code/tokenize'
import styles from './code-editor.module.css'
import { CodeLine } from './code-line'
import type { LineFault } from './file-state'
import type { LineOrigin } from './line-origin'
import { linesOf } from './line-rules'
import { exportMessages as say } from './messages'

export interface CodeEditorProps {
  readonly path: string
  readonly text: string
  readonly rendered: string
  /** By line, from 1. */
  readonly faults: ReadonlyMap<number, LineFault>
  /** By index from 0. */
  readonly origins: readonly LineOrigin[]
  readonly rules: readonly (readonly string[])[]
  readonly titleOf: (rule: string) => string
  readonly selected: ReadonlySet<string>
  /** The line to bring into sight, from 1. */
  readonly line: number | undefined
  readonly wrap: boolean
  readonly onText: (text: string) => void
  readonly onLine: (line: number) => void
  readonly onRule: (id: string) => void
  /** The text took the focus. */
  readonly onPoint: (element: Element) => void
}

/** As in the style sheet: configurations of appliances stand five deep. */
const tabSize = 2

/** Lines beyond which those out of sight are not laid out. */
const longFile = 1500

/**
 * A plain text area over a coloured copy of its text. The copy gives the size, so both scroll as one, and everything
 * that a text area can do (undo, input methods, spell-free selection, find) stays the browser's own.
 */
export function CodeEditor(props: CodeEditorProps) {
  const {
    path,
    text,
    rendered,
    faults,
    origins,
    rules,
    titleOf,
    selected,
    line,
    wrap,
    onText,
    onLine,
    onRule,
    onPoint,
  } = props
  const hint = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const caretLine = useRef<number>(undefined)
  const lines = useMemo(() => linesOf(text), [text])
  const before = useMemo(() => linesOf(rendered), [rendered])
  const drawn = useMemo(
    () => tokenizeFile(path, lines).map((tokens, index) => ({ number: index + 1, tokens })),
    [path, lines],
  )
  const longest = useMemo(() => Math.max(0, ...lines.map(widthOf)), [lines])

  useLayoutEffect(() => {
    if (line === undefined || line === caretLine.current) return
    caretLine.current = line
    const box = scroller.current
    const target = box?.querySelector(`[data-line="${line}"]`)
    if (box == null || target == null) return
    const { top, bottom } = target.getBoundingClientRect()
    const frame = box.getBoundingClientRect()
    if (top < frame.top || bottom > frame.bottom) target.scrollIntoView({ block: 'center', inline: 'nearest' })
  }, [line])

  function onSelect(event: SyntheticEvent<HTMLTextAreaElement>) {
    const { selectionStart, selectionEnd, value } = event.currentTarget
    if (selectionStart !== selectionEnd || document.activeElement !== event.currentTarget) return
    const at = value.slice(0, selectionStart).split('\n').length
    if (at === caretLine.current) return
    caretLine.current = at
    onLine(at)
  }

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={classNames(styles.scroller, wrap ? styles.wrap : lines.length > longFile && styles.long)}
      >
        <p id={hint} className="visually-hidden">
          {say.editorHint}
        </p>
        <div
          className={classNames(styles.sheet, rules.every((ids) => ids.length === 0) && styles.bare)}
          style={{ '--digits': `${String(lines.length).length}ch`, '--longest': `${longest + 2}ch` } as CSSProperties}
        >
          <div className={styles.lines} aria-hidden="true">
            {drawn.map(({ number, tokens }) => {
              const own = rules[number - 1] ?? []
              const origin = origins[number - 1]
              const changed = origin?.changed === true
              return (
                <CodeLine
                  key={number}
                  number={number}
                  tokens={tokens}
                  fault={faults.get(number)}
                  was={changed ? (origin.rendered === undefined ? '' : (before[origin.rendered] ?? '')) : undefined}
                  rule={own[0]}
                  title={own.map(titleOf).join(', ')}
                  first={own[0] !== rules[number - 2]?.[0]}
                  lit={own.some((id) => selected.has(id))}
                  onRule={onRule}
                />
              )
            })}
          </div>
          <textarea
            ref={area}
            className={styles.area}
            aria-label={say.editorLabel(path)}
            aria-describedby={hint}
            value={text}
            wrap={wrap ? 'soft' : 'off'}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            autoCorrect="off"
            onChange={(event) => onText(event.target.value)}
            onFocus={(event) => onPoint(event.currentTarget)}
            onSelect={onSelect}
            onScroll={(event) => {
              event.currentTarget.scrollTop = 0
              event.currentTarget.scrollLeft = 0
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || event.nativeEvent.isComposing || text === rendered) return
              event.preventDefault()
              event.stopPropagation()
              putText(event.currentTarget, scroller.current, rendered, onText)
            }}
          />
        </div>
      </div>
    </div>
  )
}

/** Replaces the whole text as typing would, so that the browser's own undo brings it back; nothing else moves. */
function putText(
  area: HTMLTextAreaElement,
  scroller: HTMLElement | null,
  text: string,
  onText: (text: string) => void,
): void {
  const { selectionStart } = area
  const { scrollTop, scrollLeft } = scroller ?? { scrollTop: 0, scrollLeft: 0 }
  area.select()
  if (!document.execCommand('insertText', false, text)) onText(text)
  const caret = Math.min(selectionStart, text.length)
  area.setSelectionRange(caret, caret)
  scroller?.scrollTo(scrollLeft, scrollTop)
}

/** Columns that a line takes in a font of one width: tabs to the next multiple of `tabSize`, wide characters two. */
function widthOf(line: string): number {
  let width = 0
  for (const character of line) {
    if (character === '\t') width += tabSize - (width % tabSize)
    else width += character > '\u10ff' ? 2 : 1
  }
  return width
}
