/**
 * Which files of the hardening there are, for whom each is and how it is used, and what is warned of: written by hand from
 * the README of the target, and from nothing of its code.
 */
import { compilePolicy } from '@/lib/policy/compile'
import { workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import { hardening } from '@/lib/targets/hardening/target'
import type { Output } from '@/lib/targets/target'
import type { HardeningInput } from '@/lib/testing/arbitrary-hardening'
import { readExample } from '@/lib/testing/subject'

const example = 'seed-002-segmented'

/** Machines of the example by role: the whole cluster, and control planes alone. */
const controlplane = 'node/cp-1 node/cp-2 node/cp-3'
const clusters = {
  whole: { controlplane, worker: 'pool/general' },
  'control planes alone': { controlplane },
} as const
type ClusterName = keyof typeof clusters

/** Cut off without a mirror, and with logs to where nobody may send. */
const options: HardeningInput = { airGapped: true, logs: ['tcp://203.0.113.99:6050'] }
const warned = ['warned of: targets/hardening/airGapped', 'warned of: targets/hardening/logs']

const pages = ['ACCESS', 'AIR-GAPPED', 'APPLY', 'BACKUP', 'CHECKLIST', 'COMPROMISE', 'ROTATION']
const always = [
  ...pages.map((page) => `hardening/${page}.md read`),
  ...['falco', 'kube-bench'].map((tool) => `hardening/${tool}.yaml optional`),
  ...warned,
]

/** The first cluster of which there is another list, with what is missing or too much. */
export function wrongInLists(lists: Readonly<Record<string, string>>): string | undefined {
  if (lists.turned !== 'the same') return 'lists in another order make other files'
  for (const [name, machines] of Object.entries(clusters)) {
    const wanted = Object.entries(machines).flatMap(([role, points]) => [
      `hardening/${role}.patch.yaml apply ${points}`,
      `hardening/clear.${role}.patch.yaml apply ${points}`,
      `hardening/undo.${role}.patch.yaml optional ${points}`,
    ])
    const must = new Set([...always, ...wanted])
    const found = new Set((lists[name] ?? '').split('\n'))
    const wrong = [...must].find((line) => !found.has(line)) ?? [...found].find((line) => !must.has(line))
    if (wrong !== undefined) return `${name}: ${found.has(wrong) ? 'there must not be' : 'there is no'} ${wrong}`
  }
  return undefined
}

export function fileLists(): Readonly<Record<ClusterName | 'turned', string>> {
  const [one, other] = [listed, turned].map((some) =>
    outputOf('whole', some)
      .files.map(({ text }) => text)
      .join(),
  )
  return {
    whole: listOf('whole'),
    'control planes alone': listOf('control planes alone'),
    turned: one === other ? 'the same' : 'other files',
  }
}

/** Lists and names in one order and in the other. */
const urls = ['tcp://10.5.8.9:6050', 'udp://logs.example.net:514', 'tcp://10.5.8.10:6050']
const mirrors = [
  ['docker.io', 'https://registry.example.net'],
  ['ghcr.io', 'https://registry.example.net:5000'],
] as const
const listed: HardeningInput = { logs: urls, kernelLogs: urls, mirrors: Object.fromEntries(mirrors) }
const turned: HardeningInput = {
  logs: urls.toReversed(),
  kernelLogs: urls.toReversed(),
  mirrors: Object.fromEntries(mirrors.toReversed()),
}

function listOf(name: ClusterName): string {
  const { files, problems } = outputOf(name, options)
  const lines = files.map(({ path, use, points = [] }) => [path, use, ...points].join(' '))
  return [...lines, ...problems.map(({ at }) => `warned of: ${at}`)].sort().join('\n')
}

function outputOf(name: ClusterName, some: HardeningInput): Output {
  const whole = readExample(example, { posture: 'strict', egress: 'restricted' })
  const left = (one: { readonly role: string }): boolean => name === 'whole' || one.role === 'controlplane'
  const design = { ...whole, nodes: whole.nodes.filter(left), pools: whole.pools.filter(left) }
  const site = buildSite(design)
  const work = workAt(compilePolicy(design, site), [], site)
  return hardening.render(() => work, site, hardening.options.parse(some), { previous: [] })
}
