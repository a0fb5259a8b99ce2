/**
 * Stand-ins for the software of a cluster: something answers on every port, and every caller tries every port. What a
 * running cluster needs must come through, nothing else may; and without a rule exactly what needs it must break.
 */
import type { Role } from '@/lib/design/design'
import type { Kernel, KernelHost, Probe } from '../kernel/kernel'
import { controlAddresses, workerAddresses } from './clusters'
import { probedPorts } from './needs'
import { type Caller, callers, type Need } from './wishes'

/** The machine of each role that is called. */
const called: Readonly<Record<Role, { readonly name: string; readonly addresses: readonly string[] }>> = {
  controlplane: { name: 'cp-1', addresses: controlAddresses(11) },
  worker: { name: 'worker-1', addresses: workerAddresses(21) },
}

/** Addresses from which a caller comes, by family. */
const calling: Readonly<Record<Exclude<Caller, 'pod'>, readonly string[]>> = {
  controlplane: controlAddresses(12),
  worker: workerAddresses(22),
  operator: ['203.0.113.10', '2001:db8:a::10'],
  'kubernetes-admin': ['203.0.113.20', '2001:db8:a::20'],
  'talos-admin': ['203.0.113.30', '2001:db8:a::30'],
  'api-balancer': ['10.0.9.5', '2001:db8:0:9::5'],
  'port-balancer': ['10.0.9.6', '2001:db8:0:9::6'],
  'control-neighbour': controlAddresses(99),
  'worker-neighbour': workerAddresses(99),
  outsider: ['198.51.100.9', '2001:db8:ffff::9'],
}
const pods: Readonly<Record<Role, readonly string[]>> = {
  controlplane: ['10.244.1.5', 'fd00:10:244:1::5'],
  worker: ['10.244.2.5', 'fd00:10:244:2::5'],
}

/** The machines that are called, which are those that need rules. */
export const standInMachines: readonly string[] = Object.values(called).map(({ name }) => name)

export function calledMachine(on: Role): string {
  return called[on].name
}

/** The same machines for every cluster, so that one scene serves all. */
export function standInHosts(): KernelHost[] {
  const roles = ['controlplane', 'worker'] as const
  return [
    ...roles.map((role) => ({ ...called[role], listens: probedPorts })),
    ...roles.map((role) => ({ name: `pod-${role}`, addresses: pods[role], behind: called[role].name })),
    ...Object.entries(calling).map(([name, addresses]) => ({ name: `caller-${name}`, addresses })),
  ]
}

export interface Connection {
  readonly caller: Caller
  readonly on: Role
  readonly probe: Probe
  readonly listener: string | undefined
}

/** What is needed, of both families. */
export function neededConnections(needs: readonly Need[]): Connection[] {
  return needs.flatMap(({ listener, on, protocol, ports, from, families }) =>
    from.flatMap((caller) =>
      ports.flatMap((port) => connections(caller, on, protocol, port, listener).slice(0, families.length)),
    ),
  )
}

/** Everything else that a caller may try. */
export function otherConnections(needs: readonly Need[]): Connection[] {
  const needed = new Set(neededConnections(needs).map(({ probe }) => keyOf(probe)))
  return (['controlplane', 'worker'] as const)
    .flatMap((on) =>
      (['tcp', 'udp'] as const).flatMap((protocol) =>
        probedPorts[protocol].flatMap((port) =>
          callers.flatMap((caller) => connections(caller, on, protocol, port, undefined)),
        ),
      ),
    )
    .filter(({ probe }) => !needed.has(keyOf(probe)))
}

function keyOf({ from, to, protocol, port }: Probe): string {
  return `${from} ${to} ${protocol} ${port}`
}

function connections(
  caller: Caller,
  on: Role,
  protocol: Need['protocol'],
  port: number,
  listener: string | undefined,
): Connection[] {
  const sources = caller === 'pod' ? pods[on] : calling[caller]
  return called[on].addresses.map((to, index) => ({
    caller,
    on,
    listener,
    probe: { from: sources[index] ?? '', to, protocol, port },
  }))
}

export function describeConnection({ caller, on, probe }: Connection): string {
  return `${caller} → ${on} ${probe.protocol}/${probe.port} (${probe.from} → ${probe.to})`
}

/** Connections whose outcome is not as wanted, each in words. */
export async function compareOutcomes(
  kernel: Kernel,
  wanted: readonly (readonly [connection: Connection, accepted: boolean])[],
): Promise<string[]> {
  const outcomes = await kernel.probe(wanted.map(([{ probe }]) => probe))
  return wanted.flatMap(([connection, accepted], index) => {
    const outcome = outcomes[index] ?? 'not tried'
    return outcome === (accepted ? 'accept' : 'drop') ? [] : [`${describeConnection(connection)}: ${outcome}`]
  })
}
