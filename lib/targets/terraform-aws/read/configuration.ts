/** What a set of Terraform files declares. A block or argument that is not understood stops the reading. */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { staticPath } from '@/lib/text/hcl/evaluate'
import { parseHcl } from '@/lib/text/hcl/parse'
import {
  type HclAttribute,
  type HclBlock,
  type HclBody,
  type HclExpression,
  walkExpression,
} from '@/lib/text/hcl/syntax'
import type { FileSet } from '../../target'

/** An expression and the file it stands in. */
export interface Placed {
  readonly file: string
  readonly value: HclExpression
}

interface Variable {
  readonly type: HclExpression | undefined
  readonly fallback: Placed | undefined
}

export interface Resource {
  readonly file: string
  readonly line: number
  readonly type: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, HclAttribute>
}

export interface Configuration {
  readonly variables: ReadonlyMap<string, Variable>
  /** Values of `.tfvars` files. */
  readonly given: ReadonlyMap<string, Placed>
  readonly locals: ReadonlyMap<string, Placed>
  readonly groups: readonly Resource[]
  readonly rules: readonly Resource[]
}

export const ingressType = 'aws_vpc_security_group_ingress_rule'
export const egressType = 'aws_vpc_security_group_egress_rule'
export const groupType = 'aws_security_group'

const meta = ['count', 'depends_on', 'for_each', 'provider']
const ruleArguments = [
  ...meta,
  'cidr_ipv4',
  'cidr_ipv6',
  'description',
  'from_port',
  'ip_protocol',
  'prefix_list_id',
  'referenced_security_group_id',
  'security_group_id',
  'tags',
  'to_port',
]
const knownArguments: Readonly<Record<string, readonly string[]>> = {
  [groupType]: [
    'depends_on',
    'description',
    'name',
    'name_prefix',
    'provider',
    'revoke_rules_on_delete',
    'tags',
    'vpc_id',
  ],
  [ingressType]: ruleArguments,
  [egressType]: ruleArguments,
}
/** Blocks that neither open nor close anything. */
const idle = ['terraform', 'provider', 'output', 'data', 'moved', 'check']

function isVariableFile(path: string): boolean {
  return path.endsWith('.tfvars')
}

interface Draft {
  readonly variables: Map<string, Variable>
  readonly given: Map<string, Placed>
  readonly locals: Map<string, Placed>
  readonly resources: Map<string, Resource>
  readonly problems: Problem[]
  /** Every expression, to look for names that nobody declares. */
  readonly expressions: Placed[]
}

const remembered = new WeakMap<FileSet, Result<Configuration>>()

/** The same answer for the same list of files, which is read once for every value of its switches. */
export function readConfiguration(files: FileSet): Result<Configuration> {
  const known = remembered.get(files)
  if (known !== undefined) return known
  const read = readFresh(files)
  remembered.set(files, read)
  return read
}

function readFresh(files: FileSet): Result<Configuration> {
  const draft: Draft = {
    variables: new Map(),
    given: new Map(),
    locals: new Map(),
    resources: new Map(),
    problems: [],
    expressions: [],
  }
  for (const { path, text } of files) {
    const parsed = parseHcl(text)
    if (!parsed.ok) draft.problems.push(problemAt(path, parsed.fault.line, parsed.fault.message))
    else if (isVariableFile(path)) readGiven(path, parsed.body, draft)
    else readFile(path, parsed.body, draft)
  }
  findUndeclared(draft)
  if (draft.problems.length > 0) return failure(draft.problems)
  const resources = [...draft.resources.values()]
  return success({
    variables: draft.variables,
    given: draft.given,
    locals: draft.locals,
    groups: resources.filter(({ type }) => type === groupType),
    rules: resources.filter(({ type }) => type !== groupType),
  })
}

export function problemAt(file: string, line: number, message: string, suggestion?: string): Problem {
  return {
    severity: 'error',
    at: `${file}:${line}`,
    line,
    message,
    ...(suggestion === undefined ? {} : { suggestion }),
  }
}

function readGiven(file: string, body: HclBody, draft: Draft): void {
  for (const { name, value } of body.attributes) draft.given.set(name, { file, value })
  const [block] = body.blocks
  if (block !== undefined) draft.problems.push(problemAt(file, block.line, 'A file of values holds no blocks.'))
}

function readFile(file: string, body: HclBody, draft: Draft): void {
  const refuse = (line: number, message: string, suggestion?: string): void => {
    draft.problems.push(problemAt(file, line, message, suggestion))
  }
  for (const { name, line } of body.attributes) refuse(line, `"${name}" belongs into a block.`)
  for (const block of body.blocks) {
    collectExpressions(file, block, draft)
    if (idle.includes(block.type)) continue
    const [type, name = ''] = block.labels
    if (block.type === 'variable' && type !== undefined) {
      const fallback = attributeOf(block, 'default')
      if (draft.variables.has(type)) refuse(block.line, `The variable "${type}" is declared twice.`)
      draft.variables.set(type, {
        type: attributeOf(block, 'type')?.value,
        fallback: fallback === undefined ? undefined : { file, value: fallback.value },
      })
    } else if (block.type === 'locals') {
      for (const local of block.body.attributes) {
        if (draft.locals.has(local.name)) refuse(local.line, `The local value "${local.name}" is set twice.`)
        draft.locals.set(local.name, { file, value: local.value })
      }
    } else if (block.type === 'resource' && type !== undefined) readResource(file, block, type, name, draft)
    else refuse(block.line, `What "${block.type}" does to the groups is not in these files.`)
  }
}

function readResource(file: string, block: HclBlock, type: string, name: string, draft: Draft): void {
  const refuse = (line: number, message: string, suggestion?: string): void => {
    draft.problems.push(problemAt(file, line, message, suggestion))
  }
  const allowed = knownArguments[type]
  if (allowed === undefined) {
    refuse(block.line, `What the resource type "${type}" admits is not read here.`, 'Keep it in files of its own.')
    return
  }
  const address = `${type}.${name}`
  if (draft.resources.has(address)) refuse(block.line, `"${address}" is declared twice.`)
  for (const attribute of block.body.attributes) {
    if (!allowed.includes(attribute.name))
      refuse(attribute.line, `"${attribute.name}" is no argument of ${type} that is read here.`)
  }
  for (const inner of block.body.blocks) {
    if (
      inner.type === 'lifecycle' &&
      inner.body.attributes.every(({ name: n }) => n === 'create_before_destroy' || n === 'prevent_destroy')
    )
      continue
    if (inner.type === 'timeouts') continue
    const inline = inner.type === 'ingress' || inner.type === 'egress'
    refuse(
      inner.line,
      `"${inner.type}" inside ${type} is not read here.`,
      inline
        ? `Write each rule as a resource of its own, ${inner.type === 'ingress' ? ingressType : egressType}.`
        : undefined,
    )
  }
  const attributes = new Map(block.body.attributes.map((attribute) => [attribute.name, attribute]))
  draft.resources.set(address, { file, line: block.line, type, name, attributes })
}

function attributeOf(block: HclBlock, name: string): HclAttribute | undefined {
  return block.body.attributes.find((attribute) => attribute.name === name)
}

function collectExpressions(file: string, block: HclBlock, draft: Draft): void {
  // Addresses of then and now, not values.
  if (block.type === 'moved') return
  // The type of a variable is a constraint, not a value.
  for (const { name, value } of block.body.attributes) {
    if (block.type !== 'variable' || name !== 'type') draft.expressions.push({ file, value })
  }
  for (const inner of block.body.blocks) collectExpressions(file, inner, draft)
}

/** Terraform refuses a name that nobody declares, wherever it stands. */
function findUndeclared(draft: Draft): void {
  for (const { file, value } of draft.expressions) {
    for (const expression of walkExpression(value)) {
      const path = staticPath(expression)
      const [root, name] = path ?? []
      if (root === undefined || name === undefined || path?.length !== 2) continue
      const isMissing =
        (root === 'var' && !draft.variables.has(name)) ||
        (root === 'local' && !draft.locals.has(name)) ||
        (Object.hasOwn(knownArguments, root) && !draft.resources.has(`${root}.${name}`))
      if (isMissing) draft.problems.push(problemAt(file, expression.line, `Nothing declares "${root}.${name}".`))
    }
  }
}
