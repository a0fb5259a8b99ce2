/** Options that do not go with the machines: names and ids, and who has none. */
import type { Problem } from '@/lib/design/problem'
import type { Member, Site } from '@/lib/site/site'
import { nearestWord } from '@/lib/text/nearest'
import { type ProxmoxOptions, vmidsOf } from '../options'

export function findOptionFaults(site: Site, options: ProxmoxOptions): readonly Problem[] {
  return [
    ...strangers(site, options),
    ...sharedIds(site, options),
    ...wrongCounts(site, options),
    ...missing(site, options),
  ]
}

function problemAt(severity: Problem['severity'], name: string, message: string, suggestion: string): Problem {
  return { severity, at: `targets/proxmox/vmids${name === '' ? '' : `/${name}`}`, message, suggestion }
}

/** Where every machine has its id, one more is a machine of before or of later; else it is likely a slip. */
function strangers({ members }: Site, options: ProxmoxOptions): Problem[] {
  const names = members.map(({ name }) => name)
  const severity = names.every((name) => vmidsOf(options, name).length > 0) ? 'warning' : 'error'
  const known = new Set(names)
  return Object.keys(options.vmids)
    .filter((name) => !known.has(name))
    .sort()
    .map((name) => {
      const meant = nearestWord(name, names)
      const suggestion = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean "${meant}"?`
      return problemAt(severity, name, `No node or pool is called "${name}".`, suggestion)
    })
}

function sharedIds({ members }: Site, options: ProxmoxOptions): Problem[] {
  const owners = new Map<number, string>()
  return members.flatMap(({ name }) => {
    const taken = vmidsOf(options, name).filter((vmid) => owners.has(vmid))
    for (const vmid of vmidsOf(options, name)) if (!owners.has(vmid)) owners.set(vmid, name)
    const [first] = taken
    if (first === undefined) return []
    const message = `The virtual machine ${first} is ${owners.get(first)} already.`
    return [problemAt('error', name, message, 'Give every machine an id of its own.')]
  })
}

function wrongCounts({ members }: Site, options: ProxmoxOptions): Problem[] {
  return members.flatMap(({ name, kind, count: { min, max } }) => {
    const given = vmidsOf(options, name).length
    if (given === 0 || (given >= min && given <= max)) return []
    if (kind === 'node') {
      return [problemAt('error', name, `${name} is one machine and has ${given} ids.`, 'Give it one.')]
    }
    const wanted = min === max ? `${min}` : `${min} to ${max}`
    const message = `${name} has ${given} ids and ${wanted} machines: one without a file is not filtered.`
    return [problemAt('warning', name, message, `Give as many ids as there are machines, such as "200-${199 + max}".`)]
  })
}

function missing({ members }: Site, options: ProxmoxOptions): Problem[] {
  if (options.stance === 'upstream') return []
  const without = members.filter(({ name }) => vmidsOf(options, name).length === 0)
  const [first] = without
  if (first === undefined) return []
  const isNobody = without.length === members.length
  const names = without.slice(0, 8).map(({ name }) => name)
  const more = without.length > names.length ? ` and ${without.length - names.length} more` : ''
  const message = `Nothing filters ${names.join(', ')}${more}: the ids of their virtual machines are not given.`
  const suggestion = `Say vmids: { ${exampleOf(first)} }; what their files must hold is in proxmox/without-id.`
  return [problemAt(isNobody ? 'error' : 'warning', '', message, suggestion)]
}

function exampleOf({ name, kind, count }: Member): string {
  return kind === 'node' ? `${name}: 101` : `${name}: "200-${199 + Math.max(1, count.max)}"`
}
