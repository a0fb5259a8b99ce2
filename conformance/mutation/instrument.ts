/**
 * Writes all faults of a source into it at once, each behind a switch, so that one bundle holds every mutant:
 * `a < b` becomes `(isOn(7) ? (a) <= (b) : a < b)`, with `isOn` written out so that it costs next to nothing. At most one
 * switch is on, so a fault holds the plain source.
 */
import { type Fault, faultsOf, faultsOfCondition } from './operators'
import { bare, evaluatedParts, parseSource, part, parts, type SyntaxNode, textPart } from './syntax'

export interface Mutant {
  readonly id: number
  readonly file: string
  readonly line: number
  /** The function it stands in, or nothing at the top of the file. */
  readonly inside: string
  readonly kind: string
  readonly before: string
  readonly after: string
}

export interface Instrumented {
  readonly text: string
  readonly mutants: readonly Mutant[]
  /** Faults of what no judge of packets can see, by the reason. */
  readonly silent: Silent
}

/** Why a piece is left alone: what it says reaches people, and no packet. */
export type Silence = (node: SyntaxNode, inside: string, around: SyntaxNode) => Mute | undefined

/** `words`: what only words a message. `names`: how files are told apart by their names, a convention of ours. */
export type Mute = 'words' | 'names'
export type Silent = Readonly<Record<Mute, number>>

export async function instrument(
  file: string,
  source: string,
  firstId: number,
  isSilent: Silence,
): Promise<Instrumented> {
  const mutants: Mutant[] = []
  const silent: Record<Mute, number> = { words: 0, names: 0 }
  const text = (node: SyntaxNode): string => source.slice(node.start, node.end)
  const lineOf = (node: SyntaxNode): number => source.slice(0, node.start).split('\n').length

  interface Place {
    readonly inside: string
    /** Text that the function around promises to return. */
    readonly returns: string
    readonly mute: Mute | undefined
    /** Part of a chain with `?.`, which must stay in one piece. */
    readonly isChained: boolean
  }

  const switched = (node: SyntaxNode, faults: readonly Fault[], place: Place, plain: string): string => {
    if (place.mute !== undefined) {
      silent[place.mute] += faults.length
      return plain
    }
    return faults.reduceRight((rest, { kind, text: after }) => {
      const id = firstId + mutants.length
      mutants.push({ id, file, line: lineOf(node), inside: place.inside, kind, before: text(node), after })
      return `(${isOn(id)} ? (${after}) : ${rest})`
    }, plain)
  }

  /** The source of a node with its parts rewritten. */
  const rebuild = (
    node: SyntaxNode,
    place: Place,
    own: (child: SyntaxNode) => string | undefined = () => undefined,
  ): string => {
    let at = node.start
    let out = ''
    for (const child of evaluatedParts(node)) {
      out += source.slice(at, child.start)
      out += own(child) ?? rewrite(child, placeOf(node, child, place))
      at = child.end
    }
    return out + source.slice(at, node.end)
  }

  const placeOf = (node: SyntaxNode, child: SyntaxNode, place: Place): Place => {
    const isSpine = child === part(node, 'object') || child === part(node, 'callee')
    const inChain = node.type === 'ChainExpression' || (place.isChained && isSpine)
    const named = functionAround(node, child)
    const inside = named === '' ? place.inside : named
    const returns = isFunction(node) ? returnTypeOf(node, source) : place.returns
    return { inside, returns, isChained: inChain, mute: place.mute ?? isSilent(child, inside, node) }
  }

  const rewrite = (node: SyntaxNode, place: Place): string => {
    switch (node.type) {
      case 'ExpressionStatement': {
        if (textPart(node, 'directive') !== '') return text(node)
        if (place.mute !== undefined) return rebuild(node, place)
        const id = firstId + mutants.length
        mutants.push({
          id,
          file,
          line: lineOf(node),
          inside: place.inside,
          kind: 'statement removed',
          before: text(node),
          after: '',
        })
        return `{ if (!${isOn(id)}) ${rebuild(node, place)} }`
      }
      case 'IfStatement':
        return rebuild(node, place, (child) =>
          child === part(node, 'test') ? condition(child, placeOf(node, child, place)) : undefined,
        )
      case 'ReturnStatement': {
        const value = part(node, 'argument')
        return rebuild(node, place, (child) =>
          child === value ? returned(child, placeOf(node, child, place)) : undefined,
        )
      }
      case 'ArrowFunctionExpression': {
        const body = part(node, 'body')
        return rebuild(node, place, (child) =>
          child === body && body?.type !== 'BlockStatement' ? returned(child, placeOf(node, child, place)) : undefined,
        )
      }
      case 'ConditionalExpression': {
        const plain = rebuild(node, place, (child) =>
          child === part(node, 'test') ? negatable(child, placeOf(node, child, place)) : undefined,
        )
        return place.isChained ? plain : switched(node, faultsOf(node, text), place, plain)
      }
      case 'SwitchCase': {
        const test = part(node, 'test')
        return rebuild(node, place, (child) =>
          child === test
            ? switched(child, [{ kind: 'case removed', text: '{}' }], placeOf(node, child, place), text(child))
            : undefined,
        )
      }
      case 'WhileStatement':
      case 'ForStatement':
      case 'DoWhileStatement':
        return rebuild(node, place)
      default: {
        const plain = rebuild(node, place)
        return place.isChained ? plain : switched(node, faultsOf(node, text), place, plain)
      }
    }
  }

  const condition = (node: SyntaxNode, place: Place): string =>
    switched(node, faultsOfCondition(node, text), place, rewrite(node, place))

  const negatable = (node: SyntaxNode, place: Place): string => {
    const faults = faultsOfCondition(node, text).filter(({ kind }) => kind === 'condition negated')
    return switched(node, faults, place, rewrite(node, place))
  }

  const returned = (node: SyntaxNode, place: Place): string => {
    const faults = faultsOfReturn(node, place.returns, text)
    const isObject = node.type === 'ParenthesizedExpression' || node.type === 'ObjectExpression'
    return switched(node, faults, place, isObject ? rebuild(node, place) : rewrite(node, place))
  }

  const start: Place = { inside: '', returns: '', mute: undefined, isChained: false }
  const written = rebuild(await parseSource(file, source), start)
  return { text: written, mutants, silent }
}

/** `mutantOn` is the number of the one that is on; -1 asks `mutantSeen` to note all that are passed by. */
function isOn(id: number): string {
  return `(mutantOn === ${id} || (mutantOn === -1 && mutantSeen(${id})))`
}

function isFunction({ type }: SyntaxNode): boolean {
  return type === 'FunctionDeclaration' || type === 'ArrowFunctionExpression' || type === 'FunctionExpression'
}

function returnTypeOf(node: SyntaxNode, source: string): string {
  const type = part(node, 'returnType')
  return type === undefined ? '' : source.slice(type.start, type.end).replace(/^:\s*/, '')
}

/** The name of the function, or of the constant, that a child belongs to. */
function functionAround(node: SyntaxNode, child: SyntaxNode): string {
  if (node.type === 'FunctionDeclaration') return textPart(part(node, 'id'), 'name')
  if (node.type === 'VariableDeclarator' && child === part(node, 'init')) {
    const inner = bare(child)
    return isFunction(inner) ? textPart(part(node, 'id'), 'name') : ''
  }
  return ''
}

/** What a function might wrongly give back, by what it promises. */
function faultsOfReturn(node: SyntaxNode, returns: string, text: (node: SyntaxNode) => string): Fault[] {
  const inner = bare(node)
  const fault = (after: string): Fault[] => [{ kind: 'return replaced', text: after }]
  const isPlain = inner.type === 'Literal' || (inner.type === 'Identifier' && textPart(inner, 'name') === 'undefined')
  if (returns === 'boolean' || returns.includes(' is ')) {
    const operator = textPart(inner, 'operator')
    return isPlain || operator === '===' || operator === '!==' || operator === '!' ? [] : fault(`!(${text(node)})`)
  }
  if (/\[\]$/.test(returns))
    return inner.type === 'ArrayExpression' && parts(inner, 'elements').length === 0 ? [] : fault('[]')
  if (/\| undefined$/.test(returns)) return isPlain && inner.type !== 'Literal' ? [] : fault('undefined')
  return []
}
