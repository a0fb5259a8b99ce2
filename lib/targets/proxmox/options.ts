import * as z from 'zod'
import { type Prefix, parsePrefix } from '@/lib/net/prefix'

/** @see https://pve.proxmox.com/pve-docs/pve-admin-guide.html (ids of guests) */
const firstVmid = 100
const lastVmid = 999_999_999
/** A longer range is a slip of the keyboard. */
const mostOfOne = 10_000

const idAdvice = 'is no id of a virtual machine: write a number from 100 to 999999999, or a range such as "200-249"'

const vmid = z.int(idAdvice).min(firstVmid, idAdvice).max(lastVmid, idAdvice)
const vmids = z.union([vmid, z.string().refine((text) => readRange(text) !== undefined, idAdvice), z.array(vmid)])

export const proxmoxOptions = z.strictObject({
  vmids: z
    .record(z.string(), vmids)
    .default({})
    .describe('For each node the id of its virtual machine; for a pool a range such as "200-249", or a list'),
  stance: z
    .enum(['filter', 'upstream'])
    .default('filter')
    .describe('filter: at the card of every machine; upstream: cards unfiltered, a VLAN each, rules at the router'),
  datacenter: z
    .boolean()
    .default(false)
    .describe('Switch the firewall of the whole datacenter on; this closes the hosts as well'),
  management: z
    .array(z.string().refine((text) => parsePrefix(text) !== undefined, 'is no network: write one such as 10.0.9.0/24'))
    .optional()
    .describe('Networks from which the hosts are administered; those of the admins where it is left out'),
  macfilter: z.boolean().default(true).describe('Drop what a machine sends from another MAC address than its own'),
})
export type ProxmoxOptions = z.infer<typeof proxmoxOptions>

/** `200-249` or `200`, as numbers; undefined where it is neither, or too long. */
function readRange(text: string): readonly number[] | undefined {
  const match = /^([1-9]\d{2,8})(?:-([1-9]\d{2,8}))?$/.exec(text)
  if (match === null) return undefined
  const first = Number(match[1])
  const last = Number(match[2] ?? match[1])
  if (first > last || last - first >= mostOfOne) return undefined
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** The ids of one member, in numeric order; none where the options do not say. */
export function vmidsOf({ vmids: byName }: ProxmoxOptions, name: string): readonly number[] {
  const value = Object.hasOwn(byName, name) ? byName[name] : undefined
  if (value === undefined) return []
  if (typeof value === 'number') return [value]
  const ids = typeof value === 'string' ? (readRange(value) ?? []) : value
  return [...new Set(ids)].sort((a, b) => a - b)
}

export function managementOf({ management }: ProxmoxOptions): readonly Prefix[] | undefined {
  return management?.flatMap((text) => parsePrefix(text) ?? [])
}

/** Every machine of either keeps its file, those of a pool that shrinks as well. */
export function unionOptions(before: ProxmoxOptions, after: ProxmoxOptions): ProxmoxOptions {
  const names = [...new Set([...Object.keys(after.vmids), ...Object.keys(before.vmids)])]
  const ids = (name: string): number[] => [...new Set([before, after].flatMap((options) => vmidsOf(options, name)))]
  const isFiltered = [before, after].some(({ stance }) => stance === 'filter')
  return {
    ...after,
    vmids: Object.fromEntries(names.map((name) => [name, ids(name)])),
    stance: isFiltered ? 'filter' : 'upstream',
    datacenter: before.datacenter || after.datacenter,
    macfilter: before.macfilter && after.macfilter,
    ...(before.management === undefined || after.management === undefined
      ? {}
      : { management: [...new Set([...after.management, ...before.management])] }),
  }
}
