/** moto's EC2, in a Python of its own below .cache/, as a judge of what Terraform made. */
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { ShownResource } from '../batch'

const run = promisify(execFile)

export const motoVersion = '5.2.1'
const folder = resolve('.cache/conformance/moto')

export type Moto =
  | { readonly ok: true; readonly ask: (bundle: Bundle) => Promise<Answer>; readonly close: () => void }
  | { readonly ok: false; readonly reason: string }

export interface Bundle {
  /** Names of resources to names of groups. */
  readonly groups: Readonly<Record<string, string>>
  /** Tags of the groups, by the names of resources. */
  readonly tags?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly rules: readonly BundleRule[]
}

interface BundleRule {
  readonly direction: 'ingress' | 'egress'
  readonly group: string
  readonly protocol: string
  readonly from: number | null
  readonly to: number | null
  readonly cidr4: string | null
  readonly cidr6: string | null
  readonly peer: string | null
}

export interface Answer {
  readonly groups?: unknown
  readonly rules?: unknown
  readonly refused?: string
  readonly broken?: string
}

export async function startMoto(): Promise<Moto> {
  const python = join(folder, 'bin/python')
  try {
    if (!existsSync(join(folder, 'ready'))) {
      console.log(`Installing moto ${motoVersion}`)
      await run('python3', ['-m', 'venv', folder])
      await run(python, ['-m', 'pip', 'install', '--quiet', `moto[ec2]==${motoVersion}`])
      await run('touch', [join(folder, 'ready')])
    }
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    return { ok: false, reason: `Python with moto cannot be made: ${said.trim().split('\n').at(-1)}` }
  }
  const child = spawn(python, ['conformance/terraform/moto/replay.py'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting: ((answer: Answer) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line) as Answer))
  child.on('close', () => {
    for (const answer of waiting) answer({ broken: 'Python ended' })
  })
  return {
    ok: true,
    ask: (bundle) =>
      new Promise((answer) => {
        waiting.push(answer)
        child.stdin.write(`${JSON.stringify(bundle)}\n`)
      }),
    close: () => child.stdin.end(),
  }
}

/** The resources of one module in the words of the API. */
export function bundleOf(resources: readonly ShownResource[]): Bundle {
  const names = new Map(resources.map(({ name, values }) => [values.id, name]))
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)
  const isGroup = ({ type }: ShownResource): boolean => type === 'aws_security_group'
  return {
    groups: Object.fromEntries(resources.filter(isGroup).map(({ name, values }) => [name, String(values.name)])),
    rules: resources
      .filter((resource) => !isGroup(resource))
      .map(({ type, values }) => ({
        direction: type.includes('ingress') ? 'ingress' : 'egress',
        group: names.get(values.security_group_id) ?? '',
        protocol: values.ip_protocol === 'icmpv6' ? '58' : String(values.ip_protocol),
        from: number(values.from_port),
        to: number(values.to_port),
        cidr4: text(values.cidr_ipv4),
        cidr6: text(values.cidr_ipv6),
        peer: names.get(values.referenced_security_group_id) ?? null,
      })),
  }
}

/** moto counts both families of a group and direction together, unlike EC2. */
export function exceedsPooledQuota({ rules }: Bundle): boolean {
  const counts = new Map<string, number>()
  for (const { group, direction } of rules) {
    const key = `${group} ${direction}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values()) > 60
}
