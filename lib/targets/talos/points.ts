/** Where Talos filters, and what a proof about it leans on. */
import { isAtLeast } from '@/lib/design/talos-version'
import { unionSets } from '@/lib/net/address-set'
import { formatPrefix } from '@/lib/net/prefix'
import type { Point } from '@/lib/site/point'
import type { Member, Site } from '@/lib/site/site'

/** Every machine decides for itself; the machines of a pool are alike. */
export function talosPoints(site: Site): readonly Point[] {
  return site.members.map((member) => ({
    id: pointId(member),
    place: 'guest',
    direction: 'ingress',
    member: member.name,
    destinations: unionSets(member.own, site.announced),
  }))
}

/** What must be true of this cluster beyond the files. */
export function talosAssumptions(site: Site): readonly string[] {
  const list = (prefixes: Site['podPrefixes']): string => prefixes.map(formatPrefix).join(' and ')
  const pods = site.podPrefixes.length === 0 ? [] : [`pods ${list(site.podPrefixes)}`]
  const services = site.servicePrefixes.length === 0 ? [] : [`services ${list(site.servicePrefixes)}`]
  const networks = [...pods, ...services]
  return [
    'Only new packets are compared: answers to what a machine began belong to that conversation.',
    'The interfaces of the machines carry the addresses that are drawn, and no others.',
    ...(networks.length === 0
      ? []
      : [`The machine configuration names the same networks as the design: ${networks.join(', ')}.`]),
    'The machine configuration holds no firewall document but those of the files.',
    'Packets of the interfaces lo, kubespan and siderolink are always trusted by Talos and are not compared.',
    ...(opensSixthNames(site)
      ? [
          'Pods of IPv6 reach port 53 of every machine, whatever the rules say: before 1.10, the rule of Talos for its name server has no destination in IPv6. This is not compared.',
        ]
      : []),
    ...(site.kubespan
      ? ['Machines of the cluster reach each other inside KubeSpan, past every rule but that of its own port.']
      : []),
    ...(site.management === 'omni' ? ['Omni reaches the machines inside SideroLink, past every rule.'] : []),
    site.kubeProxy
      ? 'A NodePort is compared by its own number on the machine, before kube-proxy translates it.'
      : 'NodePorts are answered by the replacement of kube-proxy before Talos looks, and count as always open; so are hostPorts and load-balanced services, which are not compared.',
  ]
}

/**
 * Talos 1.8 and 1.9 leave out the half of a rule for which it has no address, and here that is the destination. Measured: its
 * controllers of 1.9.0 before the kernel. Since 1.10 the chain at prerouting drops such packets all the same.
 * @see https://github.com/siderolabs/talos/blob/v1.9.0/internal/app/machined/pkg/adapters/network/nftables_rule.go
 */
function opensSixthNames({ talosVersion, podPrefixes, servicePrefixes }: Site): boolean {
  const hasSixth = [...podPrefixes, ...servicePrefixes].some(({ family }) => family === 6)
  return hasSixth && isAtLeast(talosVersion, '1.8.0') && !isAtLeast(talosVersion, '1.10.0')
}

export function pointId(member: Member): string {
  return `${member.kind}/${member.name}`
}
