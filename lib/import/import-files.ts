/** What is in files that somebody brings: a design of our own, or what their boxes run. */
import type { Design } from '../design/design'
import { failure, type Problem, type Result, success } from '../design/problem'
import { readDesign } from '../design/read-design'
import { targets } from '../targets/all'
import { knownNames } from '../targets/known-names'
import { type FileSet, type Filter, isFilter, type Lifted, type TextFile } from '../targets/target'
import { readYaml } from '../text/yaml'
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
    return failure([problemAt(large.path, message, 'give the configuration of the box alone')])
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
  const taken = targets.filter(isFilter).flatMap((filter) => {
    const lifted = filter.lift?.(files)
    return lifted === undefined || (lifted.files.length === 0 && lifted.problems.length === 0)
      ? []
      : [{ filter, lifted }]
  })
  // Machines say more of a cluster than the boxes around them.
  const [first, ...others] = [...taken].sort((a, b) => rankOf(a.filter) - rankOf(b.filter))
  if (first === undefined || first.lifted.files.length === 0) {
    const alone = files.flatMap(explainOneWay)
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
  const passed = strangers.map(({ path }) => ({
    at: { file: path, line: 1 },
    text: 'no reader takes this file for its own',
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
        ],
        reach: [...value.reach, ...beside.flatMap(({ filter, lifted }) => listReach(filter, design, lifted.files))],
      },
    },
    value.problems,
  )
}

function rankOf({ meta }: Filter): number {
  return meta.place === 'guest' ? 0 : meta.place === 'nic' ? 1 : 2
}

function importDesign(designs: FileSet, files: FileSet): Result<Imported> {
  const [first, ...more] = designs
  if (first === undefined || more.length > 0) {
    return failure(more.map(({ path }) => problemAt(path, 'is a second design', 'give one design at a time')))
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

/** Files of products whose rules name machines and groups by what the design alone knows: they are compared, not turned back. */
function explainOneWay(file: TextFile): Problem[] {
  const filter = targets
    .filter(isFilter)
    .find(({ lift, readers }) => lift === undefined && readers.some((reader) => reader.recognises(file)))
  if (filter === undefined) return []
  const message = `this is for ${filter.meta.title}, whose files do not say which machines they are for: no design can be made of them`
  const cure = `give the files of the machines; compare this one with a design: verify DESIGN -t ${filter.id} --against ${file.path}`
  return [problemAt(file.path, message, cure)]
}

/** A reader that proofs use may say no more than what is wrong. */
function withCure(problem: Problem): Problem {
  const isCured = problem.severity !== 'error' || (problem.suggestion ?? '') !== ''
  return isCured ? problem : { ...problem, suggestion: 'correct the file there, or give it without that part' }
}

function explainStranger({ path, text }: TextFile): Problem {
  if (text.trim() === '') return problemAt(path, 'is empty', 'give a file that holds something')
  const declared = text.slice(0, 10_000).search(/<!DOCTYPE|<!ENTITY/)
  if (declared >= 0) {
    const at = text.slice(0, declared).split('\n').length
    return {
      ...problemAt(
        `${path}:${at}`,
        'the file declares entities, which are not read',
        'give the backup as the box wrote it',
      ),
      line: at,
    }
  }
  if (/^kind:\s*["']?Cilium\w*NetworkPolicy|^kind:\s*["']?NetworkPolicy/m.test(text)) {
    return problemAt(path, 'rules between pods say nothing of machines', 'give the files of the machines instead')
  }
  const line = text.split('\n').findIndex((one) => /\$\{|\{\{|%\{|<%/.test(one)) + 1
  if (line > 0) {
    return {
      ...problemAt(
        `${path}:${line}`,
        'this is a template, and nothing in it is known',
        'fill it in first and give the result',
      ),
      line,
    }
  }
  const yaml = /\.(?:ya?ml|json)$/.test(path) ? readYaml(text) : undefined
  if (yaml?.ok === false) {
    const { line } = yaml.at
    return { ...problemAt(`${path}:${line}`, `this is not YAML: ${yaml.message}`, yaml.suggestion), line }
  }
  const cure =
    'give a machine configuration, firewall documents, the output of talosctl get mc -o yaml, a bundle or a design'
  return problemAt(path, 'no reader takes this file for its own', cure)
}

function problemAt(at: string, message: string, suggestion: string): Problem {
  return { severity: 'error', at, message, suggestion }
}
