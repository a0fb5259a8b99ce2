/**
 * A real etcd under the rules: three members form a cluster, and a fourth joins as Talos lets one join, by asking another
 * member (2379), following as a learner (2380), and being promoted.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/system/services/etcd.go
 */
import * as z from 'zod'
import type { Kernel } from '../kernel/kernel'
import { controlAddresses } from './clusters'

const first = ['cp-1', 'cp-2', 'cp-3'] as const
const fourth = 'cp-4'
export const etcdHosts = [...first, fourth].map((name, index) => ({ name, addresses: controlAddresses(11 + index) }))

export interface EtcdOutcome {
  readonly forms: boolean
  readonly joins: boolean
  /** How long it took, or was waited for, in milliseconds. */
  readonly waited: number
}

export interface EtcdSetting {
  readonly kernel: Kernel
  readonly program: string
  /** For three control planes, and for four. */
  readonly rules: readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>]
  /** How long the members may take, in milliseconds. */
  readonly patience: number
}

function addressOf(name: string): string {
  const [address] = etcdHosts.find((host) => host.name === name)?.addresses ?? []
  if (address === undefined) throw new Error(`no member ${name}`)
  return address
}

export async function tryEtcd({ kernel, program, rules, patience }: EtcdSetting): Promise<EtcdOutcome> {
  const started = performance.now()
  const waited = (): number => performance.now() - started
  await kernel.build(etcdHosts)
  await kernel.load(rules[0])
  const folder = await freshFolder(kernel)
  await Promise.all(first.map((name) => startMember(kernel, program, folder, name, first, 'new')))
  const forms = await until(patience, () => isWritable(kernel, 'cp-1'))
  if (!forms) return { forms, joins: false, waited: waited() }
  await kernel.load(rules[1])
  const joins = await join(kernel, program, folder, patience)
  return { forms, joins, waited: waited() }
}

/** A folder of its own for the members' data, on the file system that ends with the laboratory. */
async function freshFolder(kernel: Kernel): Promise<string> {
  const { output, status, said } = await kernel.run(fourth, ['mktemp', '-d', '/run/etcd-XXXXXX'])
  if (status !== 0) throw new Error(said)
  return output.trim()
}

function startMember(
  kernel: Kernel,
  program: string,
  folder: string,
  name: string,
  members: readonly string[],
  state: 'new' | 'existing',
): Promise<void> {
  const peer = `http://${addressOf(name)}:2380`
  return kernel.start(name, [
    program,
    ...['--name', name, '--data-dir', `${folder}/${name}`, '--initial-cluster-state', state],
    ...['--initial-cluster', members.map((member) => `${member}=http://${addressOf(member)}:2380`).join(',')],
    ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
    ...['--listen-client-urls', `http://${addressOf(name)}:2379,http://127.0.0.1:2379`],
    ...['--advertise-client-urls', `http://${addressOf(name)}:2379`],
  ])
}

/** A write needs a leader and a majority; asked on the member itself, as the API server does. */
async function isWritable(kernel: Kernel, name: string): Promise<boolean> {
  const body = JSON.stringify({ key: btoa('from'), value: btoa('cp-1') })
  const { status } = await kernel.request(name, 'http://127.0.0.1:2379/v3/kv/put', body)
  return status === 200
}

const memberSchema = z.object({ member: z.object({ ID: z.string() }) })

async function join(kernel: Kernel, program: string, folder: string, patience: number): Promise<boolean> {
  const other = `http://${addressOf('cp-1')}:2379`
  const ask = JSON.stringify({ peerURLs: [`http://${addressOf(fourth)}:2380`], isLearner: true })
  let id = ''
  const added = await until(patience, async () => {
    const { status, output } = await kernel.request(fourth, `${other}/v3/cluster/member/add`, ask)
    if (status === 200) id = memberSchema.parse(JSON.parse(output)).member.ID
    return status === 200
  })
  if (!added) return false
  await startMember(kernel, program, folder, fourth, [...first, fourth], 'existing')
  const promoted = await until(patience, async () => {
    const { status } = await kernel.request(fourth, `${other}/v3/cluster/member/promote`, JSON.stringify({ ID: id }))
    return status === 200
  })
  if (!promoted) return false
  // What was written before it came, read on itself.
  return until(patience, async () => {
    const { output } = await kernel.request(
      fourth,
      'http://127.0.0.1:2379/v3/kv/range',
      JSON.stringify({ key: btoa('from') }),
    )
    return output.includes(btoa('cp-1'))
  })
}

async function until(patience: number, isTrue: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + patience
  while (performance.now() < end) {
    if (await isTrue()) return true
    await new Promise((done) => setTimeout(done, 200))
  }
  return false
}
