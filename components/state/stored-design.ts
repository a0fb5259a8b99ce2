/** How a design is kept in the browser, and how it is read back without trusting it. */
import { designSchema } from '@/lib/design/design'
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

export type ReadStored =
  | { readonly ok: true; readonly stored: StoredDesign }
  /** `where` is a path into the record. */
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

/** Reads one record whole, with the same schema as a file from a stranger. */
export function readStored(id: string, text: string): ReadStored {
  const record = parseRecord(text)
  if (record === undefined) return { ok: false, message: 'is not JSON: it was cut off or overwritten', where: '' }
  if (record.format !== 1) {
    return { ok: false, message: 'was written by a version of this page that this one does not know', where: 'format' }
  }
  const { stamp, parent, savedAt, files } = record
  if (typeof stamp !== 'string' || typeof savedAt !== 'number') {
    return { ok: false, message: 'lacks its time of saving', where: 'savedAt' }
  }
  const read = designSchema.safeParse(record.design)
  if (!read.success) {
    const issue = read.error.issues[0]
    return { ok: false, message: issue?.message ?? 'is no design', where: ['design', ...(issue?.path ?? [])].join('/') }
  }
  if (!isTexts(files)) return { ok: false, message: 'is not a list of texts by path', where: 'files' }
  return {
    ok: true,
    stored: {
      id,
      stamp,
      parent: typeof parent === 'string' ? parent : undefined,
      savedAt,
      snapshot: { design: read.data, files },
    },
  }
}

/** Enough of a record for a list; undefined when it has to be read whole to say what is wrong. */
export function summariseStored(id: string, text: string): StoredSummary | undefined {
  const record = parseRecord(text)
  const design = record === undefined ? undefined : asRecord(record.design)
  if (record === undefined || design === undefined) return undefined
  if (record.format !== 1 || typeof record.savedAt !== 'number' || typeof design.name !== 'string') return undefined
  const nodes = Array.isArray(design.nodes) ? design.nodes.length : 0
  const pools: readonly unknown[] = Array.isArray(design.pools) ? design.pools : []
  const pooled = pools.reduce<number>((sum, pool) => sum + largestCount(asRecord(pool)?.count), 0)
  return { id, name: design.name, savedAt: record.savedAt, machines: nodes + pooled }
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
