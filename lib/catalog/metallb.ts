import { type AddonOptionValues, addonListener, metricsListener } from './addon-listener'
import { type CatalogListener, eachPort } from './listener'

function speaks(options: AddonOptionValues): boolean {
  return options.mode === 'bgp' || options.mode === 'frr-k8s'
}

function memberlist(id: string, protocol: 'tcp' | 'udp'): CatalogListener {
  return addonListener({
    id,
    title: 'MetalLB memberlist',
    addon: 'metallb',
    protocol,
    ports: 7946,
    when: (options) => !speaks(options),
    condition: 'MetalLB on layer 2',
    users: ['nodes'],
    purpose: 'Speakers agree on who announces an address',
    because: 'MetalLB announces on layer 2.',
    risk: 'medium',
    need: 'required',
    source: 'metallb-ports',
  })
}

/** From 0.16 on other ports than before; FRR and frr-k8s have their own. */
function metricsPorts({ version, mode }: AddonOptionValues): readonly number[] {
  const isOld = version === '0.15'
  const own = isOld ? [7472] : [9120]
  if (mode === 'bgp') return [...own, isOld ? 7473 : 9121]
  return mode === 'frr-k8s' ? [...own, ...(isOld ? [7572, 7573] : [9140, 9141])] : own
}

export const metallbListeners: readonly CatalogListener[] = [
  memberlist('metallb-memberlist', 'tcp'),
  memberlist('metallb-memberlist-udp', 'udp'),
  addonListener({
    id: 'metallb-bfd',
    title: 'MetalLB BFD',
    addon: 'metallb',
    protocol: 'udp',
    ports: 3784,
    when: (options) => speaks(options) && options.bfd === true,
    condition: 'MetalLB by BGP with a BFD profile',
    users: ['from of metallb'],
    purpose: 'Routers and speakers notice at once when the other is gone',
    because: 'BFD packets come from both sides.',
    risk: 'medium',
    need: 'required',
    source: 'metallb-frr',
  }),
  metricsListener({
    id: 'metallb-metrics',
    title: 'MetalLB metrics',
    addon: 'metallb',
    ports: (options) => eachPort(...metricsPorts(options)),
    when: (options) => options.metrics === true,
    condition: 'MetalLB is scraped',
    source: 'metallb-manifests',
  }),
]
