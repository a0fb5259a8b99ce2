/** Load balancers, announced service addresses and NodePorts: add and change. */
import type { Design } from '../design'
import { freeName } from '../room'
import { replaceAt } from './lists'

export type LoadBalancer = Design['loadBalancers'][number]
export type AnnouncedAddress = Design['loadBalancerIPs'][number]

/** Adds a load balancer with the next free name. */
export function addLoadBalancer(design: Design, balancer: Omit<LoadBalancer, 'name'>): Design {
  return { ...design, loadBalancers: [...design.loadBalancers, { ...balancer, name: freeName(design, 'lb') }] }
}

/** Replaces a load balancer by its place, all but its name, which `renameThing` changes. */
export function changeLoadBalancer(design: Design, index: number, next: Omit<LoadBalancer, 'name'>): Design {
  const balancer = design.loadBalancers[index]
  if (balancer === undefined) return design
  return { ...design, loadBalancers: replaceAt(design.loadBalancers, index, { ...next, name: balancer.name }) }
}

/** Adds an announced address; when its name is taken it gets a number. */
export function addAnnounced(design: Design, entry: AnnouncedAddress): Design {
  const taken = new Set(design.loadBalancerIPs.map(({ name }) => name))
  const name = taken.has(entry.name) ? freeName(design, entry.name, taken) : entry.name
  return { ...design, loadBalancerIPs: [...design.loadBalancerIPs, { ...entry, name }] }
}

/** Replaces an announced address by its place; a name that another one has is not taken over. */
export function changeAnnounced(design: Design, index: number, next: AnnouncedAddress): Design {
  const entry = design.loadBalancerIPs[index]
  if (entry === undefined) return design
  const isTaken = design.loadBalancerIPs.some(({ name }, at) => at !== index && name === next.name)
  const name = isTaken ? entry.name : next.name
  return { ...design, loadBalancerIPs: replaceAt(design.loadBalancerIPs, index, { ...next, name }) }
}

export function changeNodePorts(design: Design, change: Partial<Design['nodePorts']>): Design {
  return { ...design, nodePorts: { ...design.nodePorts, ...change } }
}
