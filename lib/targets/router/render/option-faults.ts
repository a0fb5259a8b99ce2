import type { Problem } from '@/lib/design/problem'
import type { InterfaceKeys } from '@/lib/site/router-points'
import type { Site } from '@/lib/site/site'
import { nearestWord } from '@/lib/text/nearest'

/**
 * Without a network of the cluster behind it the box has nothing to decide. `at`: the path of the options in the design;
 * `known`: what is known of the box's interfaces, in a sentence.
 */
export function findOptionFaults(site: Site, keys: InterfaceKeys, at: string, known?: string): readonly Problem[] {
  const strange = findStrangeNetworks(site, keys, at)
  if (site.subnets.some(({ name, holdsMembers }) => holdsMembers && Object.hasOwn(keys, name))) return strange
  const homes = site.subnets.filter(({ holdsMembers }) => holdsMembers).map(({ name }) => name)
  const message = 'No network with machines is behind this box, so it gets no rules.'
  const more = known === undefined ? '' : ` ${known}`
  const suggestion = `Say which interface joins it: interfaces: { ${homes[0] ?? 'control'}: opt1 }.${more}`
  return [...strange, { severity: 'error', at, message, suggestion }]
}

/** Options for networks that are not in the design; `at`: the path of these options. */
export function findStrangeNetworks(site: Site, options: Readonly<Record<string, unknown>>, at: string): Problem[] {
  const names = site.subnets.map(({ name }) => name)
  return Object.keys(options)
    .filter((name) => !names.includes(name))
    .sort()
    .map((name): Problem => {
      const meant = nearestWord(name, names)
      const suggestion = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean "${meant}"?`
      return { severity: 'error', at: `${at}/${name}`, message: `No network is called "${name}".`, suggestion }
    })
}
