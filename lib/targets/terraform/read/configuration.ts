/** What a set of Terraform files declares. A block or argument that is not understood stops the reading. */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { staticPath } from '@/lib/text/hcl/evaluate'
import { parseOnce } from '@/lib/text/hcl/parse'
import { type HclAttribute, type HclBlock, type HclBody, walkExpression } from '@/lib/text/hcl/syntax'
import type { FileSet } from '../../target'
import { findCircle } from './circles'
import { idleFaults, isIdle } from './idle-blocks'
import { faultOfLoading, inLoadingOrder, isByCommand, isVariableFile } from './loading-order'
import { type Placed, problemAt } from './placed'
import { attributeOf, findUnfit, isPlain, readVariable, type Variable } from './variable'

export interface Resource {
  readonly file: string
  readonly line: number
  readonly type: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, HclAttribute>
  /** The blocks inside it that say what it does. */
  readonly blocks: readonly HclBlock[]
}

export interface Configuration {
  readonly variables: ReadonlyMap<string, Variable>
  /** Values of `.tfvars` files. */
  readonly given: ReadonlyMap<string, Placed>
  readonly locals: ReadonlyMap<string, Placed>
  readonly resources: readonly Resource[]
}

/** What a reader of one provider's resources understands. */
export interface Vocabulary {
  /** What every resource type of the provider begins with: what they are called elsewhere is known only once applied. */
  readonly prefix: string
  /** What the files are about, for whoever wrote something else: `groups`. */
  readonly about: string
  /** Resource types with their arguments, and `count` and `for_each` where they are followed. */
  readonly resources: Readonly<Record<string, readonly string[]>>
  /** Blocks inside a resource of a type, with their arguments. */
  readonly blocks?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** Resource types that may say how long to wait for them. */
  readonly timed?: readonly string[]
  /** What to do about a block that is not read. */
  readonly adviseBlock?: (type: string) => string | undefined
}

const meta = ['depends_on', 'provider']

interface Draft {
  readonly variables: Map<string, Variable>
  readonly given: Map<string, Placed>
  readonly locals: Map<string, Placed>
  readonly resources: Map<string, Resource>
  readonly problems: Problem[]
  /** Every expression, to look for names that nobody declares. */
  readonly expressions: (Placed & { readonly loops: readonly string[] })[]
  readonly vocabulary: Vocabulary
}

/** The same answer for the same list of files, which is read once for every value of its switches. */
export function configurationReader(vocabulary: Vocabulary): (files: FileSet) => Result<Configuration> {
  const remembered = new WeakMap<FileSet, Result<Configuration>>()
  return (files) => {
    const read = remembered.get(files) ?? withinStack(files, () => readFresh(files, vocabulary))
    remembered.set(files, read)
    return read
  }
}

/** Long rows of operators, and values of values of values, may be deeper than there is room for. */
export function withinStack<T>(files: readonly { readonly path: string }[], read: () => Result<T>): Result<T> {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return failure([problemAt(files[0]?.path ?? 'files', 1, 'The expressions in these files are nested too deeply.')])
  }
}

function readFresh(files: FileSet, vocabulary: Vocabulary): Result<Configuration> {
  const unloaded = faultOfLoading(files)
  if (unloaded !== undefined) return failure([problemAt(unloaded.file, 1, unloaded.message)])
  const draft: Draft = {
    vocabulary,
    variables: new Map(),
    given: new Map(),
    locals: new Map(),
    resources: new Map(),
    problems: [],
    expressions: [],
  }
  for (const { path, text } of inLoadingOrder(files)) {
    const parsed = parseOnce(text)
    if (!parsed.ok) draft.problems.push(problemAt(path, parsed.fault.line, parsed.fault.message))
    else if (isVariableFile(path)) readGiven(path, parsed.body, draft)
    else readFile(path, parsed.body, draft)
  }
  draft.problems.push(...findUnfit(draft.variables, draft.given))
  findUndeclared(draft)
  draft.problems.push(...circlesOf(draft))
  if (draft.problems.length > 0) return failure(draft.problems)
  const { variables, given, locals } = draft
  return success({ variables, given, locals, resources: [...draft.resources.values()] })
}

function readGiven(file: string, body: HclBody, draft: Draft): void {
  for (const { name, value, line } of body.attributes) {
    const before = draft.given.get(name)?.file
    if (before !== undefined && before !== file && isByCommand(before)) {
      const message = `"${name}" is given in ${before} too, and which of the two counts a command says.`
      draft.problems.push(problemAt(file, line, message, 'Give the files of one run of Terraform.'))
    }
    draft.given.set(name, { file, value })
    if (!isPlain(value)) draft.problems.push(problemAt(file, line, `The value of "${name}" must not be worked out.`))
  }
  const [block] = body.blocks
  if (block !== undefined) draft.problems.push(problemAt(file, block.line, 'A file of values holds no blocks.'))
}

function readFile(file: string, body: HclBody, draft: Draft): void {
  const refuse = (line: number, message: string, suggestion?: string): void => {
    draft.problems.push(problemAt(file, line, message, suggestion))
  }
  for (const { name, line } of body.attributes) refuse(line, `"${name}" belongs into a block.`)
  for (const block of body.blocks) {
    collectExpressions(file, block, draft, loopsOf(block))
    for (const fault of idleFaults(block)) refuse(fault.line, fault.message)
    if (isIdle(block)) continue
    const [type, name = ''] = block.labels
    if (!isLabelled(block)) {
      refuse(block.line, `What stands behind "${block.type}" is not what Terraform wants there.`)
      continue
    }
    if (block.type === 'variable' && type !== undefined) {
      if (draft.variables.has(type)) refuse(block.line, `The variable "${type}" is declared twice.`)
      draft.variables.set(type, readVariable(file, block, refuse))
    } else if (block.type === 'locals') {
      for (const local of block.body.attributes) {
        if (draft.locals.has(local.name)) refuse(local.line, `The local value "${local.name}" is set twice.`)
        draft.locals.set(local.name, { file, value: local.value })
      }
    } else if (block.type === 'resource' && type !== undefined) readResource(file, block, type, name, draft)
    else refuse(block.line, `What "${block.type}" does to the ${draft.vocabulary.about} is not in these files.`)
  }
}

/** How many names follow, each a word without blanks or dots. @see https://developer.hashicorp.com/terraform/language/syntax/configuration */
const labels: Readonly<Record<string, number>> = { variable: 1, locals: 0, resource: 2 }

function isLabelled({ type, labels: given }: HclBlock): boolean {
  const wanted = Object.hasOwn(labels, type) ? labels[type] : given.length
  return (
    given.length === wanted && (type === 'check' || given.every((label) => /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(label)))
  )
}

function readResource(file: string, block: HclBlock, type: string, name: string, draft: Draft): void {
  const refuse = (line: number, message: string, suggestion?: string): void => {
    draft.problems.push(problemAt(file, line, message, suggestion))
  }
  const { resources, blocks = {}, timed = [], adviseBlock } = draft.vocabulary
  const allowed = Object.hasOwn(resources, type) ? resources[type] : undefined
  if (allowed === undefined) {
    refuse(block.line, `What the resource type "${type}" admits is not read here.`, 'Keep it in files of its own.')
    return
  }
  const address = `${type}.${name}`
  if (draft.resources.has(address)) refuse(block.line, `"${address}" is declared twice.`)
  const checkArguments = (body: HclBody, known: readonly string[], where: string): void => {
    for (const attribute of body.attributes) {
      if (!known.includes(attribute.name))
        refuse(attribute.line, `"${attribute.name}" is no argument of ${where} that is read here.`)
    }
  }
  checkArguments(block.body, [...meta, ...allowed], type)
  const inside: HclBlock[] = []
  for (const inner of block.body.blocks) {
    if (isIdleInside(inner) || (inner.type === 'timeouts' && timed.includes(type))) continue
    const known = blocks[type]?.[inner.type]
    if (known === undefined || inner.labels.length > 0 || inner.body.blocks.length > 0) {
      refuse(inner.line, `"${inner.type}" inside ${type} is not read here.`, adviseBlock?.(inner.type))
      continue
    }
    checkArguments(inner.body, known, `${inner.type} in ${type}`)
    inside.push(inner)
  }
  const attributes = new Map(block.body.attributes.map((attribute) => [attribute.name, attribute]))
  draft.resources.set(address, { file, line: block.line, type, name, attributes, blocks: inside })
}

/** How Terraform goes about it, and not what comes of it. */
function isIdleInside({ type, body }: HclBlock): boolean {
  const isOrder = (name: string): boolean => name === 'create_before_destroy' || name === 'prevent_destroy'
  return type === 'lifecycle' && body.blocks.length === 0 && body.attributes.every(({ name }) => isOrder(name))
}

/** Arguments whose words are names of providers and of arguments, not values. */
const bareWords = ['provider', 'ignore_changes']

/** The names by which what is repeated tells its instances apart: no other block knows them. */
function loopsOf(block: HclBlock): readonly string[] {
  return [
    ...(attributeOf(block, 'count') === undefined ? [] : ['count']),
    ...(attributeOf(block, 'for_each') === undefined ? [] : ['each']),
  ]
}

function collectExpressions(file: string, block: HclBlock, draft: Draft, loops: readonly string[]): void {
  // Addresses of then and now, not values.
  if (block.type === 'moved') return
  // The type of a variable is a constraint, not a value.
  for (const { name, value } of block.body.attributes) {
    if (!bareWords.includes(name) && (block.type !== 'variable' || name !== 'type'))
      draft.expressions.push({ file, value, loops })
  }
  for (const inner of block.body.blocks) collectExpressions(file, inner, draft, loops)
}

/** Of local values, straight or through resources that ask for them. */
function circlesOf({ locals, resources }: Draft): readonly Problem[] {
  const placedOf = (name: string): readonly Placed[] => {
    const [root, local = ''] = name.split('.')
    if (root === 'local') return [locals.get(local) ?? []].flat()
    const resource = resources.get(name)
    return [...(resource?.attributes.values() ?? [])].map(({ value }) => ({ file: resource?.file ?? '', value }))
  }
  const circle = findCircle(
    [...locals.keys()].map((name) => `local.${name}`),
    (name) => placedOf(name).map(({ value }) => value),
  )
  const [place] = circle === undefined ? [] : placedOf(circle)
  return place === undefined ? [] : [problemAt(place.file, place.value.line, `"${circle}" leads back to itself.`)]
}

/** Terraform refuses a name that nobody declares, wherever it stands. */
function findUndeclared(draft: Draft): void {
  for (const { file, value, loops } of draft.expressions) {
    const inside = walkExpression(value).filter(({ kind }) => kind !== 'literal')
    if (inside.length === 0) continue
    const heads = new Set(inside.flatMap((one) => (one.kind === 'member' ? [one.of] : [])))
    const bound = new Set(inside.flatMap((one) => (one.kind === 'for' ? [one.keyName, one.valueName] : [])))
    for (const expression of inside) {
      const path = staticPath(expression)
      if (expression.kind === 'name' && !heads.has(expression) && !bound.has(expression.name))
        draft.problems.push(problemAt(file, expression.line, `"${expression.name}" is no value.`))
      const [root, name] = path ?? []
      if (root === undefined || name === undefined || path?.length !== 2 || bound.has(root)) continue
      if (!isDeclared(root, name, loops, draft))
        draft.problems.push(problemAt(file, expression.line, `Nothing declares "${root}.${name}".`))
    }
  }
}

/** @see https://developer.hashicorp.com/terraform/language/expressions/references */
function isDeclared(root: string, name: string, loops: readonly string[], draft: Draft): boolean {
  switch (root) {
    case 'var':
      return draft.variables.has(name)
    case 'local':
      return draft.locals.has(name)
    case 'count':
    case 'each':
      return loops.includes(root)
    case 'path':
      return ['module', 'root', 'cwd'].includes(name)
    case 'terraform':
      return ['workspace', 'applying'].includes(name)
    case 'self':
      return false
    default:
      // What else there is may stand in other files of the module.
      return !Object.hasOwn(draft.vocabulary.resources, root) || draft.resources.has(`${root}.${name}`)
  }
}
