/** Options that lead nowhere: networks that are not in the design, and none with machines. */
import type { Problem } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import { findStrangeNetworks } from '../../router/render/option-faults'
import type { UnifiOptions } from '../options'

export function findOptionFaults(site: Site, { networks, zone, zones }: UnifiOptions): readonly Problem[] {
  const strange = Object.entries({ networks, zones }).flatMap(([key, options]) =>
    findStrangeNetworks(site, options, `targets/unifi/${key}`),
  )
  const shared = site.subnets
    .filter(({ name, holdsMembers }) => !holdsMembers && Object.hasOwn(networks, name) && zones[name] === zone)
    .map(({ name }): Problem => {
      const message = `${name} holds no machines, and may not be in their zone: the zone closes behind them.`
      const suggestion = 'Name the zone that it is in now, or leave it out for Internal.'
      return { severity: 'error', at: `targets/unifi/zones/${name}`, message, suggestion }
    })
  if (site.subnets.some(({ name, holdsMembers }) => holdsMembers && Object.hasOwn(networks, name))) {
    return [...strange, ...shared]
  }
  const home = site.subnets.find(({ holdsMembers }) => holdsMembers)?.name ?? 'control'
  const message = 'No network with machines is behind this gateway, so it gets no policies.'
  const suggestion = `Say what each is called there: networks: { ${home}: Servers }.`
  return [...strange, ...shared, { severity: 'error', at: 'targets/unifi/networks', message, suggestion }]
}
