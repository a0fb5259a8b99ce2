/** CIDRs with host bits: `10.0.0.5/24` is the network 10.0.0.0/24, which its writer may not have meant. */
import { formatPrefix } from '@/lib/net/prefix'
import { readAddress, readPrefix } from '@/lib/net/text-cache'
import type { Design } from './design'
import { type DesignFault, warning } from './fault'
import type { Path } from './path'
import { principalPlaces } from './references'

export function findHostBits(design: Design): DesignFault[] {
  return cidrPlaces(design).flatMap(({ path, text }) => {
    const prefix = readPrefix(text)
    const address = readAddress(text.slice(0, text.indexOf('/')))
    if (prefix === undefined || address === undefined || address.value === prefix.value) return []
    const network = formatPrefix(prefix)
    const single = `${text.slice(0, text.indexOf('/'))}/${prefix.family === 4 ? 32 : 128}`
    const message = `${text} names a host with the length of a network; it counts as ${network}`
    return [warning('cidr-host-bits', path, message, `write ${network}, or ${single} for that host alone`)]
  })
}

function cidrPlaces(design: Design): { readonly path: Path; readonly text: string }[] {
  const list = (path: Path, texts: readonly string[] | undefined) =>
    (texts ?? []).map((text, index) => ({ path: [...path, index], text }))
  const https = typeof design.egress === 'string' ? [] : design.egress.https
  return [
    ...list(['kubernetes', 'podCIDRs'], design.kubernetes.podCIDRs),
    ...list(['kubernetes', 'serviceCIDRs'], design.kubernetes.serviceCIDRs),
    ...list(['clusterCIDRs'], design.clusterCIDRs),
    ...design.admin.map(({ cidr }, at) => ({ path: ['admin', at, 'cidr'], text: cidr })),
    ...design.subnets.flatMap((subnet, at) => list(['subnets', at, 'cidrs'], subnet.cidrs)),
    ...design.loadBalancers.flatMap((balancer, at) => list(['loadBalancers', at, 'healthFrom'], balancer.healthFrom)),
    ...list(['egress', 'https'], https).filter(({ text }) => text.includes('/')),
    ...principalPlaces(design)
      .filter(({ text }) => text.startsWith('cidr:'))
      .map(({ path, text }) => ({ path, text: text.slice('cidr:'.length) })),
  ]
}
