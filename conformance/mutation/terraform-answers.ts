/** What Terraform says of one configuration, and moto's EC2 of what it made. */
import type { TextFile } from '@/lib/targets/target'
import type { Shown, ShownResource } from '../terraform/batch'
import { lintRules, templateRule } from '../terraform/cfn-lint/lint'
import { type Bundle, exceedsPooledQuota, type Moto } from '../terraform/moto/moto'
import { makeWorkspace } from '../terraform/terraform'
import type { TerraformCase } from './cases'
import { type MadeRule, rulesMade } from './terraform-lines'

export interface Asked {
  readonly files: readonly TextFile[]
  readonly variables: Readonly<Record<string, string | boolean>>
  /** Whether it has modules, which Terraform wants to be told of first. */
  readonly hasModules?: boolean
}

export interface TerraformAnswer {
  /** As `terraform show -json` says them. */
  readonly plan: string
  readonly state: string
  readonly rules: readonly MadeRule[]
}

/** Nothing where Terraform refuses it. */
export async function askTerraform(
  binary: string,
  environment: Readonly<Record<string, string>>,
  { files, variables, hasModules = false }: Asked,
): Promise<TerraformAnswer | undefined> {
  const workspace = makeWorkspace(binary, environment)
  try {
    for (const { path, text } of files) workspace.write(path.replace(/^terraform-[a-z]+\//, ''), text)
    const given = Object.entries(variables).map(([name, value]) => `-var=${name}=${String(value)}`)
    if (hasModules && (await workspace.run('init', '-input=false')).code !== 0) return undefined
    const plan = await workspace.run('plan', '-input=false', '-refresh=false', '-out=step', ...given)
    if (plan.code !== 0) return undefined
    const planned = await workspace.run('show', '-json', 'step')
    const applied = await workspace.run('apply', '-input=false', 'step')
    if (applied.code !== 0) return undefined
    const { stdout: state } = await workspace.run('show', '-json')
    return { plan: planned.stdout, state, rules: rulesMade(resourcesIn(JSON.parse(state) as Shown)) }
  } finally {
    workspace.remove()
  }
}

/** What Terraform says of a plan that failed half-way: it is not to be read as one. */
export async function askErrored(
  binary: string,
  environment: Readonly<Record<string, string>>,
  { files }: Asked,
): Promise<string | undefined> {
  const workspace = makeWorkspace(binary, environment)
  try {
    for (const { path, text } of files) workspace.write(path, text)
    if ((await workspace.run('plan', '-input=false', '-refresh=false', '-out=step')).code === 0) return undefined
    const { code, stdout } = await workspace.run('show', '-json', 'step')
    return code === 0 ? stdout : undefined
  } finally {
    workspace.remove()
  }
}

type Module = NonNullable<Shown['values']>['root_module']

function resourcesIn({ values }: Shown): readonly ShownResource[] {
  const all = ({ resources = [], child_modules: below = [] }: Module): ShownResource[] => [
    ...resources.filter((resource) => !resource.address.split('.').includes('data')),
    ...below.flatMap(all),
  ]
  return values === undefined ? [] : all(values.root_module)
}

export type AccountAnswer =
  | { readonly kind: 'refused' }
  /** What the commands of `aws` describe. */
  | { readonly kind: 'described'; readonly groups: string; readonly rules: string }
  /** moto cannot be asked about it. */
  | { readonly kind: 'unasked' }

/** moto counts the rules of both families together, knows no lists of prefixes, and no group that it has not made. */
export async function askAccount(
  moto: Extract<Moto, { ok: true }>,
  { rules, state }: TerraformAnswer,
): Promise<AccountAnswer> {
  const made = resourcesIn(JSON.parse(state) as Shown).filter(({ type }) => type === 'aws_security_group')
  const groups = Object.fromEntries(made.map(({ name, values }) => [name, String(values.name)]))
  const tags = Object.fromEntries(made.map(({ name, values }) => [name, (values.tags ?? {}) as Record<string, string>]))
  const isStrange = rules.some(
    ({ group, peer, cidr4, cidr6, from, to, protocol }) =>
      group === '?' ||
      peer === '?' ||
      (peer ?? cidr4 ?? cidr6) === null ||
      (from === null) !== (to === null) ||
      /[A-Z]|^all$/.test(protocol),
  )
  const bundle = { groups, tags, rules: rules.map(motoRule) }
  if (isStrange || exceedsPooledQuota(bundle)) return { kind: 'unasked' }
  const answer = await moto.ask(bundle)
  if (answer.groups !== undefined) {
    const said = (key: string, value: unknown): string => JSON.stringify({ [key]: value }, undefined, 2)
    return {
      kind: 'described',
      groups: said('SecurityGroups', answer.groups),
      rules: said('SecurityGroupRules', answer.rules),
    }
  }
  return { kind: answer.refused === undefined ? 'unasked' : 'refused' }
}

function motoRule({ address: _, ...rule }: MadeRule): Bundle['rules'][number] {
  return { ...rule, protocol: rule.protocol === 'icmpv6' ? '58' : rule.protocol }
}

/** What Terraform and moto take and cfn-lint refuses is refused; undefined, and why, where it cannot be asked. */
export async function refuseLinted(
  cases: readonly TerraformCase[],
): Promise<
  { readonly ok: true; readonly cases: readonly TerraformCase[] } | { readonly ok: false; readonly reason: string }
> {
  const rulesOf = ({ shown }: TerraformCase): string[] => {
    const state = shown.find(({ file }) => file.path === 'state.json')
    const resources = state === undefined ? [] : resourcesIn(JSON.parse(state.file.text) as Shown)
    return resources.map(templateRule).flatMap((rule) => (rule === undefined ? [] : [JSON.stringify(rule)]))
  }
  const asked = cases.map(rulesOf)
  const rules = [...new Set(asked.flat())]
  const linted = await lintRules(rules.map((rule): unknown => JSON.parse(rule)))
  if (!linted.ok) return linted
  const refused = new Set([...linted.refused].map((number) => rules[number]))
  return {
    ok: true,
    cases: cases.map((one, index) =>
      asked[index]?.some((rule) => refused.has(rule)) === true ? { ...one, rules: undefined, shown: [] } : one,
    ),
  }
}
