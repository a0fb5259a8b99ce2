/** Works out every expression of a configuration, and makes of each resource the firewall that Terraform would create. */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import type { HclBlock } from '@/lib/text/hcl/syntax'
import { type HclValue, isSequence } from '@/lib/text/hcl/value'
import type { Statement } from '../../target'
import { type Configuration, type Resource, withinStack } from '../../terraform/read/configuration'
import {
  type Instance,
  instancesOf,
  literalLines,
  type Resolve,
  refuseInvalid,
  refuseUnfit,
  scopeOf,
  told,
  withEach,
} from '../../terraform/read/evaluate'
import { problemAt } from '../../terraform/read/placed'
import type { Attachment, Firewall, FirewallModel, FirewallRule } from '../model'
import { hcloudPrefix } from './configuration'
import { findLimits } from './limits'
import { readRuleValues } from './rule-values'
import { parseSelector } from './selector'

interface Context {
  readonly configuration: Configuration
  readonly resource: Resource
  readonly resolve: Resolve
  readonly problems: Problem[]
}

export function readInstances(configuration: Configuration, variables: Site['variables']): Result<FirewallModel> {
  return withinStack(
    configuration.resources.map(({ file }) => ({ path: file })),
    () => workOut(configuration, variables),
  )
}

function workOut(configuration: Configuration, variables: Site['variables']): Result<FirewallModel> {
  const problems: Problem[] = []
  const scope = scopeOf(configuration, variables, hcloudPrefix)
  refuseInvalid(configuration, scope, problems)
  const places = new Map<Firewall, string>()
  for (const resource of configuration.resources) {
    for (const instance of instancesOf(resource, scope, problems)) {
      const context = { configuration, resource, resolve: withEach(scope, instance), problems }
      places.set(firewallOf(instance, context), `${resource.file}:${resource.line}`)
    }
  }
  const model = { firewalls: [...places.keys()] }
  if (problems.length === 0) problems.push(...findLimits(model, (firewall) => places.get(firewall) ?? ''))
  return problems.length > 0 ? failure(problems) : success(model)
}

function firewallOf({ suffix }: Instance, context: Context): Firewall {
  const { resource, resolve, problems } = context
  const { file, line, attributes } = resource
  refuseUnfit(resource, resolve, problems)
  const attribute = attributes.get('name')
  const name = attribute === undefined ? undefined : told(attribute.value, resolve, file, problems)
  if (attribute === undefined) problems.push(problemAt(file, line, 'A firewall has a name.'))
  const blocks = (type: string): readonly HclBlock[] => resource.blocks.filter((block) => block.type === type)
  if (blocks('apply_to').length === 0) {
    const message = `Which servers carry ${resource.type}.${resource.name} is not in these files.`
    problems.push(problemAt(file, line, message, 'Write apply_to with a label_selector.'))
  }
  return {
    address: `${resource.type}.${resource.name}${suffix}`,
    name: typeof name === 'string' ? name : '',
    appliedTo: blocks('apply_to').flatMap((block) => attachmentOf(block, context)),
    rules: blocks('rule').flatMap((block) => ruleOf(block, context)),
  }
}

function valueIn(block: HclBlock, name: string, { resource, resolve, problems }: Context): HclValue | undefined {
  const attribute = block.body.attributes.find((one) => one.name === name)
  return attribute === undefined ? null : told(attribute.value, resolve, resource.file, problems)
}

function attachmentOf(block: HclBlock, context: Context): Attachment[] {
  const { resource, problems } = context
  const refuse = (message: string): Attachment[] => {
    problems.push(problemAt(resource.file, block.line, message))
    return []
  }
  if (block.body.attributes.some(({ name }) => name === 'server')) {
    return refuse('Which server this is, its number does not say here: choose servers by their labels.')
  }
  const text = valueIn(block, 'label_selector', context)
  if (typeof text !== 'string') return refuse('A label_selector is text.')
  const selector = parseSelector(text)
  return selector === undefined ? refuse(`"${text}" is no label selector.`) : [{ kind: 'labels', selector }]
}

function ruleOf(block: HclBlock, context: Context): FirewallRule[] {
  const { resource, problems, configuration } = context
  const found = problems.length
  const attributes = new Map(block.body.attributes.map((attribute) => [attribute.name, attribute]))
  refuseUnfit({ file: resource.file, attributes }, context.resolve, problems)
  const at = (name: string): HclValue | undefined => valueIn(block, name, context)
  const list = (name: string): readonly unknown[] | undefined => {
    const value = at(name)
    if (value === null || value === undefined) return undefined
    if (isSequence(value)) return [...new Set(value.items)]
    problems.push(problemAt(resource.file, block.line, `"${name}" is a list.`))
    return undefined
  }
  const read = readRuleValues({
    ...{ direction: at('direction'), protocol: at('protocol'), port: at('port'), description: at('description') },
    ...{ source_ips: list('source_ips'), destination_ips: list('destination_ips') },
  })
  if (problems.length > found) return []
  if (!read.ok) {
    problems.push(problemAt(resource.file, block.line, read.message))
    return []
  }
  const written = block.body.attributes
    .filter(({ name }) => name.endsWith('_ips'))
    .map(({ value }) => ({ file: resource.file, value }))
  const lines = literalLines(written, configuration)
  const head: Statement = { file: resource.file, line: block.line, beside: true }
  const { ends, ...facts } = read.facts
  return [
    {
      ...facts,
      ends: ends.map(({ text, prefix }) => {
        const own = lines.get(text) ?? written.map(({ file, value }) => ({ file, line: value.line }))
        return { prefix, statements: own.slice(0, 1).concat(head) }
      }),
    },
  ]
}
