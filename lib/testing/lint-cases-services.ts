/** Rules about NodePorts, balancers, announced addresses and the ports of one's own: for each code a design that raises it, and one that comes close and does not. */
import { accept, announced, at, balancer, type CodeCase, cps, drawn, of, talos } from './lint-case-parts'

export const serviceCases: readonly CodeCase[] = [
  at(
    'nodeport-kpr-bypass',
    'nodePorts',
    of({ nodePorts: { enabled: true }, kubernetes: { kubeProxy: false } }),
    of({ nodePorts: { enabled: true } }),
  ),
  at('nodeport-old-talos', 'talos/version', talos({ version: '1.9' }), talos({ version: '1.10' })),
  at(
    'nodeport-blocked',
    'loadBalancers/lb',
    of(balancer(['nodeports'])),
    of({ ...balancer(['nodeports']), nodePorts: { enabled: true } }),
  ),
  at(
    'nodeport-blocked',
    'nodePorts/on',
    of({ ...cps(3), nodePorts: { enabled: true } }),
    of({ ...cps(3), nodePorts: { enabled: true, on: ['nodes'] } }),
  ),
  at(
    'lbip-bypass',
    'loadBalancerIPs/web',
    of({ ...announced(['admin']), addons: ['metallb'] }),
    of({ ...announced(['admin']), addons: ['kube-vip'] }),
  ),
  at('lbip-bypass', 'loadBalancerIPs/web', of(announced(['admin'])), of(announced(['anywhere']))),
  at(
    'accept-ephemeral',
    'listeners/mine-0',
    of({ ...accept, ...drawn({ ports: ['1-65534'] }).design }),
    of({ ...accept, ...drawn({}).design }),
  ),
  // https://github.com/siderolabs/talos/issues/13926: from 1.14 on answers pass there too.
  at(
    'accept-ephemeral',
    'listeners/mine-0',
    of({ talos: { ...accept.talos, version: '1.13.9' }, ...drawn({ ports: ['1-65534'] }).design }),
    of({ talos: { ...accept.talos, version: '1.14' }, ...drawn({ ports: ['1-65534'] }).design }),
  ),
  at('accept-unlisted', 'talos/defaultAction', of(accept)),
  at('lb-health-missing', 'loadBalancers/lb', of(balancer(['trustd'], { addresses: [] })), of(balancer(['trustd']))),
  // The relaxed posture trusts the cluster network, in which this balancer is not.
  at(
    'lb-health-missing',
    'loadBalancers/lb',
    of({ posture: 'relaxed', ...balancer(['kubernetes-api'], { addresses: ['192.0.2.5'] }) }),
    of({ posture: 'relaxed', ...balancer(['kubernetes-api']) }),
  ),
  at(
    'lb-health-missing',
    'loadBalancers/lb',
    of({
      ...balancer(['nodeports']),
      nodePorts: { enabled: true },
      overrides: [{ listener: 'nodeport-tcp', from: ['nodes'] }],
    }),
    of({ ...balancer(['nodeports']), nodePorts: { enabled: true } }),
  ),
  at(
    'kpr-healthz-off',
    'loadBalancers/lb',
    of({ ...balancer(['nodeports']), kubernetes: { kubeProxy: false } }),
    of({ ...balancer(['nodeports']), nodePorts: { enabled: true } }),
  ),
  at(
    'metallb-metrics-port',
    'listeners/mine-0',
    of({ addons: ['metallb'], ...drawn({ ports: ['7472'] }).design }),
    drawn({ ports: ['7472'] }),
  ),
  at(
    'metallb-metrics-port',
    'listeners/mine-0',
    of({ addons: ['metallb'], ...drawn({ ports: ['7472'] }).design }),
    of({ addons: [{ id: 'metallb', version: '0.15' }], ...drawn({ ports: ['7472'] }).design }),
  ),
  // LINSTOR's daemons; of a long range one port is a chance.
  at(
    'expose-storage',
    'listeners/mine-0',
    drawn({ ports: ['7000-7100'], from: ['cidr:0.0.0.0/0'] }),
    drawn({ ports: ['7777'], from: ['anywhere'] }),
  ),
  at('expose-storage', 'listeners/mine-0', drawn({ ports: ['4421'], from: ['anywhere'] }), drawn({ ports: ['4421'] })),
  at(
    'expose-host-metrics',
    'listeners/mine-0',
    drawn({ ports: ['9100'], from: ['anywhere'] }),
    drawn({ ports: ['9100'], from: ['cidr:198.51.100.0/24'] }),
  ),
  at(
    'expose-etcd',
    'listeners/mine-0',
    drawn({ on: ['controlplane'], ports: ['2381'], from: ['anywhere'] }),
    drawn({ on: ['controlplane'], ports: ['2381'] }),
  ),
  at(
    'expose-overlay',
    'listeners/mine-0',
    drawn({ protocol: 'udp', ports: ['4789'], from: ['anywhere'] }),
    drawn({ protocol: 'tcp', ports: ['4789'], from: ['anywhere'] }),
  ),
  at('expose-bgp-typha', 'listeners/mine-0', drawn({ ports: ['179'], from: ['anywhere'] }), drawn({ ports: ['179'] })),
  // With Hubble on, its own listener says it.
  at(
    'expose-hubble',
    'listeners/mine-0',
    drawn({ ports: ['4244'], from: ['anywhere'] }),
    of({ addons: ['hubble'], ...drawn({ ports: ['4244'], from: ['admin'] }).design }),
  ),
]
