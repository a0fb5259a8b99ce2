import { expect, test } from 'vitest'
import { checkDesign } from './check-design'
import { type DesignInput, designSchema } from './design'

type Change = Partial<DesignInput>

const cp = { name: 'cp-1', role: 'controlplane', subnet: 'control' } as const

function problemsOf(change: Change): string[] {
  const input: DesignInput = {
    version: 1,
    name: 'x',
    subnets: [{ name: 'control', cidrs: ['10.0.0.0/24', '2001:db8::/64'] }],
    nodes: [{ ...cp, addresses: ['10.0.0.11'] }],
    ...change,
  }
  return checkDesign(designSchema.parse(input)).map(
    ({ severity, at, message, suggestion }) => `${severity} ${at}: ${message} | ${suggestion}`,
  )
}

test.each<[string, Change, string[]]>([
  [
    'a shared address elsewhere',
    { kubernetes: { vip: '10.9.0.1' } },
    [
      'error kubernetes/vip: 10.9.0.1 is in no subnet of the control planes, so nobody would announce it | choose an address within 10.0.0.0/24',
    ],
  ],
  [
    'pods where nodes are',
    { kubernetes: { podCIDRs: ['10.0.0.0/16'] } },
    [
      'error subnets/control/cidrs/0: 10.0.0.0/24 of subnet control overlaps the pod network 10.0.0.0/16 | set kubernetes.podCIDRs to another network, or renumber the subnet',
    ],
  ],
  [
    'nodes where services are by default',
    { subnets: [{ name: 'control', cidrs: ['10.100.0.0/24'] }], nodes: [cp] },
    [
      'error subnets/control/cidrs/0: 10.100.0.0/24 of subnet control overlaps the service network 10.96.0.0/12, the default | set kubernetes.serviceCIDRs to another network, or renumber the subnet',
    ],
  ],
  [
    'an empty subnet where services are',
    {
      subnets: [
        { name: 'control', cidrs: ['10.0.0.0/24'] },
        { name: 'b', cidrs: ['10.100.0.0/24'] },
      ],
    },
    [
      'warning subnets/b/cidrs/0: 10.100.0.0/24 of subnet b overlaps the service network 10.96.0.0/12, the default | set kubernetes.serviceCIDRs to another network, or renumber the subnet',
    ],
  ],
  [
    'pods where services are',
    { kubernetes: { podCIDRs: ['10.97.0.0/16'] } },
    [
      'error kubernetes/podCIDRs/0: 10.97.0.0/16 for pods overlaps the service network 10.96.0.0/12, the default | choose networks that do not meet',
    ],
  ],
  [
    'a tunnel port without a tunnel',
    { cni: { plugin: 'cilium', transport: 'native', tunnelPort: 9000 } },
    ['warning cni/tunnelPort: native has no tunnel, so this port means nothing | leave it out'],
  ],
])('reports %s', (_, change, want) => {
  expect(problemsOf(change)).toEqual(want)
})
