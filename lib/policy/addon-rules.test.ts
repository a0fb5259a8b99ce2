import { describe, expect, it } from 'vitest'
import type { DesignInput, Place } from '../design/design'
import { formatPrefix } from '../net/prefix'
import { buildSite } from '../site/build-site'
import { cp, soundDesign } from '../testing/lint-case'
import { compilePolicy } from './compile'

function ruleOf(id: string, changes: Partial<DesignInput>) {
  const design = soundDesign(changes)
  return compilePolicy(design, buildSite(design)).rules.find((rule) => rule.id === id)
}

const remote = { id: 'clustermesh', from: ['cidr:10.50.0.0/16'] }
const restricted = 'restricted' as const

describe('rules that add-ons bring', () => {
  it.each<[string, Partial<DesignInput>, string, Place, string]>([
    ['the API of the mesh', { addons: [remote] }, 'clustermesh-api/worker', 'guest', '10.50.0.0/16'],
    ['its tunnel', { addons: [remote] }, 'cni-vxlan/worker', 'nic', '10.50.0.0/16'],
    [
      'its pods where they are routed',
      { addons: [remote], cni: { plugin: 'cilium', transport: 'native' } },
      'pod-network/nodes',
      'router',
      '10.50.0.0/16',
    ],
    [
      'its API where it is one of the NodePorts',
      { addons: [remote], nodePorts: { enabled: true, from: ['admin'] } },
      'nodeport-tcp/worker',
      'guest',
      '10.50.0.0/16',
    ],
    ['health checks of the mesh', { addons: [remote] }, 'icmp-echo/worker', 'router', '10.50.0.0/16'],
    [
      'everybody at an ingress where there are control planes alone',
      { addons: ['ingress'], nodes: [cp(11)] },
      'host-ingress/controlplane',
      'nic',
      '0.0.0.0/0',
    ],
    [
      'everybody at a gateway where there are control planes alone',
      { addons: ['cilium-gateway'], nodes: [cp(11)] },
      'cilium-gateway/controlplane',
      'nic',
      '0.0.0.0/0',
    ],
    [
      'BGP peers of Calico beside a tunnel',
      { cni: { plugin: 'calico' }, addons: [{ id: 'calico-bgp-peers', from: ['cidr:10.0.9.1/32'] }] },
      'calico-bgp/worker',
      'nic',
      '10.0.9.1/32',
    ],
    [
      'pods with access to the Talos API',
      { addons: ['talos-api-access'] },
      'apid/controlplane',
      'guest',
      '10.244.0.0/16',
    ],
    ['DHCPv6 answers, inside the node', { addons: ['dhcp6'] }, 'dhcp6-client/worker', 'guest', 'fe80::/10'],
    ['everybody at an ingress', { addons: ['ingress'] }, 'host-ingress/worker', 'nic', '0.0.0.0/0'],
    [
      'those an ingress names',
      { addons: [{ id: 'ingress', from: ['admin'] }] },
      'host-ingress/worker',
      'nic',
      '198.51.100.0/24',
    ],
  ])('admits %s', (_, changes, id, place, want) => {
    expect(ruleOf(id, changes)?.sources[place].map(formatPrefix)).toContain(want)
  })

  it.each<[string, Partial<DesignInput>, string, Place]>([
    [
      'an ingress that names somebody admits nobody else',
      { addons: [{ id: 'ingress', from: ['admin'] }] },
      'host-ingress/worker',
      'nic',
    ],
    ['link-local neighbours pass no card of a cloud', { addons: ['dhcp6'] }, 'dhcp6-client/worker', 'nic'],
    [
      'the relaxed posture leaves pods out',
      { addons: ['cilium-metrics'], posture: 'relaxed' },
      'cilium-agent-metrics/worker',
      'guest',
    ],
  ])('%s', (_, changes, id, place) => {
    const sources = ruleOf(id, changes)?.sources[place].map(formatPrefix) ?? []
    expect(sources.filter((text) => ['0.0.0.0/0', 'fe80::/10', '10.244.0.0/16'].includes(text))).toEqual([])
  })

  it('lets peers of a mesh at NodePorts of TCP alone', () => {
    const nodePorts: DesignInput['nodePorts'] = { enabled: true, protocols: ['tcp', 'udp'], from: ['admin'] }
    const rule = ruleOf('nodeport-udp/worker', { addons: [remote], nodePorts })
    expect(rule?.sources.guest.map(formatPrefix)).toContain('198.51.100.0/24')
    expect(rule?.sources.guest.map(formatPrefix)).not.toContain('10.50.0.0/16')
  })

  it.each<[string, DesignInput['addons'], string, string, string]>([
    ['NFS', [{ id: 'nfs', to: ['cidr:10.9.0.5/32'] }], 'egress:nfs/worker', '10.9.0.5/32', '2049'],
    ['NFS 3', [{ id: 'nfs', version: '3', to: ['cidr:10.9.0.5/32'] }], 'egress:nfs-3-udp/worker', '10.9.0.5/32', '111'],
    [
      'routers',
      [{ id: 'metallb', mode: 'bgp', from: ['cidr:10.0.0.1/32'] }],
      'egress:metallb-bgp/worker',
      '10.0.0.1/32',
      '179',
    ],
    [
      'a key server',
      [{ id: 'disk-kms', port: 8443, to: ['cidr:10.9.0.6/32'] }],
      'egress:disk-kms/controlplane',
      '10.9.0.6/32',
      '8443',
    ],
  ])('lets nodes out to %s where egress is restricted', (_, addons, id, to, port) => {
    const rule = ruleOf(id, { egress: restricted, addons })
    expect(rule?.destinations.map(formatPrefix)).toEqual([to])
    expect(`${rule?.ports[0]?.from}`).toBe(port)
    expect(ruleOf(id, { addons })).toBeUndefined()
  })

  it.each<[string, Partial<DesignInput>, string, string, string]>([
    ['the tunnel of another cluster', { addons: [remote] }, 'egress:clustermesh-cni-vxlan/worker', 'udp', '8472'],
    ['its health', { addons: [remote] }, 'egress:clustermesh-cilium-health/controlplane', 'tcp', '4240'],
    ['its pings', { addons: [remote] }, 'egress:clustermesh-icmp-echo/worker', 'icmp', ''],
    ['its API', { addons: [remote] }, 'egress:clustermesh-api/worker', 'tcp', '2379 32379'],
    [
      'its API at a port of its own, where NodePorts are open',
      { addons: [{ ...remote, port: 30079 }], nodePorts: { enabled: true } },
      'egress:clustermesh-api/controlplane',
      'tcp',
      '2379 30079',
    ],
    [
      'its encrypted tunnel',
      { addons: [remote], cni: { plugin: 'cilium', encryption: 'ipsec' } },
      'egress:clustermesh-cilium-ipsec/worker',
      'esp',
      '',
    ],
    [
      'its pods where they are routed',
      { addons: [remote], cni: { plugin: 'cilium', transport: 'native' } },
      'egress:pod-network/worker',
      'any',
      '',
    ],
  ])('lets nodes out to %s where egress is restricted', (_, changes, id, protocol, ports) => {
    const rule = ruleOf(id, { ...changes, egress: restricted })
    expect(rule?.destinations.map(formatPrefix)).toContain('10.50.0.0/16')
    expect(rule?.protocol).toBe(protocol)
    expect(rule?.ports.map(({ from }) => from).join(' ')).toBe(ports)
    expect(ruleOf(id, changes)).toBeUndefined()
  })

  it('lets nodes out to tunnel endpoints of Cilium where egress is restricted', () => {
    const rule = ruleOf('egress:cilium-vtep-cni-vxlan/worker', {
      addons: [{ id: 'cilium-vtep', from: ['cidr:10.60.0.1/32'] }],
      egress: restricted,
    })
    expect(rule?.destinations.map(formatPrefix)).toEqual(['10.60.0.1/32'])
  })

  it('lets workers alone out to the load balancer of trustd', () => {
    const changes: Partial<DesignInput> = {
      egress: restricted,
      loadBalancers: [{ name: 'api', addresses: ['203.0.113.5'], for: ['kubernetes-api', 'trustd'] }],
    }
    const rule = ruleOf('egress:trustd-endpoint/worker', changes)
    expect(rule?.destinations.map(formatPrefix)).toEqual(['203.0.113.5/32'])
    expect(rule?.ports).toEqual([{ from: 50001, to: 50001 }])
    expect(ruleOf('egress:trustd-endpoint/controlplane', changes)).toBeUndefined()
  })

  it.each<[string, Partial<DesignInput>, string]>([
    ['BGP of Talos before 1.14', { addons: [{ id: 'talos-bgp', bfd: true, from: ['admin'] }] }, 'talos-b'],
    [
      'BGP of another plugin',
      {
        addons: [
          { id: 'calico-bgp-peers', from: ['admin'] },
          { id: 'cilium-bgp', from: ['admin'] },
        ],
        cni: { plugin: 'flannel' },
      },
      '-bgp',
    ],
  ])('opens nothing for %s', (_, changes, part) => {
    const design = soundDesign({ ...changes, egress: restricted })
    const ids = compilePolicy(design, buildSite(design)).rules.map(({ id }) => id)
    expect(ids.filter((id) => id.includes(part))).toEqual([])
  })
})
