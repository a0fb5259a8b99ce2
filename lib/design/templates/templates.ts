/** Where designs begin: the live example of the first minute, and the choices under New and `init`. */
import { type Design, type DesignInput, designSchema } from '../design'
import { awsNlb } from './aws-nlb'
import { blank } from './blank'
import { hetznerTwoNic } from './hetzner-two-nic'
import { homeLab } from './home-lab'
import { proxmoxOnPrem } from './proxmox-on-prem'
import { threeNodeHa } from './three-node-ha'

export interface Template {
  readonly id: string
  readonly title: string
  /** One line. */
  readonly summary: string
  /** A fresh design with its defaults filled in. */
  readonly design: () => Design
}

function template(id: string, title: string, summary: string, input: DesignInput): Template {
  return { id, title, summary, design: () => designSchema.parse(input) }
}

/** In the order of the menu; the first is what the page opens with. */
export const templates: readonly Template[] = [
  template(
    'three-node-ha',
    'Three-node HA',
    'Three control planes and two workers on two routed subnets.',
    threeNodeHa,
  ),
  template('home-lab', 'Home lab', 'One flat network, a shared API address, MetalLB.', homeLab),
  template(
    'hetzner-two-nic',
    'Rented machines',
    'A public and a private address each, KubeSpan between them.',
    hetznerTwoNic,
  ),
  template(
    'aws-nlb',
    'Cloud with a load balancer',
    'Three zones of AWS, dual stack, autoscaled workers, security groups.',
    awsNlb,
  ),
  template(
    'proxmox-on-prem',
    'Own hypervisors',
    'A VLAN for each role behind pfSense, restricted egress.',
    proxmoxOnPrem,
  ),
  template('blank', 'Blank', 'One subnet, one control plane.', blank),
]

export function templateById(id: string): Template | undefined {
  return templates.find((one) => one.id === id)
}
