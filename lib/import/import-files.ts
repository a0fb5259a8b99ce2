/** What is in files that somebody brings: a design of our own, or what their boxes run. */
import type { Design } from '../design/design'
import { failure, type Problem, type Result, success } from '../design/problem'
import { readDesign } from '../design/read-design'
import { targets } from '../targets/all'
import { knownNames } from '../targets/known-names'
import { type FileSet, type Filter, isFilter, type Lifted, type TextFile } from '../targets/target'
import { explainOneWay, explainPlain, explainStranger, refusalAt } from './explain-alone'
import { importCluster } from './import-cluster'
import { listDoubts } from './list-doubts'
import { listReach } from './list-reach'
import { looksLikeDesign } from './looks-like-design'
import { maskProblem, maskSecrets } from './mask'
import type { Imported, Note } from './note'
import { explainTooMuch } from './too-much'

/** Nobody reads more, and a file may be nothing but faults. */
const mostProblems = 100

/** Larger files are no configuration of a machine. */
const mostCharacters = 4_000_000

/** The files of one product among those given, as its readers take them. Whole texts: they go no further than the reading. */
export interface Box {
  readonly filter: Filter
  readonly files: Lifted['files']
}

interface Reading {
  readonly imported: Imported
  readonly boxes: readonly Box[]
}

/** Never throws, whatever the files hold; nothing of them survives but what the readers list. */
export function importFiles(files: FileSet): Result<Imported> {
  const read = readBrought(files)
  return read.ok ? success(read.value.imported, read.problems) : read
}

/** The same with the files themselves, for whoever goes on asking them. */
export function readBrought(files: FileSet): Result<Reading> {
  const large = files.find(({ text }) => text.length > mostCharacters)
  if (large !== undefined) {
    const message = `the file has more than ${mostCharacters} characters: no configuration is that large`
    return failure([refusalAt(large.path, message, 'give the configuration of the box alone')])
  }
  const result = importAny(files)
  const problems = result.problems.slice(0, mostProblems).map(withCure).map(maskProblem)
  if (!result.ok) return failure(problems)
  const value = result.value.imported
  const mask = (notes: readonly Note[]): Note[] => notes.map((note) => ({ ...note, text: maskSecrets(note.text) }))
  const imported: Imported = {
    ...value,
    problems,
    understood: mask(value.understood),
    ignored: mask(value.ignored),
    unprovable: mask(value.unprovable),
  }
  return success({ imported, boxes: result.value.boxes }, problems)
}

function importAny(files: FileSet): Result<Reading> {
  const designs = files.filter(({ text }) => looksLikeDesign(text))
  if (designs.length > 0) {
    const whole = importDesign(designs, files)
    return whole.ok ? success({ imported: whole.value, boxes: [] }, whole.problems) : whole
  }
  const plain = findPlain(files)
  const taken = liftAll(files.filter(({ path }) => !plain.has(path)))
  // Machines say more of a cluster than the boxes around them.
  const [first, ...others] = [...taken].sort((a, b) => rankOf(a) - rankOf(b))
  if (first === undefined || first.lifted.files.length === 0) {
    const alone = files.flatMap((file) => plain.get(file.path) ?? explainOneWay(file))
    if (alone.length > 0) return failure(alone)
  }
  if (first === undefined) return failure(files.map(explainStranger))
  const isRefused = first.lifted.problems.some(({ severity }) => severity === 'error')
  if (isRefused) return failure(first.lifted.problems)
  // What it warns of is why there is nothing to read; a refusal says that it is one.
  if (first.lifted.files.length === 0) {
    return failure(first.lifted.problems.map((problem) => ({ ...problem, severity: 'error' })))
  }
  const tooMuch = taken.flatMap(({ lifted }) => explainTooMuch(lifted))
  if (tooMuch.length > 0) return failure(tooMuch)
  const beside = others.filter(({ lifted }) => lifted.files.length > 0)
  const networks = [...(first.lifted.networks ?? []), ...beside.flatMap(({ lifted }) => lifted.networks ?? [])]
  const imported = importCluster(first.filter, { ...first.lifted, networks })
  if (!imported.ok) return imported
  const { value } = imported
  const options = Object.fromEntries(beside.map(({ filter, lifted }) => [filter.id, { ...lifted.options }]))
  const design = { ...value.design, targets: { ...value.design.targets, ...options } }
  const all = [first, ...beside]
  const own = new Set(
    all.flatMap(({ lifted }) => [...lifted.files.map(({ from }) => from), ...lifted.ignored.map(({ at }) => at.file)]),
  )
  const strangers = files.filter(({ path }) => !own.has(path))
  const told = others.flatMap(({ lifted }) => lifted.problems)
  const passed = strangers.map((file) => ({
    at: { file: file.path, line: 1 },
    text: (
      plain.get(file.path) ??
      told.find(({ at }) => at === file.path) ??
      explainOneWay(file)[0] ??
      explainStranger(file)
    ).message,
  }))
  const boxes = all.map(({ filter, lifted }) => ({ filter, files: lifted.files }))
  return success(
    {
      boxes,
      imported: {
        ...value,
        design,
        ignored: [
          ...value.ignored,
          ...beside.flatMap(({ lifted }) => lifted.ignored.map(({ at, what }) => ({ at, text: what }))),
          ...passed,
        ],
        unprovable: [
          ...value.unprovable,
          ...all.flatMap(({ filter, lifted }) => listDoubts(filter, design, lifted.files)),
          ...all.flatMap(({ filter }) => explainRouter(filter)),
          ...beside.flatMap(({ lifted }) => lifted.problems.map(({ at, message }) => ({ text: `${at}: ${message}` }))),
        ],
        reach: [...value.reach, ...beside.flatMap(({ filter, lifted }) => listReach(filter, design, lifted.files))],
      },
    },
    value.problems,
  )
}

function liftAll(files: FileSet): { readonly filter: Filter; readonly lifted: Lifted }[] {
  return targets.filter(isFilter).flatMap((filter) => {
    const lifted = filter.lift?.(files)
    return lifted === undefined || (lifted.files.length === 0 && lifted.problems.length === 0)
      ? []
      : [{ filter, lifted }]
  })
}

/** A design holds who must reach what, and no file of a router says why it lets something through. */
function explainRouter({ meta }: Filter): Note[] {
  if (meta.place !== 'router') return []
  return [
    {
      text: `The rules of ${meta.title} are listed as who reaches what, and the design holds none of them: what machines may send, ICMP and announced addresses are to be drawn.`,
    },
  ]
}

/** Files by which nobody reaches anything, by path, with what is said of them; those that others refer to are read with them. */
function findPlain(files: FileSet): ReadonlyMap<string, Problem> {
  const plain = new Map(files.flatMap((file) => explainPlain(file).map((problem) => [file.path, problem] as const)))
  if (plain.size === 0) return plain
  const referred = liftAll(files).flatMap(({ lifted }) => lifted.referred ?? [])
  return new Map([...plain].filter(([path]) => !referred.includes(path)))
}

function rankOf({ filter: { meta }, lifted }: { readonly filter: Filter; readonly lifted: Lifted }): number {
  if (meta.place === 'guest') return 0
  if (meta.place === 'nic') return 1
  // Rules without their box make no design, beside one that has it.
  return lifted.networks?.length === 0 ? 3 : 2
}

function importDesign(designs: FileSet, files: FileSet): Result<Imported> {
  const [first, ...more] = designs
  if (first === undefined || more.length > 0) {
    return failure(more.map(({ path }) => refusalAt(path, 'is a second design', 'give one design at a time')))
  }
  const design = readDesign(first.text, { ...knownNames, file: first.path })
  if (!design.ok) return design
  const others = files.filter((file) => file !== first)
  const ignored = others.map(({ path }) => ({
    at: { file: path, line: 1 },
    text: 'made from the design, which is read instead',
  }))
  return success(wholeDesign(design.value, { file: first.path, line: 1 }, ignored), design.problems)
}

/** A design is taken as it is. */
export function wholeDesign(design: Design, at: Note['at'], ignored: readonly Note[] = []): Imported {
  const understood = [{ ...(at === undefined ? {} : { at }), text: `the design ${design.name}, whole` }]
  return { design, understood, ignored, unprovable: [], assumed: [], reach: [], problems: [] }
}

/** Whether the reader of some product takes the file, and not a design's. */
export function isBoxFile(file: TextFile): boolean {
  if (looksLikeDesign(file.text)) return false
  return targets.filter(isFilter).some((filter) => {
    const lifted = filter.lift?.([file])
    return lifted !== undefined && lifted.files.length + lifted.problems.length > 0
  })
}

/** A reader that proofs use may say no more than what is wrong. */
function withCure(problem: Problem): Problem {
  const isCured = problem.severity !== 'error' || (problem.suggestion ?? '') !== ''
  return isCured ? problem : { ...problem, suggestion: 'correct the file there, or give it without that part' }
}
