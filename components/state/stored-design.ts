/** How a design is kept in the browser, and what a record says about itself before its design is read. */
import type { Snapshot } from './history'

export interface StoredDesign {
  readonly id: string
  /** Changes with every save, in whichever tab. */
  readonly stamp: string
  /** The stamp this save was made upon: tells a tab that its own save was overwritten unseen. */
  readonly parent: string | undefined
  /** Milliseconds since 1970. */
  readonly savedAt: number
  readonly snapshot: Snapshot
}

export interface StoredSummary {
  readonly id: string
  readonly name: string
  readonly savedAt: number
  /** Machines in it, pools counted at their largest. */
  readonly machines: number
}

/** A record with its design still unread. */
interface Envelope {
  readonly stamp: string
  readonly parent: string | undefined
  readonly savedAt: number
  readonly files: Readonly<Record<string, string>>
  readonly design: unknown
}

type ReadEnvelope =
  | { readonly ok: true; readonly envelope: Envelope }
  | { readonly ok: false; readonly message: string; readonly where: string }

const prefix = 'portcullis/design/'

export function storageKey(id: string): string {
  return prefix + id
}

export function idOfKey(key: string): string | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined
}

export function writeStored(stored: StoredDesign): string {
  const { id, stamp, parent, savedAt, snapshot } = stored
  return JSON.stringify({ format: 1, id, stamp, parent, savedAt, design: snapshot.design, files: snapshot.files })
}

export function readEnvelope(text: string): ReadEnvelope {
  const record = parseRecord(text)
  if (record === undefined) return { ok: false, message: 'is not JSON: it was cut off or overwritten', where: '' }
  if (record.format !== 1) {
    return { ok: false, message: 'was written by a version of this page that this one does not know', where: 'format' }
  }
  const { stamp, parent, savedAt, files, design } = record
  if (typeof stamp !== 'string' || typeof savedAt !== 'number') {
    return { ok: false, message: 'lacks its time of saving', where: 'savedAt' }
  }
  if (!isTexts(files)) return { ok: false, message: 'is not a list of texts by path', where: 'files' }
  if (typeof asRecord(design)?.name !== 'string') return { ok: false, message: 'has no name', where: 'design' }
  return {
    ok: true,
    envelope: { stamp, parent: typeof parent === 'string' ? parent : undefined, savedAt, files, design },
  }
}

/** Enough of a record for a list. */
export function summarise(id: string, { savedAt, design }: Envelope): StoredSummary {
  const record = asRecord(design) ?? {}
  const nodes = Array.isArray(record.nodes) ? record.nodes.length : 0
  const pools: readonly unknown[] = Array.isArray(record.pools) ? record.pools : []
  const pooled = pools.reduce<number>((sum, pool) => sum + largestCount(asRecord(pool)?.count), 0)
  return { id, name: String(record.name), savedAt, machines: nodes + pooled }
}

/** The stamps of a record, without reading its design. */
export function stampsOf(text: string): { readonly stamp: string; readonly parent: string | undefined } | undefined {
  const record = parseRecord(text)
  if (typeof record?.stamp !== 'string') return undefined
  return { stamp: record.stamp, parent: typeof record.parent === 'string' ? record.parent : undefined }
}

function largestCount(count: unknown): number {
  if (typeof count === 'number') return count
  const max = asRecord(count)?.max
  return typeof max === 'number' ? max : 0
}

function parseRecord(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asRecord(JSON.parse(text))
  } catch {
    return undefined
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  const record = asRecord(value)
  return record !== undefined && Object.values(record).every((text) => typeof text === 'string')
}
