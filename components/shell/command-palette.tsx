'use client'

import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { zoneSelection } from '@/components/matrix/zone-selection'
import { isEnabled, labelOf } from '@/components/state/actions/action'
import { actions } from '@/components/state/actions/registry'
import { useDesign } from '@/components/state/design-store'
import { takeLetters } from '@/components/state/early-letters'
import { findProducts, useAnalysis } from '@/components/state/engine'
import type { Product } from '@/components/state/engine-task'
import { focusThing, focusWhy } from '@/components/state/focus'
import { formatKeys, isMacPlatform } from '@/components/state/keys'
import { addProduct } from '@/components/state/products'
import { select } from '@/components/state/selection'
import type { SentAnalysis } from '@/components/state/sent-analysis'
import { closeDialog, showPane, showTab } from '@/components/state/view'
import { Dialog } from '@/components/ui/dialog'
import type { Design } from '@/lib/design/design'
import styles from './command-palette.module.css'
import { type Findable, findBest } from './find-best'

interface Entry extends Findable {
  readonly id: string
  readonly kind: string
  readonly keys?: string | undefined
  readonly perform: () => void
}

const mostShown = 40

export function CommandPalette() {
  const design = useDesign()
  const analysis = useAnalysis()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  useLayoutEffect(() => {
    const typed = takeLetters()
    if (typed !== '') setText((now) => typed + now)
  }, [])
  const [products, setProducts] = useState<readonly Product[]>([])
  useEffect(() => void findProducts(design).then(setProducts), [design])
  const entries = useMemo(
    () => [
      ...actionEntries(),
      ...products.map(productEntry),
      ...thingEntries(design),
      ...zoneEntries(design, analysis),
      ...resultEntries(analysis),
    ],
    [design, analysis, products],
  )
  const found = findBest(entries, text, mostShown)
  const index = Math.min(active, found.length - 1)

  function run(entry: Entry | undefined) {
    if (entry === undefined) return
    closeDialog()
    // After the dialog gave focus back, so that the command may move it.
    requestAnimationFrame(() => entry.perform())
  }

  return (
    <Dialog title="Find a command, node or file" bare onClose={closeDialog}>
      <input
        role="combobox"
        aria-label="Command, node, rule or file"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={index >= 0 ? `palette-${index}` : undefined}
        aria-autocomplete="list"
        className={styles.input}
        placeholder="Command, node, rule or file"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          const size = found.length
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault()
            const next = (index + (event.key === 'ArrowDown' ? 1 : -1) + size) % Math.max(1, size)
            setActive(next)
            document.getElementById(`palette-${next}`)?.scrollIntoView({ block: 'nearest' })
          } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            event.preventDefault()
            run(found[index])
          }
        }}
      />
      <div id="palette-list" role="listbox" aria-label="Results" className={styles.list} tabIndex={-1}>
        {found.map((entry, at) => (
          <div
            key={entry.id}
            id={`palette-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === index}
            className={styles.option}
            onPointerMove={() => setActive(at)}
            onPointerUp={() => run(entry)}
          >
            <span className={styles.label}>{entry.label}</span>
            <span className={styles.kind}>{entry.kind}</span>
            {entry.keys !== undefined && <kbd className={styles.keys}>{entry.keys}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>Nothing is called that.</p>}
    </Dialog>
  )
}

function actionEntries(): Entry[] {
  const isMac = isMacPlatform()
  return actions
    .filter((action) => action.id !== 'palette' && isEnabled(action))
    .map((action) => {
      const keys = action.keys?.[0]
      return {
        id: `action:${action.id}`,
        label: labelOf(action),
        words: `${action.group} ${action.keywords ?? ''}`,
        kind: action.group,
        keys: keys === undefined ? undefined : formatKeys(keys, isMac),
        perform: action.perform,
      }
    })
}

/** A product that the design writes no files for yet. */
function productEntry(product: Product): Entry {
  return {
    id: `product:${product.id}`,
    label: `Add ${product.title}`,
    words: `product target files ${product.summary}`,
    kind: 'product',
    perform: () => addProduct(product),
  }
}

function thingEntries(design: Design): Entry[] {
  const thing = (kind: 'node' | 'pool' | 'subnet', name: string, words: string): Entry => ({
    id: `${kind}:${name}`,
    label: name,
    words,
    kind,
    perform: () => {
      select({ kind, name })
      showPane('design')
      focusThing(`${kind}:${name}`)
    },
  })
  return [
    ...design.nodes.map((node) => thing('node', node.name, `${node.role} ${node.addresses.join(' ')} ${node.subnet}`)),
    ...design.pools.map((pool) => thing('pool', pool.name, `${pool.role} ${pool.addresses.join(' ')} ${pool.subnet}`)),
    ...design.subnets.map((subnet) => thing('subnet', subnet.name, `lane ${subnet.cidrs.join(' ')}`)),
  ]
}

/** Zones of the grid that no lane draws as one thing: the internet, roles, pods, admins, load balancers. */
function zoneEntries(design: Design, analysis: SentAnalysis | undefined): Entry[] {
  const zones = [...(analysis?.reach.rows ?? []), ...(analysis?.reach.columns ?? [])]
  const own = new Map(zones.map((zone) => [zone.id, zone]))
  return [...own.values()]
    .filter(({ kind }) => kind !== 'node' && kind !== 'pool' && kind !== 'subnet')
    .map(({ id, title, prefixes }) => ({
      id: `zone:${id}`,
      label: title,
      words: `${id} ${prefixes.join(' ')}`,
      kind: 'zone',
      perform: () => {
        showTab('grid')
        select(zoneSelection(id, design))
        focusWhy()
      },
    }))
}

function resultEntries(analysis: SentAnalysis | undefined): Entry[] {
  if (analysis === undefined) return []
  const rules = analysis.policy.rules.map((rule): Entry => {
    const ports = rule.ports.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(' ')
    return {
      id: `rule:${rule.id}`,
      label: `${rule.title} on ${rule.on}`,
      words: `${rule.id} ${ports} ${rule.listener}`,
      kind: 'rule',
      perform: () => {
        showTab('rules')
        select({ kind: 'rule', id: rule.id })
      },
    }
  })
  const files = analysis.targets.flatMap((target) =>
    target.files.map(
      (file): Entry => ({
        id: `file:${file.path}`,
        label: file.path,
        words: target.title,
        kind: 'file',
        perform: () => {
          showTab('files')
          select({ kind: 'line', file: file.path, line: 1 })
        },
      }),
    ),
  )
  return [...rules, ...files]
}
