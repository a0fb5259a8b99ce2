/** Tunnels between two nodes, by the kernel where it has them, else by a program that is named. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Kernel } from '../kernel/kernel'
import { findProgram } from './debian'
import type { Overlay, OverlayKind } from './overlays'

export interface End {
  readonly name: string
  /** Of this tunnel and no other of the run: programs leave things behind under a device's name. */
  readonly number: number
  /** Its address of the overlay's family, and its pod's. */
  readonly address: string
  readonly pod: string
}

/** Who carries an overlay here, or why nobody does. */
export type Carrier =
  | { readonly ok: true; readonly by: string; carry(kernel: Kernel, from: End, to: End): Promise<void> }
  | { readonly ok: false; readonly reason: string }

export async function findCarrier(kernel: Kernel, overlay: Overlay): Promise<Carrier> {
  const inKernel = await kernelHas(kernel, overlay.kind)
  switch (overlay.kind) {
    case 'vxlan':
      return inKernel ? byKernel(overlay, 'vxlan id 7') : { ok: false, reason: 'the kernel has no VXLAN' }
    case 'geneve':
      return inKernel ? byKernel(overlay, 'geneve id 7') : byProgram(`udp:${overlay.port}`, geneveHeader)
    case 'ipip':
      return byProgram('ip:4', '')
    case 'esp':
      return byProgram('ip:50', espHeader)
    case 'wireguard':
      return byWireguard(overlay, inKernel)
  }
}

/** Version 0, no options, inner protocol IPv4, network 7. */
const geneveHeader = '0000080000000700'
/** Index 256 of the security association, sequence number 1: enough for a filter, which sees no further. */
const espHeader = '0000010000000001'
const mtu = 1300

async function kernelHas(kernel: Kernel, kind: OverlayKind): Promise<boolean> {
  if (kind === 'ipip' || kind === 'esp') return false
  const id = kind === 'wireguard' ? '' : ' id 7 remote 192.0.2.1'
  const { status } = await kernel.run('cp-1', ['sh', '-c', `ip link add try type ${kind}${id} && ip link del try`])
  return status === 0
}

function deviceOf({ number }: End): string {
  return `over${number}`
}

function macOf({ number }: End): string {
  const hex = number.toString(16).padStart(4, '0')
  return `02:00:00:02:${hex.slice(0, 2)}:${hex.slice(2)}`
}

/** Runs `ip` inside a host, a command a line. */
async function configure(kernel: Kernel, host: string, lines: readonly string[]): Promise<void> {
  const { status, said } = await kernel.run(host, ['ip', '-batch', '-'], lines.join('\n'))
  if (status !== 0) throw new Error(`${host}: ${said}`)
}

function byKernel({ port }: Overlay, kind: string): Carrier {
  return {
    ok: true,
    by: 'the kernel',
    carry: (kernel, from, to) => {
      const device = deviceOf(from)
      const local = kind.startsWith('vxlan') ? ` local ${from.address}` : ''
      return configure(kernel, from.name, [
        `link add ${device} address ${macOf(from)} mtu ${mtu} type ${kind}${local} remote ${to.address} dstport ${port}`,
        `link set ${device} up`,
        `route add ${to.pod}/32 dev ${device}`,
        `neigh replace ${to.pod} lladdr ${macOf(to)} dev ${device} nud permanent`,
      ])
    },
  }
}

function byProgram(way: string, header: string): Carrier {
  if (!existsSync('/dev/net/tun')) return { ok: false, reason: 'there is no /dev/net/tun' }
  const program = resolve('conformance/sufficiency/carrier.pl')
  return {
    ok: true,
    by: `carrier.pl ${way}`,
    async carry(kernel, from, to) {
      const device = deviceOf(from)
      await configure(kernel, from.name, [
        `tuntap add dev ${device} mode tun`,
        `link set ${device} mtu ${mtu} up`,
        `route add ${to.pod}/32 dev ${device}`,
      ])
      await kernel.start(from.name, ['perl', program, device, from.address, to.address, way, header])
    },
  }
}

function byWireguard(overlay: Overlay, inKernel: boolean): Carrier {
  const tools = findProgram('wg')
  if (!tools.ok) return tools
  const userland = inKernel ? undefined : findProgram('wireguard-go')
  if (userland?.ok === false) return userland
  if (userland !== undefined && !existsSync('/dev/net/tun')) return { ok: false, reason: 'there is no /dev/net/tun' }
  const keys = new Map<string, { readonly secret: string; readonly open: string }>()
  const keyOf = async (kernel: Kernel, end: End) => {
    const known = keys.get(end.name)
    if (known !== undefined) return known
    const { output: secret } = await kernel.run(end.name, [tools.path, 'genkey'])
    const { output: open } = await kernel.run(end.name, [tools.path, 'pubkey'], secret)
    const made = { secret, open: open.trim() }
    keys.set(end.name, made)
    return made
  }
  return {
    ok: true,
    by: inKernel ? 'the kernel' : 'wireguard-go',
    async carry(kernel, from, to) {
      const device = deviceOf(from)
      if (userland === undefined) await configure(kernel, from.name, [`link add ${device} type wireguard`])
      else await startUserland(kernel, from.name, userland.path, device)
      const [own, other] = [await keyOf(kernel, from), await keyOf(kernel, to)]
      const host = to.address.includes(':') ? `[${to.address}]` : to.address
      const peer = ['peer', other.open, 'allowed-ips', `${to.pod}/32`, 'endpoint', `${host}:${overlay.port}`]
      const set = [tools.path, 'set', device, 'listen-port', `${overlay.port}`, 'private-key', '/dev/stdin', ...peer]
      // `wg` opens its input anew, which only a pipe allows.
      const { status, said } = await kernel.run(from.name, ['sh', '-c', 'cat | "$@"', 'sh', ...set], own.secret)
      if (status !== 0) throw new Error(`${device}: ${said}`)
      await configure(kernel, from.name, [`link set ${device} mtu ${mtu} up`, `route add ${to.pod}/32 dev ${device}`])
    },
  }
}

/** Until it listens, `wg` would take its socket for a dead one and remove it. */
async function startUserland(kernel: Kernel, host: string, program: string, device: string): Promise<void> {
  const log = `/run/${device}.log`
  await kernel.start(host, ['sh', '-c', `LOG_LEVEL=verbose exec ${program} -f ${device} >${log} 2>&1`])
  const listens = `for i in $(seq 200); do grep -q 'UAPI listener started' ${log} && exit 0; sleep 0.05; done; cat ${log}; exit 1`
  const { status, output } = await kernel.run(host, ['sh', '-c', listens])
  if (status !== 0) throw new Error(`wireguard-go: ${output}`)
}
