/** Small faults in one piece of a program: what a slip of the hand, or of the mind, makes of it. */
import { bare, part, parts, type SyntaxNode, textPart } from './syntax'

export interface Fault {
  /** `condition negated`, `comparison swapped` … */
  readonly kind: string
  /** What stands in place of the piece. */
  readonly text: string
}

const swapped: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '%': '*',
  '<<': '>>',
  '>>': '<<',
}

/** Words that choose a branch somewhere, each with one of the same choice. */
const otherWords: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['tcp', 'udp'],
    ['accept', 'block'],
    ['allow', 'deny'],
    ['ingress', 'egress'],
    ['wire', 'pod'],
    ['icmp', 'icmpv6'],
    ['input', 'prerouting'],
    ['new', 'reply'],
    ['accept', 'drop'],
    ['source', 'destination'],
  ].flatMap(([a = '', b = '']) => [
    [a, b],
    [b, a],
  ]),
)

type Source = (node: SyntaxNode) => string

/** Faults of an expression; `text` gives the source of a part. */
export function faultsOf(node: SyntaxNode, text: Source): Fault[] {
  switch (node.type) {
    case 'BinaryExpression':
      return faultsOfComparison(node, text)
    case 'LogicalExpression':
      return faultsOfLogic(node, text)
    case 'UnaryExpression': {
      const inner = part(node, 'argument')
      return textPart(node, 'operator') === '!' && inner !== undefined
        ? [{ kind: 'negation left out', text: text(inner) }]
        : []
    }
    case 'Literal':
      return faultsOfLiteral(node)
    case 'ArrayExpression':
      return faultsOfList(node, text)
    case 'CallExpression':
      return faultsOfCall(node, text)
    case 'ConditionalExpression': {
      const [yes, no] = [part(node, 'consequent'), part(node, 'alternate')]
      if (yes === undefined || no === undefined) return []
      return [
        { kind: 'branch removed', text: text(yes) },
        { kind: 'branch removed', text: text(no) },
      ]
    }
    default:
      return []
  }
}

/** Further faults where the expression decides whether a branch is taken. */
export function faultsOfCondition(node: SyntaxNode, text: Source): Fault[] {
  const operator = textPart(bare(node), 'operator')
  const hasSwap = operator === '===' || operator === '!==' || operator === '!'
  return [
    ...(hasSwap ? [] : [{ kind: 'condition negated', text: `!(${text(node)})` }]),
    { kind: 'branch removed', text: 'false' },
  ]
}

function faultsOfComparison(node: SyntaxNode, text: Source): Fault[] {
  const operator = textPart(node, 'operator')
  const other = swapped[operator]
  const [left, right] = [part(node, 'left'), part(node, 'right')]
  if (other === undefined || left === undefined || right === undefined) return []
  if (operator === '+' && [left, right].some(isText)) return []
  const kind = '+-*/%<<>>'.includes(operator) && operator !== '<' && operator !== '>' ? 'arithmetic' : 'comparison'
  return [{ kind: `${kind} swapped`, text: `(${text(left)}) ${other} (${text(right)})` }]
}

function isText(node: SyntaxNode): boolean {
  const inner = bare(node)
  return inner.type === 'TemplateLiteral' || (inner.type === 'Literal' && typeof inner.value === 'string')
}

function faultsOfLogic(node: SyntaxNode, text: Source): Fault[] {
  const [left, right] = [part(node, 'left'), part(node, 'right')]
  if (left === undefined || right === undefined) return []
  const operator = textPart(node, 'operator')
  if (operator === '??') return isPadding(right) ? [] : [{ kind: 'fallback always', text: text(right) }]
  return [{ kind: 'logic swapped', text: `(${text(left)}) ${swapped[operator]} (${text(right)})` }]
}

/** `?? ''` and the like, which only the compiler asks for. */
function isPadding(node: SyntaxNode): boolean {
  const inner = bare(node)
  return inner.type === 'Literal' && (inner.value === '' || inner.value === 0)
}

function faultsOfLiteral(node: SyntaxNode): Fault[] {
  const { value } = node
  if (typeof value === 'boolean') return [{ kind: 'constant changed', text: String(!value) }]
  const raw = textPart(node, 'raw')
  if (typeof value === 'number' || typeof value === 'bigint') {
    const unit = typeof value === 'bigint' ? '1n' : '1'
    return ['+', '-'].map((sign) => ({ kind: `constant ${sign}1`, text: `(${raw} ${sign} ${unit})` }))
  }
  if (typeof value !== 'string') return faultsOfPattern(raw)
  if (release.test(value)) return neighboursOf(value).map((near) => ({ kind: 'release moved', text: `'${near}'` }))
  const other = Object.hasOwn(otherWords, value) ? otherWords[value] : undefined
  return other === undefined ? [] : [{ kind: 'word swapped', text: JSON.stringify(other) }]
}

const release = /^(\d+)\.(\d+)\.(\d+)$/

/** The releases before and after: `1.10.0` came after 1.9 and before 1.11, `1.12.5` after 1.12.4. */
function neighboursOf(text: string): string[] {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number)
  return [-1, 1].map((step) => (patch === 0 ? `${major}.${minor + step}.0` : `${major}.${minor}.${patch + step}`))
}

/** A pattern that no longer holds at its ends. */
function faultsOfPattern(raw: string): Fault[] {
  const shape = /^\/(.*)\/([a-z]*)$/s.exec(raw)
  if (shape === null) return []
  const [, body = '', flags = ''] = shape
  const found: Fault[] = []
  if (body.startsWith('^')) found.push({ kind: 'pattern opened', text: `/${body.slice(1)}/${flags}` })
  if (body.endsWith('$') && !body.endsWith('\\$'))
    found.push({ kind: 'pattern opened', text: `/${body.slice(0, -1)}/${flags}` })
  return found
}

function faultsOfList(node: SyntaxNode, text: Source): Fault[] {
  const elements = parts(node, 'elements')
  return elements.map((left) => ({
    kind: 'element removed',
    text: `[${elements
      .filter((element) => element !== left)
      .map(text)
      .join(', ')}]`,
  }))
}

const otherCalls: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
}

function faultsOfCall(node: SyntaxNode, text: Source): Fault[] {
  const callee = part(node, 'callee')
  if (callee?.type !== 'MemberExpression' || callee.computed === true) return []
  const [object, property] = [part(callee, 'object'), part(callee, 'property')]
  if (object === undefined || property === undefined) return []
  const name = textPart(property, 'name')
  if (name === 'filter') return [{ kind: 'filter left out', text: text(object) }]
  if (name === 'sort' || name === 'reverse') return [{ kind: `${name} left out`, text: text(object) }]
  const other = Object.hasOwn(otherCalls, name) ? otherCalls[name] : undefined
  if (other === undefined) return []
  const given = parts(node, 'arguments').map(text).join(', ')
  return [{ kind: 'call swapped', text: `${text(object)}.${other}(${given})` }]
}
