/** Where designs begin: the choices under New. */

import { type Design, type DesignInput, designSchema } from '@/lib/design/design'
import { exampleDesign } from './example'

export interface Template {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly design: () => Design
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
    design: () => exampleDesign,
  },
  { id: 'blank', title: 'Blank', summary: 'One subnet, no machines.', design: () => designSchema.parse(blank) },
]
