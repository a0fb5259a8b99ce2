/** What somebody brings to `import`: files, folders, patterns, archives, standard input, links. */
import { join, resolve } from 'node:path'
import type { Design } from '@/lib/design/design'
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { explainSize, type GivenFile, mostFiles, nameByContent, type Opened, openGiven } from '@/lib/import/open-given'
import { listFiles } from './folders'
import { expandPattern, hasPattern } from './glob'
import type { Io } from './io'
import { isLink, readLink } from './links'
import { reasonOf } from './text-file'

export type Brought = ({ readonly kind: 'files' } & Opened) | { readonly kind: 'link'; readonly design: Result<Design> }

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
  const opened = await readBoxFiles(operands, io)
  return opened.ok ? success({ kind: 'files', ...opened.value }) : opened
}

/** Files, folders, patterns, archives, or standard input. */
export async function readBoxFiles(operands: readonly string[], io: Io): Promise<Result<Opened>> {
  const given: GivenFile[] = []
  const problems: Problem[] = []
  for (const operand of operands) {
    const found = await readOperand(operand, io)
    if (found.ok) given.push(...found.value)
    problems.push(...found.problems)
  }
  return problems.length > 0 ? failure(problems) : openGiven(given)
}

async function readOperand(operand: string, io: Io): Promise<Result<readonly GivenFile[]>> {
  if (operand === '-') {
    const text = await io.readInput()
    return success([{ path: nameByContent('standard input', text), bytes: new TextEncoder().encode(text) }])
  }
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

function readAll(paths: readonly string[], io: Io): Result<readonly GivenFile[]> {
  if (paths.length > mostFiles)
    return refuse('usage', `These are ${paths.length} files.`, 'Name those of the boxes alone.')
  const read = paths.map((path) => readOne(path, resolve(io.folder, path), io))
  const refused = read.filter((one) => !one.ok).flatMap(({ problems }) => problems)
  return refused.length > 0 ? failure(refused) : success(read.flatMap((one) => (one.ok ? one.value : [])))
}

/** The size is asked for before the file is read. */
function readOne(name: string, path: string, io: Io): Result<readonly GivenFile[]> {
  try {
    const tooLarge = explainSize(name, io.files.size(path))
    return tooLarge === undefined ? success([{ path: name, bytes: io.files.read(path) }]) : failure([tooLarge])
  } catch (error) {
    return refuse(name, reasonOf(error), 'Name a file that you may read.')
  }
}

function refuse<T>(at: string, message: string, suggestion: string): Result<T> {
  return failure([{ severity: 'error', at, message, suggestion }])
}
