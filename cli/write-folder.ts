/**
 * Writes a bundle into a folder, whole or not at all. What somebody else wrote, or changed since, stays as it is
 * unless it is asked for by force: the manifest in the folder says what this tool wrote and how it looked then.
 */
import { dirname, join } from 'node:path'
import type { BundleFile } from '@/lib/bundle/bundle-file'
import { type Manifest, manifestPath, readManifest } from '@/lib/bundle/manifest'
import { sha256 } from '@/lib/bundle/sha256'
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { isInside } from './folders'
import type { FileSystem } from './io'
import { reasonOf } from './text-file'

export interface Written {
  readonly written: readonly string[]
  /** Files of the bundle that was there which are not in this one. */
  readonly removed: readonly string[]
  /** Such files that somebody changed: they stay. */
  readonly kept: readonly string[]
}

export function writeFolder(
  folder: string,
  bundle: readonly BundleFile[],
  force: boolean,
  files: FileSystem,
): Result<Written> {
  const before = ownFiles(folder, files)
  const conflicts = force ? [] : findConflicts(folder, bundle, before, files)
  if (conflicts.length > 0) return failure(conflicts)
  const wanted = new Set(bundle.map((file) => file.path))
  const stale = [...before.keys()].filter((path) => !wanted.has(path) && files.kind(join(folder, path)) === 'file')
  const removed = stale.filter((path) => isUnchanged(folder, path, before, files))
  const kept = stale.filter((path) => !removed.includes(path))
  try {
    replaceAll(folder, bundle, removed, files)
  } catch (error) {
    return failure([
      {
        severity: 'error',
        at: folder,
        message: `Nothing was written: ${reasonOf(error)}.`,
        suggestion: 'Check the folder and its permissions.',
      },
    ])
  }
  return success({ written: bundle.map((file) => file.path), removed, kept })
}

/** Checksums by path of what the manifest in the folder says this tool wrote. */
function ownFiles(folder: string, files: FileSystem): ReadonlyMap<string, string> {
  const manifest = manifestOf(folder, files)
  if (manifest === undefined) return new Map()
  return new Map(manifest.files.filter(({ path }) => isInside(path)).map((file) => [file.path, file.sha256]))
}

function manifestOf(folder: string, files: FileSystem): Manifest | undefined {
  const path = join(folder, manifestPath)
  if (files.kind(path) !== 'file') return undefined
  const manifest = readManifest(new TextDecoder().decode(files.read(path)))
  return manifest.ok ? manifest.value : undefined
}

function isUnchanged(folder: string, path: string, own: ReadonlyMap<string, string>, files: FileSystem): boolean {
  return own.get(path) === sha256(files.read(join(folder, path)))
}

function findConflicts(
  folder: string,
  bundle: readonly BundleFile[],
  own: ReadonlyMap<string, string>,
  files: FileSystem,
): Problem[] {
  if (files.kind(folder) === 'file') {
    return [{ severity: 'error', at: folder, message: 'is a file.', suggestion: 'Name a folder.' }]
  }
  const suggestion = 'Write to another folder, or overwrite it with --force.'
  return bundle.flatMap(({ path, text }): Problem[] => {
    const full = join(folder, path)
    const kind = files.kind(full)
    if (kind === undefined) return []
    const at = full
    if (kind === 'folder') return [{ severity: 'error', at, message: 'is a folder where a file belongs.', suggestion }]
    if (path === manifestPath && manifestOf(folder, files) !== undefined) return []
    if (sha256(files.read(full)) === sha256(text)) return []
    if (!own.has(path)) return [{ severity: 'error', at, message: 'was not written by portcullis.', suggestion }]
    return isUnchanged(folder, path, own, files)
      ? []
      : [{ severity: 'error', at, message: 'was changed after portcullis wrote it.', suggestion }]
  })
}

/**
 * Everything is ready beside the folder before the first file in it is replaced, the old files among it. A replacement
 * that fails takes the others back; should even that fail, the old files stay where they were put.
 */
function replaceAll(
  folder: string,
  bundle: readonly BundleFile[],
  removed: readonly string[],
  files: FileSystem,
): void {
  const stage = freeName(`${folder}.portcullis-new`, files)
  const isNew = files.kind(folder) === undefined
  const paths = bundle.map((file) => file.path)
  const old = isNew ? [] : [...removed, ...paths].filter((path) => files.kind(join(folder, path)) === 'file')
  const undo: (() => void)[] = []
  try {
    for (const { path, text, holdsBackup } of bundle) {
      writeInto(join(stage, 'new', path), new TextEncoder().encode(text), files, holdsBackup)
    }
    // What was there may hold somebody's backup, and comes back from here when a replacement fails.
    for (const path of old) writeInto(join(stage, 'old', path), files.read(join(folder, path)), files, true)
    if (isNew) {
      files.makeFolder(dirname(folder))
      files.move(join(stage, 'new'), folder)
    } else {
      for (const path of paths) {
        const full = join(folder, path)
        const isThere = old.includes(path)
        undo.push(() => (isThere ? files.move(join(stage, 'old', path), full) : files.remove(full)))
        files.makeFolder(dirname(full))
        files.move(join(stage, 'new', path), full)
      }
      for (const path of removed) {
        undo.push(() => files.move(join(stage, 'old', path), join(folder, path)))
        files.remove(join(folder, path))
      }
      removeEmptyFolders(folder, removed, files)
    }
  } catch (error) {
    takeBack(undo, join(stage, 'old'), error)
    files.remove(stage)
    throw error
  }
  files.remove(stage)
}

function writeInto(path: string, bytes: Uint8Array, files: FileSystem, isSecret = false): void {
  files.makeFolder(dirname(path))
  files.write(path, bytes, isSecret ? 'owner' : undefined)
}

function takeBack(undo: readonly (() => void)[], old: string, cause: unknown): void {
  try {
    for (const step of [...undo].reverse()) step()
  } catch (error) {
    throw new Error(`${reasonOf(cause)}, then ${reasonOf(error)}; the old files are in ${old}`)
  }
}

function removeEmptyFolders(folder: string, removed: readonly string[], files: FileSystem): void {
  for (const path of removed) {
    for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
      const full = join(folder, parent)
      if (files.kind(full) === 'folder' && files.list(full).length === 0) files.remove(full)
    }
  }
}

function freeName(wanted: string, files: FileSystem): string {
  let name = wanted
  for (let number = 2; files.kind(name) !== undefined; number++) name = `${wanted}-${number}`
  return name
}

/** One file, whole or not at all. */
export function writeWhole(path: string, bytes: Uint8Array, files: FileSystem, readers?: 'owner'): Result<string> {
  const stage = freeName(`${path}.portcullis-new`, files)
  try {
    files.write(stage, bytes, readers)
    files.move(stage, path)
    return success(path)
  } catch (error) {
    files.remove(stage)
    return failure([
      {
        severity: 'error',
        at: path,
        message: `Nothing was written: ${reasonOf(error)}.`,
        suggestion: 'Check the folder and its permissions.',
      },
    ])
  }
}
