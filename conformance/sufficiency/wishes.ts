/** Callers, and what each of them may want of a machine. */
import type { Role } from '@/lib/design/design'

/** Machines that call, as `stand-ins.ts` places them. */
export const callers = [
  'controlplane',
  'worker',
  /** A pod on the machine that is called. */
  'pod',
  /** Admins of both APIs, and of one of them. */
  'operator',
  'kubernetes-admin',
  'talos-admin',
  /** Balancer before the APIs and trustd, and the one before NodePorts. */
  'api-balancer',
  'port-balancer',
  /** Other machines in the subnets of control planes and of workers. */
  'control-neighbour',
  'worker-neighbour',
  'outsider',
] as const
export type Caller = (typeof callers)[number]

export interface Need {
  /** Listener, as in ids of rules. */
  readonly listener: string
  readonly on: Role
  readonly protocol: 'tcp' | 'udp'
  readonly ports: readonly number[]
  readonly from: readonly Caller[]
  /** In both families, unless the cluster has one. */
  readonly families: readonly Family[]
}
export type Family = 4 | 6
/** Before families are known. */
export type Wish = Omit<Need, 'families'>

export const nodes: readonly Caller[] = ['controlplane', 'worker']
export const subnets: readonly Caller[] = ['controlplane', 'worker', 'control-neighbour', 'worker-neighbour']

export function onBoth(
  listener: string,
  protocol: Need['protocol'],
  ports: readonly number[],
  from: readonly Caller[],
) {
  return (['controlplane', 'worker'] as const).map((on): Wish => ({ listener, on, protocol, ports, from }))
}

export function tcp(listener: string, on: Role, ports: readonly number[], from: readonly Caller[]): Wish {
  return { listener, on, protocol: 'tcp', ports, from }
}
