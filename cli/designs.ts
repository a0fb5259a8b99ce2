/** DESIGN on the command line: files, patterns, standard input, links. */
import { dirname, join, resolve } from 'node:path'
import type { Design } from '@/lib/design/design'
import { failure, type Problem, type Result } from '@/lib/design/problem'
import { readDesign } from '@/lib/design/read-design'
import { knownNames } from '@/lib/targets/known-names'
import { findOptionProblems } from '@/lib/targets/option-problems'
import { nearestWord } from '@/lib/text/nearest'
import { usageProblem } from './args'
import { expandPattern, hasPattern } from './glob'
import type { Io } from './io'
import { isLink, readLink } from './links'
import { reportProblems } from './output/problems'
import { readTextFile } from './text-file'

export interface LoadedDesign {
  /** As a person calls it: the file's path, `standard input`, `link`. */
  readonly name: string
  readonly design: Design
  /** Warnings that came with it, said already. */
  readonly problems: readonly Problem[]
}

/** Reports what is wrong and returns nothing unless every design can be read. */
export async function loadDesigns(operands: readonly string[], io: Io): Promise<readonly LoadedDesign[] | undefined> {
  if (operands.length === 0) {
    reportProblems(io, [
      usageProblem('No design is named.', 'Name a file, a pattern in quotes, - for standard input, or a link.'),
    ])
    return undefined
  }
  const loaded: LoadedDesign[] = []
  let isSound = true
  for (const operand of operands) {
    for (const source of await readSources(operand, io)) {
      const design = source.read()
      const options = design.ok ? findOptionProblems(design.value) : []
      const problems = [...design.problems, ...options]
      reportProblems(io, problems, source.name)
      // Addresses that do not fit are said and worked with: findings and proofs are about such designs too.
      if (!design.ok || options.some((problem) => problem.severity === 'error')) isSound = false
      else loaded.push({ name: source.name, design: design.value, problems })
    }
  }
  return isSound ? loaded : undefined
}

interface DesignSource {
  readonly name: string
  readonly read: () => Result<Design>
}

async function readSources(operand: string, io: Io): Promise<readonly DesignSource[]> {
  if (operand === '-') {
    const text = await io.readInput()
    return [{ name: 'standard input', read: () => readText(text, 'standard input') }]
  }
  if (isLink(operand)) return [{ name: 'link', read: () => readLink(operand) }]
  const path = resolve(io.folder, operand)
  if (io.files.kind(path) === 'file') return [fileSource(operand, path, io)]
  if (hasPattern(operand)) {
    const paths = expandPattern(operand, io.folder, io.files)
    if (paths.length > 0) return paths.map((found) => fileSource(found, resolve(io.folder, found), io))
  }
  return [{ name: operand, read: () => failure([missing(operand, path, io)]) }]
}

function fileSource(name: string, path: string, io: Io): DesignSource {
  return {
    name,
    read: () => {
      const text = readTextFile(path, io)
      return text.ok ? readText(text.value, name) : text
    },
  }
}

function readText(text: string, name: string): Result<Design> {
  return readDesign(text, { ...knownNames, file: name })
}

/** Problems that were not said when the design was read. */
export function reportNewProblems(io: Io, { name, problems }: LoadedDesign, found: readonly Problem[]): void {
  const said = new Set(problems.map((problem) => problem.at))
  reportProblems(
    io,
    found.filter((problem) => !said.has(problem.at)),
    name,
  )
}

function missing(operand: string, path: string, io: Io): Problem {
  const base = { severity: 'error', at: '' } as const
  if (io.files.kind(path) === 'folder') {
    return { ...base, message: 'is a folder.', suggestion: `Name a file in it, or '${join(operand, '*.yaml')}'.` }
  }
  if (hasPattern(operand)) {
    return { ...base, message: 'No file matches the pattern.', suggestion: 'Put it in quotes and check its folder.' }
  }
  const folder = dirname(path)
  const near = io.files.kind(folder) === 'folder' ? io.files.list(folder) : []
  const meant = nearestWord(operand.split('/').at(-1) ?? operand, near)
  const suggestion =
    meant === undefined
      ? 'Check the path, or start one: portcullis init > design.yaml'
      : `Did you mean ${join(dirname(operand), meant)}?`
  return { ...base, message: 'There is no such file.', suggestion }
}
