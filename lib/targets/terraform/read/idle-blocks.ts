/**
 * Blocks that neither open nor close anything, with what Terraform lets stand in them: it refuses the whole module for
 * anything else, and then nothing is applied. What providers and data sources take is theirs to say.
 * @see https://developer.hashicorp.com/terraform/language/block/variable
 * @see https://developer.hashicorp.com/terraform/language/block/output
 * @see https://developer.hashicorp.com/terraform/language/block/terraform
 */
import type { HclBlock, HclExpression } from '@/lib/text/hcl/syntax'

interface Shape {
  /** Every name where undefined. */
  readonly names: readonly string[] | undefined
  /** Without which Terraform does nothing. */
  readonly needed?: readonly string[]
  readonly blocks: Readonly<Record<string, Shape>>
}

const ofCondition = ['condition', 'error_message']
const condition: Shape = { names: ofCondition, needed: ofCondition, blocks: {} }
const anything: Shape = { names: undefined, blocks: {} }
const described = ['description', 'sensitive', 'ephemeral', 'deprecated']

const shapes: Readonly<Record<string, Shape>> = {
  variable: { names: [...described, 'type', 'default', 'nullable', 'const'], blocks: { validation: condition } },
  output: { names: [...described, 'type', 'value', 'depends_on'], blocks: { precondition: condition } },
  moved: { names: ['from', 'to'], blocks: {} },
  terraform: {
    names: ['required_version', 'experiments'],
    blocks: { required_providers: anything, backend: anything, cloud: anything, provider_meta: anything },
  },
}

interface Fault {
  readonly line: number
  readonly message: string
}

export function isIdle({ type }: HclBlock): boolean {
  return ['terraform', 'provider', 'output', 'data', 'moved', 'check'].includes(type)
}

/** What Terraform refuses in a block of one of these types; of others nothing is said. */
export function idleFaults(block: HclBlock): readonly Fault[] {
  const shape = Object.hasOwn(shapes, block.type) ? shapes[block.type] : undefined
  return shape === undefined ? [] : faultsIn(block, shape)
}

function faultsIn({ type, body, line }: HclBlock, { names, needed = [], blocks }: Shape): Fault[] {
  const foreign = (block: HclBlock): Fault => ({
    line: block.line,
    message: `Terraform knows no "${block.type}" inside ${type}.`,
  })
  if (type === 'required_providers') {
    return [...body.attributes.flatMap(({ value }) => requirementFault(value)), ...body.blocks.map(foreign)]
  }
  const strange = body.attributes
    .filter(({ name }) => names !== undefined && !names.includes(name))
    .map(({ name, line }) => ({ line, message: `Terraform knows no argument "${name}" of ${type}.` }))
  const missing = needed
    .filter((name) => body.attributes.every((attribute) => attribute.name !== name))
    .map((name) => ({ line, message: `Terraform wants "${name}" in ${type}.` }))
  const inner = body.blocks.flatMap((block): Fault[] => {
    const shape = Object.hasOwn(blocks, block.type) ? blocks[block.type] : undefined
    if (shape !== undefined) return faultsIn(block, shape)
    // A cloud or a backend has blocks of its own.
    return names === undefined ? [] : [foreign(block)]
  })
  return [...strange, ...missing, ...inner]
}

const ofRequirement = ['source', 'version', 'configuration_aliases']

/** A version alone, or where to get the provider and which. */
function requirementFault(value: HclExpression): Fault[] {
  const { line } = value
  if (value.kind === 'literal' && typeof value.value === 'string') return []
  if (value.kind !== 'object') return [{ line, message: 'A provider is asked for by its source and version.' }]
  return value.fields.flatMap(({ key }) => {
    const name = key.kind === 'literal' ? String(key.value) : ''
    if (ofRequirement.includes(name)) return []
    return [{ line: key.line, message: `Terraform knows no "${name}" of a provider that is asked for.` }]
  })
}
