/** Load balancers and announced service addresses, taken away by their place. */
import type { Design } from '../design'
import { removeAt } from './lists'

export function removeLoadBalancer(design: Design, index: number): Design {
  return { ...design, loadBalancers: removeAt(design.loadBalancers, index) }
}

export function removeAnnounced(design: Design, index: number): Design {
  return { ...design, loadBalancerIPs: removeAt(design.loadBalancerIPs, index) }
}
