/** Many bundles in one configuration: each is a module of its own, so that Terraform starts once for all of them. */
import type { Binding } from '@/lib/targets/target'
import type { Subject } from '@/lib/testing/subject'
import type { Variant } from '@/lib/verify/variants'
import type { Values } from './stub/ec2'
import type { Workspace } from './terraform'

export interface Member {
  /** Name of the module: `d0`. */
  readonly name: string
  readonly subject: Subject
  /** What the module is called with beside the VPC. */
  readonly binding: Binding
  /** The design that the binding stands for. */
  readonly variant: Variant
  /** Networks of admins that are given instead of the design's. */
  readonly admins?: readonly string[]
}

/** `change` lets a test break one file. */
export function writeBatch(
  workspace: Workspace,
  members: readonly Member[],
  change: (path: string, text: string) => string = (_, text) => text,
): void {
  for (const { name, subject } of members) {
    for (const { path, text } of subject.files) workspace.write(`${name}/${path}`, change(path, text))
  }
  workspace.write('main.tf', mainOf(members))
}

export function mainOf(members: readonly Member[]): string {
  return members.map(moduleBlock).join('\n')
}

function moduleBlock({ name, binding, admins }: Member): string {
  const given: readonly (readonly [string, string])[] = [
    ['vpc_id', JSON.stringify(`vpc-${name}`)],
    ...Object.entries(binding).map(([key, value]): [string, string] => [key, JSON.stringify(value)]),
    ...(admins === undefined
      ? []
      : [['allowed_admin_cidrs', `[${admins.map((cidr) => JSON.stringify(cidr)).join(', ')}]`] as const]),
  ]
  const width = Math.max(...given.map(([key]) => key.length))
  const lines = given.map(([key, value]) => `  ${key.padEnd(width)} = ${value}\n`).join('')
  return `module "${name}" {\n  source = "./${name}/terraform-aws"\n\n${lines}}\n`
}

/** What Terraform prints about the whole, cut down to one module, as if that were all. */
export function ofModule(whole: unknown, name: string): string {
  const json = whole as Shown
  const cut = (root: Shown['values']): unknown => ({
    root_module: root?.root_module.child_modules?.find(({ address }) => address === `module.${name}`) ?? {},
  })
  return JSON.stringify({
    format_version: json.format_version,
    ...(json.values === undefined ? {} : { values: cut(json.values) }),
    ...(json.planned_values === undefined ? {} : { planned_values: cut(json.planned_values) }),
    configuration: { root_module: json.configuration?.root_module.module_calls?.[name]?.module },
  })
}

export interface ShownResource {
  readonly address: string
  readonly type: string
  readonly name: string
  readonly index?: string | number
  readonly values: Readonly<Record<string, unknown>>
}

interface ShownModule {
  readonly address?: string
  readonly resources?: readonly ShownResource[]
  readonly child_modules?: readonly ShownModule[]
}

export interface Shown {
  readonly format_version: string
  readonly values?: { readonly root_module: ShownModule }
  readonly planned_values?: { readonly root_module: ShownModule }
  readonly configuration?: {
    readonly root_module: { readonly module_calls?: Readonly<Record<string, { readonly module: unknown }>> }
  }
  readonly resource_changes?: readonly {
    readonly address: string
    readonly previous_address?: string
    readonly type: string
    readonly change: {
      readonly actions: readonly string[]
      readonly before?: Values | null
      readonly after?: Values | null
    }
  }[]
}

/** The rules of one module in the state, in the words of EC2 alone. */
export function resourcesOf(whole: Shown, name: string): readonly ShownResource[] {
  return whole.values?.root_module.child_modules?.find(({ address }) => address === `module.${name}`)?.resources ?? []
}
