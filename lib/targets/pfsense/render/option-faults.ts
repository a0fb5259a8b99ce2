import type { Problem } from '@/lib/design/problem'
import type { InterfaceKeys } from '@/lib/site/router-points'
import type { Site } from '@/lib/site/site'
import { nearestWord } from '@/lib/text/nearest'
import type { Box } from '../model'
import { listInterfaces } from './base'

/** Without a network of the cluster behind it the box has nothing to decide. */
export function findOptionFaults(site: Site, keys: InterfaceKeys, box?: Box): readonly Problem[] {
  const names = site.subnets.map(({ name }) => name)
  const strange = Object.keys(keys)
    .filter((name) => !names.includes(name))
    .sort()
    .map((name): Problem => {
      const meant = nearestWord(name, names)
      const suggestion = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean "${meant}"?`
      const at = `targets/pfsense/interfaces/${name}`
      return { severity: 'error', at, message: `No network is called "${name}".`, suggestion }
    })
  if (site.subnets.some(({ name, holdsMembers }) => holdsMembers && Object.hasOwn(keys, name))) return strange
  const homes = site.subnets.filter(({ holdsMembers }) => holdsMembers).map(({ name }) => name)
  const message = 'No network with machines is behind this box, so it gets no rules.'
  const known = box === undefined ? '' : ` ${listInterfaces(box)}`
  const suggestion = `Say which interface joins it: interfaces: { ${homes[0] ?? 'control'}: opt1 }.${known}`
  return [...strange, { severity: 'error', at: 'targets/pfsense/interfaces', message, suggestion }]
}
