/** The syntax tree of a TypeScript source, as Vite's own parser gives it, seen through as few types as possible. */
import { loadVite } from './vite'

export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [part: string]: unknown
}

export async function parseSource(path: string, text: string): Promise<SyntaxNode> {
  const { parseSync } = await loadVite()
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path}: ${error.message}`)
  if (!isNode(program)) throw new Error(`${path}: no program`)
  return program
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

export function part(node: SyntaxNode, name: string): SyntaxNode | undefined {
  const value = node[name]
  return isNode(value) ? value : undefined
}

export function parts(node: SyntaxNode, name: string): SyntaxNode[] {
  const value = node[name]
  return Array.isArray(value) ? value.filter(isNode) : []
}

export function textPart(node: SyntaxNode | undefined, name: string): string {
  const value = node?.[name]
  return typeof value === 'string' ? value : ''
}

/** Expressions that only tell the compiler something. */
const wrappers = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'ParenthesizedExpression'])

/** The expression without what only the compiler reads, or parentheses. */
export function bare(node: SyntaxNode): SyntaxNode {
  const inner = wrappers.has(node.type) ? part(node, 'expression') : undefined
  return inner === undefined ? node : bare(inner)
}

/** Parts that are evaluated when the program runs, in the order of the text. */
export function evaluatedParts(node: SyntaxNode): SyntaxNode[] {
  return Object.entries(node)
    .filter(([name]) => !isSilent(node, name))
    .flatMap(([, value]) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []))
    .filter(({ type }) => !type.startsWith('TS') || wrappers.has(type))
    .sort((a, b) => a.start - b.start)
}

/** Names, types, and what stands on the left of an assignment. */
function isSilent(node: SyntaxNode, name: string): boolean {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return true
    case 'Property':
      return (name === 'key' && node.computed !== true) || (name === 'value' && isPlainShorthand(node))
    case 'MemberExpression':
      return name === 'property' && node.computed !== true
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return name === 'left'
    case 'UpdateExpression':
      return true
    case 'VariableDeclarator':
      return name === 'id' && part(node, 'id')?.type === 'Identifier'
    default:
      return name === 'typeAnnotation' || name === 'returnType' || name === 'typeParameters' || name === 'typeArguments'
  }
}

function isPlainShorthand(node: SyntaxNode): boolean {
  return node.shorthand === true && part(node, 'value')?.type === 'Identifier'
}
