/** Files of a folder, a single file or an archive, as texts. */
import { dirname, join, resolve } from 'node:path'
import { manifestPath, readManifest } from '@/lib/bundle/manifest'
import { sha256 } from '@/lib/bundle/sha256'
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { unpackZip } from '@/lib/import/unpack'
import type { FileSet, TextFile } from '@/lib/targets/target'
import { expandPattern, hasPattern } from './glob'
import type { FileSystem, Io } from './io'
import { readTextFile } from './text-file'

/** A bundle is a few megabytes; what claims to be more is refused before it is unpacked. */
const mostBytes = 100_000_000
const mostFiles = 100_000

/** Paths of all files below, with forward slashes, sorted; names with a leading dot and linked folders are left out. */
export function listFiles(folder: string, files: FileSystem): string[] {
  return files.list(folder).flatMap((name) => {
    const kind = name.startsWith('.') ? undefined : files.kind(join(folder, name))
    if (kind === 'file') return [name]
    if (kind !== 'folder' || files.isLink(join(folder, name))) return []
    return listFiles(join(folder, name), files).map((path) => `${name}/${path}`)
  })
}

/** The files that the boxes run now, from a bundle: only those that are applied. */
export function readPreviousBundle(operand: string, io: Io): Result<FileSet> {
  const archive = openBundle(operand, io)
  if (!archive.ok) return archive
  const read = archive.value
  const bytes = read(manifestPath)
  if (bytes === undefined) {
    const cure = 'Name the folder or the archive that portcullis render wrote.'
    return refuse(operand, `has no ${manifestPath}, so it is no bundle.`, cure)
  }
  const manifest = readManifest(new TextDecoder().decode(bytes))
  if (!manifest.ok) return failure(manifest.problems.map((problem) => ({ ...problem, at: `${operand}/${problem.at}` })))
  const files: TextFile[] = []
  const changed: string[] = []
  for (const { path, use, sha256: sum } of manifest.value.files) {
    if (use !== 'apply') continue
    const found = isInside(path) ? read(path) : undefined
    if (found === undefined)
      return refuse(operand, `lacks ${path}, which its manifest lists.`, 'Take the whole bundle.')
    const text = asWritten(found, sum)
    if (text === undefined) changed.push(path)
    else files.push({ path, text })
  }
  return changed.length === 0
    ? success(files)
    : failure(changed.slice(0, mostNamed).map((path) => changedFile(operand, path)))
}

const mostNamed = 20

/** What a file is by its checksum; a checkout on Windows may have given its lines other ends. Nothing where it says something else. */
function asWritten(bytes: Uint8Array, sum: string): string | undefined {
  const text = new TextDecoder().decode(bytes)
  const unix = text.replaceAll('\r\n', '\n')
  return sha256(bytes) === sum ? text : sha256(unix) === sum ? unix : undefined
}

function changedFile(operand: string, path: string): Problem {
  return {
    severity: 'error',
    at: `${operand}/${path}`,
    message: 'is not as portcullis wrote it: its checksum in the manifest is another.',
    suggestion:
      'Take the bundle that the boxes run, as it was written; what they run instead, verify --against compares.',
  }
}

/** The bytes of a file of the bundle, if it has one there. */
type BundleReader = (path: string) => Uint8Array | undefined

function openBundle(operand: string, io: Io): Result<BundleReader> {
  const path = resolve(io.folder, operand)
  const kind = io.files.kind(path)
  if (kind === undefined) return refuse(operand, 'There is no such folder or archive.', 'Check the path.')
  if (kind === 'folder') {
    return success((name) => {
      const full = join(path, name)
      return io.files.kind(full) === 'file' ? io.files.read(full) : undefined
    })
  }
  const unpacked = unpackZip(io.files.read(path), { bytes: mostBytes, files: mostFiles })
  if (unpacked.ok) {
    const entries = new Map(unpacked.files.map(({ name, bytes }) => [name, bytes]))
    return success((name) => entries.get(name))
  }
  if (unpacked.why === 'too large') {
    return refuse(operand, 'unpacks to more than a bundle ever holds.', 'Take the bundle as it was.')
  }
  if (unpacked.why === 'damaged') {
    const cure = 'Fetch it again, or name the folder.'
    return refuse(`${operand}/${unpacked.name}`, 'is not what the archive says: it was damaged on the way.', cure)
  }
  return refuse(operand, 'is no archive that can be read.', 'Name a folder or a .zip file.')
}

/** A manifest is a file that anybody may change: what it names lies in its own folder or is refused. */
export function isInside(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..') && !path.includes('\\')
}

/**
 * A file, or those of a folder that the target reads, called as the person called them. The others come by name: of a bundle
 * also the files that are for another target, or that only take away again what it put there.
 */
export function readGivenFiles(
  operand: string,
  { id, recognises }: { readonly id: string; readonly recognises: (file: TextFile) => boolean },
  io: Io,
): Result<{ readonly files: FileSet; readonly others: readonly string[] }> {
  const path = resolve(io.folder, operand)
  const kind = io.files.kind(path)
  const matching = kind === undefined && hasPattern(operand) ? expandPattern(operand, io.folder, io.files) : []
  if (matching.length > 0) return readRecognised(operand, matching, recognises, io)
  if (kind === undefined) return refuse(operand, 'There is no such file or folder.', 'Check the path.')
  if (kind === 'file') {
    const text = readTextFile(path, io)
    if (!text.ok) return failure(text.problems.map((problem) => ({ ...problem, at: operand })))
    return success({ files: [{ path: operand, text: text.value }], others: [] })
  }
  const inside = listFiles(path, io.files).map((name) => join(operand, name))
  const others = new Set([path, dirname(path)].flatMap((folder) => filesOfOthers(folder, id, io)))
  const isOwn = (file: TextFile): boolean => !others.has(resolve(io.folder, file.path)) && recognises(file)
  return readRecognised(operand, inside, isOwn, io)
}

/** What a bundle in this folder, or around it, lists and does not apply for the target. */
function filesOfOthers(folder: string, id: string, io: Io): string[] {
  const path = join(folder, manifestPath)
  const text = io.files.kind(path) === 'file' ? readTextFile(path, io) : undefined
  const manifest = text?.ok === true ? readManifest(text.value) : undefined
  if (manifest?.ok !== true) return []
  return manifest.value.files
    .filter(({ target, use }) => target !== id || use !== 'apply')
    .map((file) => join(folder, file.path))
}

function readRecognised(
  operand: string,
  names: readonly string[],
  recognises: (file: TextFile) => boolean,
  io: Io,
): Result<{ readonly files: FileSet; readonly others: readonly string[] }> {
  const files: TextFile[] = []
  const others: string[] = []
  for (const name of names) {
    const text = readTextFile(resolve(io.folder, name), io)
    const file = { path: name, text: text.ok ? text.value : '' }
    if (text.ok && recognises(file)) files.push(file)
    else others.push(file.path)
  }
  if (files.length === 0) {
    return refuse(operand, 'holds no file that this target reads.', 'Name the folder with the files of the boxes.')
  }
  return success({ files, others })
}

function refuse<T>(at: string, message: string, suggestion: string): Result<T> {
  return failure([{ severity: 'error', at, message, suggestion }])
}
