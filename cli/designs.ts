/** DESIGN on the command line: files, patterns, standard input, links. */
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Design } from '@/lib/design/design'
import { failure, type Problem, type Result } from '@/lib/design/problem'
import { readDesign } from '@/lib/design/read-design'
import { readNetworks } from '@/lib/design/shared-networks'
import { knownNames } from '@/lib/targets/known-names'
import { findOptionProblems } from '@/lib/targets/option-problems'
import { nearestWord } from '@/lib/text/nearest'
import { usageProblem } from './args'
import type { Call, CommandOption } from './command'
import { expandPattern, hasPattern } from './glob'
import type { Io } from './io'
import { isLink, readLink } from './links'
import { reportProblems } from './output/problems'
import { readTextFile } from './text-file'

/** Named prefixes that the designs of a folder, and of those in it, share. */
const networksName = 'networks.yaml'

export interface LoadedDesign {
  /** As a person calls it: the file's path, `standard input`, `link`. */
  readonly name: string
  readonly design: Design
  /** Warnings that came with it, said already. */
  readonly problems: readonly Problem[]
}

/** For every command that reads designs. */
export const networksOption: CommandOption = {
  value: 'FILE',
  help: `named prefixes that designs write as network:NAME [the nearest ${networksName}, in the design's folder or above]`,
}

/** The two designs that a command stands between; `why` says so where there are not two. */
export async function loadPair(
  call: Call,
  io: Io,
  why: string,
): Promise<readonly [before: LoadedDesign, after: LoadedDesign] | undefined> {
  const designs = await loadDesigns(call.operands, io, call.text('networks'))
  if (designs === undefined) return undefined
  const [before, after] = designs
  if (before !== undefined && after !== undefined && designs.length === 2) return [before, after]
  const count = designs.length === 1 ? 'is one' : `are ${designs.length}`
  reportProblems(io, [usageProblem(`${why} Here ${count}.`, `Write portcullis ${call.command.name} old.yaml new.yaml`)])
  return undefined
}

/**
 * Reports what is wrong and returns nothing unless every design can be read.
 * @param networks the file of named prefixes, where a person says which
 */
export async function loadDesigns(
  operands: readonly string[],
  io: Io,
  networks?: string,
): Promise<readonly LoadedDesign[] | undefined> {
  if (operands.length === 0) {
    reportProblems(io, [
      usageProblem('No design is named.', 'Name a file, a pattern in quotes, - for standard input, or a link.'),
    ])
    return undefined
  }
  const loaded: LoadedDesign[] = []
  let isSound = true
  for (const operand of operands) {
    for (const source of await readSources(operand, { ...io, networks })) {
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

/** The world, with the file that a person names beside it. */
interface Desk extends Io {
  readonly networks: string | undefined
}

async function readSources(operand: string, io: Desk): Promise<readonly DesignSource[]> {
  if (operand === '-') {
    const text = await io.readInput()
    return [{ name: 'standard input', read: () => readText(text, 'standard input', join(io.folder, 'design'), io) }]
  }
  if (isLink(operand)) return [{ name: 'link', read: () => readLink(operand) }]
  const path = resolve(io.folder, operand)
  if (io.files.kind(path) === 'file') return [fileSource(operand, path, io)]
  if (hasPattern(operand)) {
    const paths = expandPattern(operand, io.folder, io.files).filter((found) => basename(found) !== networksName)
    if (paths.length > 0) return paths.map((found) => fileSource(found, resolve(io.folder, found), io))
  }
  return [{ name: operand, read: () => failure([missing(operand, path, io)]) }]
}

function fileSource(name: string, path: string, io: Desk): DesignSource {
  return {
    name,
    read: () => {
      const text = readTextFile(path, io)
      return text.ok ? readText(text.value, name, path, io) : text
    },
  }
}

/** Looks for named prefixes only where the design names some. */
function readText(text: string, name: string, path: string, io: Desk): Result<Design> {
  const options = { ...knownNames, file: name }
  const file = text.includes('network:') ? networksFor(path, io) : undefined
  if (file === undefined) return readDesign(text, options)
  const shown = relative(io.folder, file)
  const read = readTextFile(file, io)
  if (!read.ok) return failure(read.problems.map((problem) => ({ ...problem, at: shown })))
  const networks = readNetworks(read.value, shown)
  return networks.ok ? readDesign(text, { ...options, networks: networks.value }) : networks
}

function networksFor(path: string, { networks, folder, files }: Desk): string | undefined {
  if (networks !== undefined) return resolve(folder, networks)
  for (let here = dirname(path); ; here = dirname(here)) {
    const file = join(here, networksName)
    if (files.kind(file) === 'file') return file
    if (here === folder || here === dirname(here)) return undefined
  }
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
