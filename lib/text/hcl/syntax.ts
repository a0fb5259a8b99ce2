/**
 * HCL, the configuration language of Terraform, as a tree. Every node knows the line it begins on, from 1.
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export interface HclBody {
  readonly attributes: readonly HclAttribute[]
  readonly blocks: readonly HclBlock[]
}

export interface HclAttribute {
  readonly name: string
  readonly value: HclExpression
  readonly line: number
}

export interface HclBlock {
  readonly type: string
  readonly labels: readonly string[]
  readonly body: HclBody
  readonly line: number
}

export type HclOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%'

export type HclExpression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly line: number }
  /** A string with parts to fill in. */
  | { readonly kind: 'template'; readonly parts: readonly HclExpression[]; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly HclExpression[]; readonly line: number }
  | { readonly kind: 'object'; readonly fields: readonly HclField[]; readonly line: number }
  | { readonly kind: 'name'; readonly name: string; readonly line: number }
  | { readonly kind: 'member'; readonly of: HclExpression; readonly name: string; readonly line: number }
  | {
      readonly kind: 'index'
      readonly of: HclExpression
      readonly index: HclExpression
      readonly line: number
    }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly HclExpression[]; readonly line: number }
  | {
      readonly kind: 'choice'
      readonly when: HclExpression
      readonly then: HclExpression
      readonly else: HclExpression
      readonly line: number
    }
  | {
      readonly kind: 'binary'
      readonly operator: HclOperator
      readonly left: HclExpression
      readonly right: HclExpression
      readonly line: number
    }
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly of: HclExpression; readonly line: number }
  | HclFor

export interface HclField {
  readonly key: HclExpression
  /** Whether the key is written as a word, neither in quotes nor in brackets. */
  readonly isWord: boolean
  readonly value: HclExpression
}

/** `[for c in list : c if …]`, or with a key, `{for k, v in map : k => v}`. */
export interface HclFor {
  readonly kind: 'for'
  readonly keyName: string | undefined
  readonly valueName: string
  readonly over: HclExpression
  readonly key: HclExpression | undefined
  readonly value: HclExpression
  readonly condition: HclExpression | undefined
  readonly line: number
}

/** The expressions directly inside another. */
function childrenOf(expression: HclExpression): readonly HclExpression[] {
  switch (expression.kind) {
    case 'literal':
    case 'name':
      return []
    case 'template':
      return expression.parts
    case 'list':
      return expression.items
    case 'object':
      return expression.fields.flatMap(({ key, value }) => [key, value])
    case 'member':
    case 'unary':
      return [expression.of]
    case 'index':
      return [expression.of, expression.index]
    case 'call':
      return expression.given
    case 'choice':
      return [expression.when, expression.then, expression.else]
    case 'binary':
      return [expression.left, expression.right]
    case 'for':
      return [expression.over, expression.key, expression.value, expression.condition].filter(
        (child) => child !== undefined,
      )
  }
}

/** The expression and everything inside it, outermost first. */
export function walkExpression(expression: HclExpression): readonly HclExpression[] {
  const all: HclExpression[] = []
  const walk = (one: HclExpression): void => {
    all.push(one)
    if (one.kind !== 'literal') for (const child of childrenOf(one)) walk(child)
  }
  walk(expression)
  return all
}
