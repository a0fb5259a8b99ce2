/** What every page is made of: lines, blocks of commands, the addresses of the machines. */
import type { Role } from '@/lib/design/design'
import type { Rule } from '@/lib/policy/rule'
import { loopOverMachines, reachAll } from '@/lib/site/machine-addresses'
import type { Site } from '@/lib/site/site'
import { rememberOf } from '@/lib/text/remember'
import { quoteShell } from '@/lib/text/shell'
import type { HardeningOptions } from '../options'
import type { RolePatches } from '../render/role-patches'
import type { Frame, Setting } from '../settings/setting'

export interface Guided {
  readonly site: Site
  readonly options: HardeningOptions
  readonly frame: Frame
  readonly settings: readonly Setting[]
  readonly patches: readonly RolePatches[]
  readonly rules: readonly Rule[]
}

export function shell(lines: readonly string[]): string[] {
  return ['```sh', ...lines, '```', '']
}

export function writePage(lines: readonly string[]): string {
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`
}

/** For the shell; in quotes where they are placeholders. */
export function addressesOf(site: Site, role: Role): string[] {
  return machinesOf(site, role).map(quoteShell)
}

/** The same command of `talosctl` for every machine of a role. */
export function onEvery(site: Site, role: Role, command: string, but = 0): string[] {
  const addresses = machinesOf(site, role).slice(but)
  return addresses.length === 0 ? [] : loopOverMachines(addresses, command)
}

function machinesOf({ members }: Site, role: Role): readonly string[] {
  return byRole(members)[role]
}

const byRole = rememberOf((members: Site['members']): Readonly<Record<Role, readonly string[]>> => {
  const of = (role: Role) => reachAll(members.filter((member) => member.role === role)).addresses
  return { controlplane: of('controlplane'), worker: of('worker') }
})

export function firstControlPlane(site: Site): string {
  return addressesOf(site, 'controlplane')[0] ?? quoteShell('<address of a control plane>')
}

/** Where a command names an address, which member is meant by a placeholder. */
export function notesOf(site: Site): string[] {
  const { notes } = reachAll(site.members)
  return notes.length === 0 ? [] : [...notes.map((note) => `- ${note}.`), '']
}

export function recipientOf({ ageRecipient }: HardeningOptions): string {
  return ageRecipient ?? quoteShell('<public key of age>')
}
