/**
 * The variables of a module: their types, what stands for them where nobody gives a value, and what must be true of it.
 * @see https://developer.hashicorp.com/terraform/language/block/variable
 */
import type { Problem } from '@/lib/design/problem'
import { convertPlain, isType } from '@/lib/text/hcl/convert'
import { staticPath } from '@/lib/text/hcl/evaluate'
import { type HclAttribute, type HclBlock, type HclExpression, walkExpression } from '@/lib/text/hcl/syntax'
import { type Placed, problemAt } from './placed'

export interface Variable {
  readonly type: HclExpression | undefined
  readonly fallback: Placed | undefined
  /** Whether it may be null; else its fallback stands for that. */
  readonly isNullable: boolean
  readonly conditions: readonly Placed[]
}

export function readVariable(file: string, block: HclBlock, refuse: (line: number, message: string) => void): Variable {
  const fallback = attributeOf(block, 'default')
  if (fallback !== undefined && !isPlain(fallback.value))
    refuse(fallback.line, `The value of "${block.labels[0]}" must not be worked out.`)
  const type = attributeOf(block, 'type')
  if (type !== undefined && !isType(type.value)) refuse(type.line, 'This is no type of a variable.')
  const nullable = attributeOf(block, 'nullable')?.value
  const isTold = nullable === undefined || (nullable.kind === 'literal' && typeof nullable.value === 'boolean')
  if (!isTold) refuse(nullable.line, 'Whether a variable may be null is true or false.')
  const conditions = block.body.blocks.flatMap((inner) => attributeOf(inner, 'condition') ?? [])
  const own = `var.${block.labels[0]}`
  for (const { value, line } of conditions) {
    const isAboutIt = walkExpression(value).some((part) => staticPath(part)?.join('.') === own)
    if (!isAboutIt) refuse(line, `Terraform wants a condition about ${own} itself here.`)
  }
  return {
    type: type?.value,
    fallback: fallback === undefined ? undefined : { file, value: fallback.value },
    isNullable: nullable?.kind !== 'literal' || nullable.value !== false,
    conditions: conditions.map(({ value }) => ({ file, value })),
  }
}

/** Terraform refuses a value that does not fit its variable, whether anything asks for it or not. */
export function findUnfit(
  variables: ReadonlyMap<string, Variable>,
  given: ReadonlyMap<string, Placed>,
): readonly Problem[] {
  return [...variables].flatMap(([name, { type, fallback, isNullable }]) =>
    [fallback, given.get(name)].flatMap((placed) => {
      if (placed === undefined || !isPlain(placed.value)) return []
      const value = convertPlain(placed.value, type)
      const stands =
        value !== undefined && (value !== null || isNullable || (placed !== fallback && fallback !== undefined))
      return stands ? [] : [problemAt(placed.file, placed.value.line, `The value of "${name}" is not of its type.`)]
    }),
  )
}

/** Neither names nor functions, which Terraform refuses where a variable gets its value. */
export function isPlain(value: HclExpression): boolean {
  return walkExpression(value).every(({ kind }) => kind !== 'call' && kind !== 'name')
}

export function attributeOf(block: HclBlock, name: string): HclAttribute | undefined {
  return block.body.attributes.find((attribute) => attribute.name === name)
}
