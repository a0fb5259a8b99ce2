/** Where designs begin: the live example of the first minute and the choices under New. */
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'

export interface Template {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly design: () => Design
}

const threeNodes: DesignInput = {
  version: 1,
  name: 'three-node-ha',
  admin: [{ name: 'office', cidr: '198.51.100.0/24' }],
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'workers', cidrs: ['10.0.16.0/20'] },
  ],
  cni: { plugin: 'cilium' },
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] },
    { name: 'cp-2', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.12'] },
    { name: 'cp-3', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.13'] },
  ],
  pools: [{ name: 'web', role: 'worker', subnet: 'workers', count: 6, addresses: ['10.0.16.10-10.0.16.15'] }],
  expectations: [{ ask: '203.0.113.9 -> cp-1 tcp/50000', want: 'deny' }],
}

const blank: DesignInput = {
  version: 1,
  name: 'new-cluster',
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
}

export const templates: readonly Template[] = [
  {
    id: 'three-node-ha',
    title: 'Three-node HA',
    summary: 'Three control planes and a pool of workers on two routed subnets.',
    design: () => designSchema.parse(threeNodes),
  },
  { id: 'blank', title: 'Blank', summary: 'One subnet, no machines.', design: () => designSchema.parse(blank) },
]

export function exampleDesign(): Design {
  return designSchema.parse(threeNodes)
}
