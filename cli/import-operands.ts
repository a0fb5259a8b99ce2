/** What somebody brings to `import`: files, folders, patterns, archives, standard input, links. */
import { join, resolve } from 'node:path'
import { unzipSync } from 'fflate'
import type { Design } from '@/lib/design/design'
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { FileSet, TextFile } from '@/lib/targets/target'
import { listFiles } from './folders'
import { expandPattern, hasPattern } from './glob'
import type { Io } from './io'
import { isLink, readLink } from './links'
import { readTextFile, reasonOf } from './text-file'

/** Configurations of boxes are some hundred kilobytes; a dump of a fleet is a few megabytes. */
const mostBytes = 8_000_000
const mostBytesTogether = 64_000_000
const mostFiles = 2_000

export type Brought =
  | { readonly kind: 'files'; readonly files: FileSet }
  | { readonly kind: 'link'; readonly design: Result<Design> }

export async function readBrought(operands: readonly string[], io: Io): Promise<Result<Brought>> {
  const [first] = operands
  if (
    first !== undefined &&
    operands.length === 1 &&
    isLink(first) &&
    io.files.kind(resolve(io.folder, first)) === undefined
  ) {
    return success({ kind: 'link', design: readLink(first) })
  }
  const files: TextFile[] = []
  const problems: Problem[] = []
  for (const operand of operands) {
    const found = await readOperand(operand, io)
    if (found.ok) files.push(...found.value)
    problems.push(...found.problems)
  }
  if (problems.length > 0) return failure(problems)
  const size = files.reduce((sum, { text }) => sum + text.length, 0)
  if (size > mostBytesTogether || files.length > mostFiles) {
    return refuse(
      operands.join(', '),
      'is more than the configuration of a cluster.',
      'Name the files of the boxes alone.',
    )
  }
  return success({ kind: 'files', files })
}

async function readOperand(operand: string, io: Io): Promise<Result<FileSet>> {
  if (operand === '-') return success([{ path: 'standard input', text: await io.readInput() }])
  const path = resolve(io.folder, operand)
  const kind = io.files.kind(path)
  if (kind === 'file') return readOne(operand, path, io)
  if (kind === 'folder') {
    return readAll(
      listFiles(path, io.files).map((name) => join(operand, name)),
      io,
    )
  }
  const found = hasPattern(operand) ? expandPattern(operand, io.folder, io.files) : []
  if (found.length > 0) return readAll(found, io)
  return refuse(operand, 'There is no such file or folder.', 'Check the path; put a pattern in quotes.')
}

function readAll(paths: readonly string[], io: Io): Result<FileSet> {
  if (paths.length > mostFiles)
    return refuse('usage', `These are ${paths.length} files.`, 'Name those of the boxes alone.')
  const read = paths.map((path) => readOne(path, resolve(io.folder, path), io))
  const refused = read.filter((one) => !one.ok).flatMap(({ problems }) => problems)
  const files = read.flatMap((one) => (one.ok ? one.value : []))
  // A folder may hold pictures and archives beside what is wanted.
  return files.length === 0 && refused.length > 0 ? failure(refused) : success(files)
}

function readOne(name: string, path: string, io: Io): Result<FileSet> {
  const size = io.files.size(path)
  if (size > mostBytes) {
    const message = `has ${size} bytes; a configuration has at most ${mostBytes}.`
    return refuse(name, message, 'Give the configuration of the box alone.')
  }
  if (/\.zip$/i.test(name)) return readArchive(name, path, io)
  const text = readTextFile(path, io)
  return text.ok
    ? success([{ path: name, text: text.value }])
    : failure(text.problems.map((one) => ({ ...one, at: name })))
}

function readArchive(name: string, path: string, io: Io): Result<FileSet> {
  try {
    let bytes = 0
    const entries = unzipSync(io.files.read(path), {
      filter: ({ originalSize }) => {
        bytes += originalSize
        return bytes <= mostBytes
      },
    })
    if (bytes > mostBytes)
      return refuse(name, 'unpacks to more than a bundle ever holds.', 'Take the bundle as it was.')
    const decoder = new TextDecoder('utf-8')
    const files = Object.entries(entries).filter(([entry]) => !entry.endsWith('/'))
    return success(files.map(([entry, data]) => ({ path: join(name, entry), text: decoder.decode(data) })))
  } catch (error) {
    return refuse(name, `is no archive that can be read: ${reasonOf(error)}.`, 'Name a folder or a .zip file.')
  }
}

function refuse<T>(at: string, message: string, suggestion: string): Result<T> {
  return failure([{ severity: 'error', at, message, suggestion }])
}
