/** What is kept in the browser: nothing that was changed is lost on the way from one design to another, or between tabs. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Design } from '@/lib/design/design'
import { readExample } from '@/lib/testing/subject'
import { edit, useDesignStore } from './design-store'
import { storageKey, writeStored } from './stored-design'
import { flush, openAsNew, openDesign, openUnsaved, save, startWorkspace, useWorkspace } from './workspace'

const design = readExample('seed-000-baremetal')
let records = new Map<string, string>()
let room = Number.POSITIVE_INFINITY
let page = new EventTarget()
let stop = (): void => {}

function storageOf(texts: Map<string, string>) {
  return {
    get length() {
      return texts.size
    },
    key: (index: number) => [...texts.keys()][index] ?? null,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (text.length > room) throw new DOMException('full', 'QuotaExceededError')
      texts.set(key, text)
    },
    removeItem: (key: string) => texts.delete(key),
  }
}

beforeEach(() => {
  records = new Map()
  room = Number.POSITIVE_INFINITY
  page = new EventTarget()
  vi.stubGlobal('localStorage', storageOf(records))
  vi.stubGlobal('sessionStorage', storageOf(new Map()))
  vi.stubGlobal('window', page)
  vi.stubGlobal('document', new EventTarget())
  stop = startWorkspace()
})

afterEach(() => {
  openUnsaved('example', { design, files: {} })
  stop()
  vi.unstubAllGlobals()
})

/** Opens a new design of the name, and gives back its id. */
function opened(name: string): string {
  openAsNew({ design: { ...design, name }, files: {} })
  const { origin } = useDesignStore.getState()
  if (origin.kind !== 'slot') throw new Error('it is not kept')
  return origin.id
}

function rename(name: string): void {
  edit(`Rename to ${name}`, (one) => ({ ...one, name }))
}

function nameNow(): string {
  return useDesignStore.getState().history.present.design.name
}

function keptNames(): string[] {
  return [...records.entries()]
    .filter(([key]) => key.startsWith(storageKey('')))
    .map(([, text]) => (JSON.parse(text) as { design: Design }).design.name)
    .sort()
}

test('what is changed while the same design is read again stays open', async () => {
  const id = opened('first')
  const opening = openDesign(id)
  rename('first-changed')
  await opening
  expect([nameNow(), ...keptNames()]).toEqual(['first-changed', 'first-changed'])
})

test('what the browser had no room for is there again, and kept once there is room', async () => {
  const first = opened('first')
  const second = opened('second')
  room = 10
  rename('second-changed')
  save()
  expect(useWorkspace.getState().saving.kind).toBe('failed')
  await openDesign(first)
  expect(nameNow()).toBe('first')
  await openDesign(second)
  expect([nameNow(), useWorkspace.getState().saving.kind]).toEqual(['second-changed', 'failed'])
  room = Number.POSITIVE_INFINITY
  flush()
  expect(keptNames()).toEqual(['first', 'second-changed'])
})

/** Another tab saves the design so many times before this one hears of it. */
async function saveElsewhere(id: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const before = JSON.parse(records.get(storageKey(id)) ?? '{}') as { stamp: string }
    const snapshot = { design: { ...design, name }, files: {} }
    const stored = { id, stamp: `stamp of ${name}`, parent: before.stamp, savedAt: Date.now(), snapshot }
    records.set(storageKey(id), writeStored(stored))
  }
  for (const _ of names) page.dispatchEvent(Object.assign(new Event('storage'), { key: storageKey(id) }))
  await vi.waitFor(() => expect(nameNow()).toBe(names.at(-1)))
}

test('a tab in which nothing was changed follows another one, however often that saved meanwhile', async () => {
  const first = opened('first')
  opened('second')
  await openDesign(first)
  await saveElsewhere(first, ['once', 'twice'])
  expect(keptNames()).toEqual(['second', 'twice'])
})

test('what either tab has of its own is kept', async () => {
  const first = opened('first')
  rename('here')
  const record = { id: first, stamp: 'theirs', parent: 'older', savedAt: 0, snapshot: { design, files: {} } }
  records.set(storageKey(first), writeStored(record))
  page.dispatchEvent(Object.assign(new Event('storage'), { key: storageKey(first) }))
  expect(keptNames()).toEqual(['here', design.name].sort())
})

test('what is changed while another design is read is kept', async () => {
  const first = opened('first')
  opened('second')
  const opening = openDesign(first)
  rename('second-changed')
  await opening
  expect([nameNow(), ...keptNames()]).toEqual(['first', 'first', 'second-changed'])
})
