/** What must hold of bundles at the provider of Hetzner: it takes them, and the API then holds what the policy says. */
import { formatPacket } from '@/lib/net/packet'
import { hasPacket, noPackets, unionPackets } from '@/lib/net/packet-set'
import { decidePolicy } from '@/lib/policy/decide-policy'
import { cellsOf } from '@/lib/testing/cells'
import { disagree, type Tally } from '../../verdict'
import { type Member, ofModule, type Shown } from '../batch'
import { checkSettled, checkShown, show, succeeds } from '../check-batch'
import type { Workspace } from '../terraform'
import type { Api, ApiFirewall } from './api'
import { fateAt } from './fate'

/** How many packets of a point are tried, and every which of its cells. */
interface Thoroughness {
  readonly most: number
  readonly step: number
}

const some: Thoroughness = { most: 300, step: 7 }
export const every: Thoroughness = { most: Number.POSITIVE_INFINITY, step: 1 }

export type Change = (path: string, text: string) => string

/** A configuration with each bundle as a module of its own. */
export function writeModules(
  workspace: Workspace,
  members: readonly Member[],
  api: Api,
  change: Change = (_, text) => text,
): void {
  for (const { name, subject } of members) {
    for (const { path, text } of subject.files) workspace.write(`${name}/${path}`, change(path, text))
  }
  const needs = '    hcloud = {\n      source = "hetznercloud/hcloud"\n    }\n'
  const provider = `provider "hcloud" {\n  token    = "${'x'.repeat(64)}"\n  endpoint = "${api.address}"\n}\n`
  const modules = members.map(({ name }) => `module "${name}" {\n  source = "./${name}/terraform-hetzner"\n}\n`)
  workspace.write(
    'main.tf',
    `terraform {\n  required_providers {\n${needs}  }\n}\n\n${[provider, ...modules].join('\n')}`,
  )
}

export async function checkModules(
  workspace: Workspace,
  members: readonly Member[],
  api: Api,
  tally: Tally,
  where: string,
): Promise<void> {
  writeModules(workspace, members, api)
  if (!(await appliesAll(workspace, members, tally, where))) return
  for (const member of members) {
    checkHeld(member, firewallsOf(member, api), tally, `${where} ${member.name}`)
    tally.cases++
  }
  await checkSettled(workspace, tally, where)
}

/** Formatted, valid, planned, applied; the plan and the state read by our second reader, equal to the policy. */
export async function appliesAll(
  workspace: Workspace,
  members: readonly Member[],
  tally: Tally,
  where: string,
): Promise<boolean> {
  const run = (...given: readonly string[]): Promise<boolean> =>
    succeeds(workspace, tally, where, ...given, '-no-color')
  const formatted = await workspace.run('fmt', '-check', '-recursive')
  if (formatted.code !== 0) disagree(tally, where, `fmt would change ${formatted.stdout.trim()}${formatted.stderr}`)
  if (!(await run('init', '-input=false')) || !(await run('validate'))) return false
  if (!(await run('plan', '-input=false', '-out=step'))) return false
  checkAll(members, await show(workspace, 'step'), tally, `${where} plan`)
  if (!(await run('apply', '-input=false', 'step'))) return false
  checkAll(members, await show(workspace), tally, `${where} state`)
  return true
}

function checkAll(members: readonly Member[], whole: Shown, tally: Tally, where: string): void {
  for (const member of members) {
    if (ofModule(whole, member.name) !== '') checkShown(member, whole, tally, `${where} ${member.name}`)
  }
}

/** The firewalls of one bundle: the names of all begin with that of its design, and each design has its own labels. */
export function firewallsOf({ subject }: Member, api: Api): readonly ApiFirewall[] {
  const names = new Set(
    subject.files.flatMap(({ text }) => [...text.matchAll(/^ {2}name = "([^"]+)"$/gm)].map(([, name]) => name)),
  )
  return api.firewalls().filter(({ name }) => names.has(name))
}

/** Packets at every bound of every rule, by what the API holds and by the policy alone. */
export function checkHeld(
  member: Member,
  firewalls: readonly ApiFirewall[],
  tally: Tally,
  where: string,
  { most, step } = some,
): void {
  const { subject, variant } = member
  const { site, work } = variant
  const gaps = subject.output.gaps.reduce((set, gap) => unionPackets(set, gap.packets), noPackets)
  const seen = new Set<unknown>()
  for (const at of work.points) {
    if (seen.has(at.rules)) continue
    seen.add(at.rules)
    const admits = fateAt(firewalls, at.point)
    let left = most
    let index = 0
    for (const packet of cellsOf(at, site)) {
      if (index++ % step !== 0) continue
      if (left-- === 0) break
      const wanted = decidePolicy(work, at, packet).verdict === 'allow'
      const passes = admits(packet)
      if (passes === wanted || (wanted && hasPacket(gaps, packet))) continue
      disagree(tally, where, `${at.point.id} ${formatPacket(packet)}: the API ${passes ? 'admits' : 'drops'} it`)
      return
    }
  }
}
