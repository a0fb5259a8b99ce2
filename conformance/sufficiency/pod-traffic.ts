/**
 * Pods of different nodes talk over an overlay. Four pairs of nodes, each begun by one side only: a tunnel that uses one
 * port at both ends would otherwise look established as soon as the other side has spoken.
 */
import type { Role } from '@/lib/design/design'
import type { Kernel, KernelHost, Probe } from '../kernel/kernel'
import type { Carrier, End } from './carry'
import { controlAddresses, workerAddresses } from './clusters'
import type { Overlay } from './overlays'

export const podMachineCount = { controlPlanes: 4, workers: 4 } as const

const pairs: readonly (readonly [begins: string, answers: string])[] = [
  ['cp-1', 'worker-1'],
  ['worker-2', 'cp-2'],
  ['worker-3', 'worker-4'],
  ['cp-3', 'cp-4'],
]

const names = pairs.flat().sort()
/** The nodes, each with a pod behind it. */
export const podMachines: readonly string[] = names
const podPort = 8080

function roleOf(name: string): Role {
  return name.startsWith('cp') ? 'controlplane' : 'worker'
}

function addressesOf(name: string): readonly [string, string] {
  const number = Number(name.slice(name.indexOf('-') + 1))
  return roleOf(name) === 'controlplane' ? controlAddresses(10 + number) : workerAddresses(20 + number)
}

function podOf(name: string): string {
  return `10.244.${names.indexOf(name) + 1}.5`
}

export function podHosts(): KernelHost[] {
  return names.flatMap((name, index) => [
    { name, addresses: addressesOf(name), gateways: [`10.244.${index + 1}.1`] },
    { name: `pod-${name}`, addresses: [podOf(name)], behind: name, listens: { tcp: [podPort], udp: [podPort] } },
  ])
}

let tunnels = 0

function endOf(name: string, { family }: Overlay): End {
  const [four, six] = addressesOf(name)
  return { name, number: ++tunnels, address: family === 4 ? four : six, pod: podOf(name) }
}

/** Builds tunnels between the pairs, in the scene that stands. */
export async function layOverlay(kernel: Kernel, overlay: Overlay, carrier: Carrier & { ok: true }): Promise<void> {
  for (const [begins, answers] of pairs) {
    const [from, to] = [endOf(begins, overlay), endOf(answers, overlay)]
    await carrier.carry(kernel, from, to)
    await carrier.carry(kernel, to, from)
  }
}

export interface PairOutcome {
  readonly begins: Role
  readonly answers: Role
  readonly passes: boolean
}

/** Whether pods get through, pair by pair; asked until all do or `patience` milliseconds are over. */
export async function tryPairs(kernel: Kernel, patience: number): Promise<PairOutcome[]> {
  const start = performance.now()
  const passed = new Set<number>()
  do {
    const open = [...pairs.keys()].filter((index) => !passed.has(index))
    const probes = open.flatMap((index): Probe[] => {
      const [begins = '', answers = ''] = pairs[index] ?? []
      const way = { from: podOf(begins), to: podOf(answers), port: podPort }
      return [
        { ...way, protocol: 'tcp' },
        { ...way, protocol: 'udp' },
      ]
    })
    const outcomes = await kernel.probe(probes)
    for (const [place, index] of open.entries()) {
      if (outcomes[2 * place] === 'accept' && outcomes[2 * place + 1] === 'accept') passed.add(index)
    }
  } while (passed.size < pairs.length && performance.now() - start < patience)
  return pairs.map(([begins, answers], index) => ({
    begins: roleOf(begins),
    answers: roleOf(answers),
    passes: passed.has(index),
  }))
}
