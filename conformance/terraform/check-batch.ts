/** What must hold of a batch: Terraform takes it, makes of it what we read in it, and then has nothing more to do. */

import { formatPrefix } from '@/lib/net/prefix'
import type { SecurityModel } from '@/lib/targets/terraform-aws/model'
import { lineOf } from '@/lib/testing/security-groups'
import { modelOf, type Subject } from '@/lib/testing/subject'
import { proveTarget } from '@/lib/verify/prove'
import { disagree, type Tally } from '../verdict'
import { type Member, mainOf, ofModule, resourcesOf, type Shown, type ShownResource, writeBatch } from './batch'
import type { Outcome, Workspace } from './terraform'

/** Steps until the first that Terraform refuses; the state of the whole at the end. */
export async function checkBatch(
  workspace: Workspace,
  members: readonly Member[],
  tally: Tally,
  where: string,
): Promise<Shown | undefined> {
  writeBatch(workspace, members)
  const formatted = await workspace.run('fmt', '-check', '-recursive', '-list=true')
  if (formatted.code !== 0) disagree(tally, where, `fmt would change ${formatted.stdout.trim()}${formatted.stderr}`)
  if (!(await succeeds(workspace, tally, where, 'init', '-input=false', '-no-color'))) return undefined
  if (!(await succeeds(workspace, tally, where, 'validate', '-no-color'))) return undefined
  if (!(await succeeds(workspace, tally, where, 'plan', '-input=false', '-no-color', '-out=first'))) return undefined
  const planned = await show(workspace, 'first')
  for (const member of members) checkShown(member, planned, tally, `${where} ${member.name} plan`)
  if (!(await succeeds(workspace, tally, where, 'apply', '-input=false', '-no-color', 'first'))) return undefined
  const state = await show(workspace)
  for (const member of members) {
    checkShown(member, state, tally, `${where} ${member.name} state`)
    checkInstances(member, state, tally, `${where} ${member.name}`)
    tally.cases++
  }
  await checkSettled(workspace, tally, where)
  await checkRemoval(workspace, members, state, tally, where)
  return state
}

export async function succeeds(
  workspace: Workspace,
  tally: Tally,
  where: string,
  ...given: readonly string[]
): Promise<boolean> {
  const outcome = await workspace.run(...given)
  if (outcome.code !== 0) disagree(tally, where, `${given[0]}: ${said(outcome)}`)
  return outcome.code === 0
}

function said({ stdout, stderr }: Outcome): string {
  return `${stderr}\n${stdout}`.replaceAll(/\s+/g, ' ').trim().slice(0, 600)
}

export async function show(workspace: Workspace, ...file: readonly string[]): Promise<Shown> {
  const { stdout } = await workspace.run('show', '-json', ...file)
  return JSON.parse(stdout) as Shown
}

/** Terraform has nothing more to do. */
export async function checkSettled(workspace: Workspace, tally: Tally, where: string): Promise<void> {
  const again = await workspace.run('plan', '-input=false', '-no-color', '-detailed-exitcode')
  if (again.code !== 0) disagree(tally, where, `a second plan is not empty: ${said(again)}`)
}

/** Our second reader, of plans and states, must come to the policy. */
export function checkShown({ name, subject, variant }: Member, whole: Shown, tally: Tally, where: string): void {
  const files = [{ path: `${name}.json`, text: ofModule(whole, name) }]
  const { filter, options, output } = subject
  const site = { ...variant.site, variables: {} }
  const proof = proveTarget({ filter, options, site, work: variant.work, files, gaps: output.gaps })
  if (proof.verdict === 'equal') return
  const [witness] = proof.witnesses
  disagree(
    tally,
    where,
    `${proof.verdict}: ${witness?.sentence ?? proof.problems.map((problem) => problem.message).join(' ')}`,
  )
}

/** Our first reader, of the text, must come to the very rules that Terraform made. */
export function checkInstances(member: Member, state: Shown, tally: Tally, where: string): void {
  const resources = resourcesOf(state, member.name)
  const ours = instancesRead(member.subject, member)
  const theirs = instancesMade(resources)
  const missing = theirs.filter((line) => !ours.includes(line))
  const more = ours.filter((line) => !theirs.includes(line))
  if (missing.length > 0)
    disagree(tally, where, `Terraform made what we did not read: ${missing.slice(0, 3).join('; ')}`)
  if (more.length > 0) disagree(tally, where, `we read what Terraform did not make: ${more.slice(0, 3).join('; ')}`)
  if (ours.length !== theirs.length) disagree(tally, where, `${theirs.length} rules made, ${ours.length} read`)
}

function instancesRead(subject: Subject, { binding, variant }: Pick<Member, 'binding' | 'variant'>): string[] {
  const model = modelOf(subject, subject.files, { site: { ...variant.site, variables: binding } })
  if (model === undefined) return ['unread']
  return (model as SecurityModel).rules.map(lineOf).sort()
}

const numbers: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp: '1', icmpv6: '58', '-1': 'any' }

function instancesMade(resources: readonly ShownResource[]): string[] {
  const names = new Map(resources.map(({ name, values }) => [values.id, name]))
  return resources
    .flatMap(({ type, values }) => {
      if (type === 'aws_security_group') return []
      const protocol = String(values.ip_protocol)
      const end = values.cidr_ipv4 ?? values.cidr_ipv6 ?? names.get(values.referenced_security_group_id)
      const direction = type.includes('ingress') ? 'ingress' : 'egress'
      const ports = `${String(values.from_port ?? -1)} ${String(values.to_port ?? -1)}`
      return [
        `${direction} ${names.get(values.security_group_id)} ${numbers[protocol] ?? protocol} ${ports} ${String(end)}`,
      ]
    })
    .sort()
}

/** Without its first network of admins a module loses exactly the rules of that network. */
export async function checkRemoval(
  workspace: Workspace,
  members: readonly Member[],
  state: Shown,
  tally: Tally,
  where: string,
): Promise<void> {
  const removals = members.flatMap((member) => {
    const [first, ...rest] = adminsOf(member.subject)
    return first === undefined ? [] : [{ member, first, rest }]
  })
  if (removals.length === 0) return
  const changed = members.map((member) => {
    const removal = removals.find((one) => one.member === member)
    return removal === undefined ? member : { ...member, admins: removal.rest }
  })
  workspace.write('main.tf', mainOf(changed))
  if (!(await succeeds(workspace, tally, where, 'plan', '-input=false', '-no-color', '-out=second'))) return
  const { resource_changes: changes = [] } = await show(workspace, 'second')
  const acted = changes.filter(({ change }) => change.actions.join() !== 'no-op')
  const wanted = removals.flatMap(({ member, first }) =>
    resourcesOf(state, member.name).flatMap(({ address, index }) =>
      isAdminRule(address) && index === first ? [address] : [],
    ),
  )
  const got = acted.map(({ address, change }) => `${change.actions.join()} ${address}`).sort()
  const want = wanted.map((address) => `delete ${address}`).sort()
  if (got.join('\n') !== want.join('\n')) {
    disagree(
      tally,
      where,
      `one network of admins less: ${got.slice(0, 4).join(', ')} instead of ${want.slice(0, 4).join(', ')}`,
    )
  }
  tally.notes.push(`${where}: ${removals.length} modules without their first admins, ${want.length} rules destroyed`)
}

function isAdminRule(address: string): boolean {
  return /_from_admin\[|_to_admin\[/.test(address)
}

function adminsOf({ work }: Subject): string[] {
  const both = work.policy.admin.filter(({ may }) => may.includes('kubernetes') && may.includes('talos'))
  return [...new Set(both.map(({ prefix }) => formatPrefix(prefix)))]
}
