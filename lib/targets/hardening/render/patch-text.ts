/** Settings as one patch: the document without a kind first, then each document of its own. */
import { writeYaml } from '@/lib/text/write-yaml'
import { quoteComment } from '@/lib/text/yaml-scalar'
import type { Part, Setting, Tree } from '../settings/setting'

export interface Step {
  readonly purpose: string | undefined
  readonly parts: readonly Part[]
}

export function stepsOf(settings: readonly Setting[], which: 'set' | 'clear' | 'unset'): Step[] {
  return settings
    .map((setting) => ({ purpose: which === 'set' ? setting.purpose : undefined, parts: setting[which] }))
    .filter(({ parts }) => parts.length > 0)
}

export function writePatch(header: readonly string[], steps: readonly Step[]): string {
  const main = steps.filter(({ parts }) => parts.some(({ kind }) => kind === undefined))
  const tree = main
    .flatMap(({ parts }) => parts)
    .filter(({ kind }) => kind === undefined)
    .reduce<Tree>((whole, part) => mergeTrees(whole, part.tree), {})
  const plain = Object.keys(tree).length === 0 ? [] : [writeMain(tree, commentsOf(main))]
  const documents = steps.flatMap(({ purpose, parts }) =>
    parts.filter(({ kind }) => kind !== undefined).map((part) => writeDocument(part, purpose)),
  )
  const top = header.map((line) => `# ${quoteComment(line)}\n`).join('')
  return `${top}${[...plain, ...documents].join('---\n')}`
}

/** A comment stands where the part of its setting branches off. */
function commentsOf(steps: readonly Step[]): ReadonlyMap<string, string> {
  const comments = new Map<string, string>()
  for (const { purpose, parts } of steps) {
    for (const part of parts) {
      if (part.kind === undefined && purpose !== undefined) comments.set(placeOf(part.tree).join('/'), purpose)
    }
  }
  return comments
}

function writeMain(tree: Tree, comments: ReadonlyMap<string, string>): string {
  const comment = (path: readonly (string | number)[]): readonly string[] => {
    const purpose = comments.get(path.join('/'))
    return purpose === undefined ? [] : [quoteComment(purpose)]
  }
  return writeTree(tree, comment)
}

function writeDocument({ kind, name, tree }: Part, purpose: string | undefined): string {
  const head = { apiVersion: 'v1alpha1', kind, ...(name === undefined ? {} : { name }) }
  const comment = purpose === undefined ? '' : `# ${quoteComment(purpose)}\n`
  return `${comment}${writeTree({ ...head, ...tree })}`
}

/** Talos looks for the plain word; in quotes it would be the same to it, and not to a reader. */
function writeTree(tree: unknown, comment?: (path: readonly (string | number)[]) => readonly string[]): string {
  return writeYaml(tree, { plainKeys: ['$patch'], ...(comment === undefined ? {} : { comment }) })
}

/** `cluster/apiServer/auditPolicy`, at most. */
function placeOf(tree: Tree): string[] {
  const path: string[] = []
  let node: unknown = tree
  while (path.length < 3 && isTree(node)) {
    const [key, ...others] = Object.keys(node)
    if (key === undefined || others.length > 0) break
    path.push(key)
    node = node[key]
  }
  return path
}

function mergeTrees(a: Tree, b: Tree): Tree {
  const merged: Record<string, Tree[string]> = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const before = merged[key]
    merged[key] = isTree(before) && isTree(value) ? mergeTrees(before, value) : value
  }
  return merged
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
