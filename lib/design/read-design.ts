/**
 * From text to a design. Two kinds of fault, kept apart on purpose:
 *
 * - A design is **unreadable** when its form is wrong (YAML, types, unknown keys, texts that are no address) or when a
 *   name is given twice or leads nowhere: nothing can be computed from it, so reading fails.
 * - A design is **readable but wrong** when its addresses do not fit (outside their subnet, twice, overlapping): every
 *   view still works, so reading succeeds and the faults come along at their place. `check-design.ts` finds those.
 */
import { readYaml, type YamlReading, yamlPositionAt, yamlValue } from '@/lib/text/yaml'
import type { YamlNode } from '@/lib/text/yaml/node'
import { findDesignFaults } from './check-design'
import { findControlPlaneFaults, findReferenceFaults } from './check-references'
import { describeIssue } from './describe-issue'
import { type Design, designSchema } from './design'
import { type DesignFault, fault, type Locate, problemOfFault } from './fault'
import type { KnownNames } from './known'
import type { Path } from './path'
import { failure, type Problem, type Result, success } from './problem'
import { inlineNetworks, type SharedNetworks } from './shared-networks'

export interface ReadOptions extends KnownNames {
  /** What problems without a place in the design call the text: `prod.yaml`. */
  readonly file?: string
  /** Whether the design is still being drawn: a missing control plane is then reported, not refused. */
  readonly draft?: boolean
  /** What `network:NAME` stands for. */
  readonly networks?: SharedNetworks
}

/** 2 MB: two hundred times a design of a thousand machines that are named one by one. */
const mostCharacters = 2_000_000
const mostProblems = 50
/** A design is six levels deep; options of targets may add some. */
const mostLevels = 32
const mostValues = 500_000

/** Reads YAML or JSON. Problems carry line and column. Never throws. */
export function readDesign(text: string, options: ReadOptions = {}): Result<Design> {
  const file = options.file ?? 'design'
  if (text.length > mostCharacters) {
    const message = `the text has ${text.length} characters; a design has at most ${mostCharacters}`
    return failure([{ severity: 'error', at: file, message, suggestion: 'describe machines that are alike as a pool' }])
  }
  const reading = readYaml(text)
  const document = documentOf(reading, file)
  if (!document.ok) return document
  const root = inlineNetworks(document.value, options.networks, file)
  if (!root.ok) return root
  const locate: Locate = (path, part) => yamlPositionAt(root.value, path, part)
  return readLocated(yamlValue(root.value), options, locate, (path) => scalarText(root.value, path))
}

/** Reads a value that is parsed already: from a link, from storage, from another program. Never throws. */
export function readDesignValue(value: unknown, options: ReadOptions = {}): Result<Design> {
  return readLocated(value, options, undefined, () => undefined)
}

function documentOf(reading: YamlReading, file: string): Result<YamlNode> {
  if (!reading.ok) {
    const { message, suggestion, at } = reading
    return failure([{ severity: 'error', at: `${file}:${at.line}`, message, suggestion, ...at }])
  }
  const [root, second] = reading.documents
  if (root === undefined) {
    return failure([
      {
        severity: 'error',
        at: file,
        message: 'the text is empty',
        suggestion: 'write at least version, name, subnets and nodes',
      },
    ])
  }
  if (second !== undefined) {
    const suggestion = 'keep one design in a file'
    return failure([
      {
        severity: 'error',
        at: `${file}:${second.line}`,
        message: 'a second document starts here',
        suggestion,
        line: second.line,
        column: second.column,
      },
    ])
  }
  return success(root)
}

function scalarText(root: YamlNode, path: Path): string | undefined {
  let node: YamlNode | undefined = root
  for (const step of path) {
    if (node?.kind === 'list') node = typeof step === 'number' ? node.items[step] : undefined
    else if (node?.kind === 'map') node = node.fields.find(({ key }) => key === String(step))?.value
    else return undefined
  }
  return node?.kind === 'scalar' ? node.text : undefined
}

function readLocated(
  value: unknown,
  options: ReadOptions,
  locate: Locate | undefined,
  source: (path: Path) => string | undefined,
): Result<Design> {
  const problems = (faults: readonly DesignFault[]) => capProblems(faults, value, locate)
  const unsafe = findUnsafe(value)
  if (unsafe !== undefined) return failure(problems([unsafe]))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return failure(problems([fault('invalid', [], 'this is not a design', 'start with version: 1 and name:')]))
  }
  const parsed = designSchema.safeParse(value)
  if (!parsed.success) {
    return failure(problems(parsed.error.issues.flatMap((issue) => describeIssue(issue, value, source))))
  }
  const required = options.draft === true ? [] : findControlPlaneFaults(parsed.data)
  const references = [...required, ...findReferenceFaults(parsed.data, options)]
  if (references.some(({ severity }) => severity === 'error')) return failure(problems(references))
  return success(parsed.data, problems([...references, ...findDesignFaults(parsed.data)]))
}

/**
 * Nesting or sheer number that would make later steps slow or overflow them (circles included), and the one key that
 * JavaScript takes for something else.
 */
function findUnsafe(root: unknown): DesignFault | undefined {
  let values = 0
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length
    if (depth > mostLevels) return fault('too-large', [], `the design is nested more than ${mostLevels} levels deep`)
    if (values > mostValues) return fault('too-large', [], `the design holds more than ${mostValues} values`)
    if (level.some((value) => typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__'))) {
      return fault('unknown-key', [], '"__proto__" may not be a key', 'leave it out')
    }
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return undefined
}

/** In the order of the text where that is known; when there are too many, warnings make room first. */
function capProblems(faults: readonly DesignFault[], root: unknown, locate: Locate | undefined): Problem[] {
  const inOrder = (a: Problem, b: Problem) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
  const all = faults.map((one) => problemOfFault(one, root, locate))
  if (all.length <= mostProblems) return all.sort(inOrder)
  all.sort((a, b) => rank(a.severity) - rank(b.severity) || inOrder(a, b))
  const shown = all.slice(0, mostProblems - 1)
  const hidden = all.slice(shown.length)
  const severity = hidden[0]?.severity ?? 'warning'
  const message = `${hidden.length} more problems are not shown`
  return [...shown.sort(inOrder), { severity, at: '', message, suggestion: 'mend these first' }]
}

function rank(severity: Problem['severity']): number {
  return severity === 'error' ? 0 : 1
}
