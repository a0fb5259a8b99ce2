/**
 * What the manifests of Falco and kube-bench must say for them to do their work, and no more: written by hand from their
 * own pages, and from nothing of the target. What the API server and Pod Security make of them is asked elsewhere.
 * @see https://falco.org/docs/setup/container least privileged, with the modern probe
 * @see https://falco.org/docs/concepts/event-sources/kernel/ the capabilities that it takes
 * @see https://github.com/aquasecurity/kube-bench/blob/main/docs/running.md what it reads of a machine, and of its processes
 */
import { parseAllDocuments } from 'yaml'
import * as z from 'zod'

const named = z.object({ name: z.string() })
const podSchema = z.object({
  serviceAccountName: z.string().optional(),
  automountServiceAccountToken: z.boolean().optional(),
  hostPID: z.boolean().default(false),
  hostNetwork: z.boolean().default(false),
  restartPolicy: z.string().optional(),
  nodeSelector: z.record(z.string(), z.string()).default({}),
  affinity: z.unknown().optional(),
  tolerations: z.array(z.record(z.string(), z.unknown())).default([]),
  containers: z
    .array(
      z.object({
        command: z.array(z.string()).default([]),
        args: z.array(z.string()).default([]),
        securityContext: z.object({
          allowPrivilegeEscalation: z.boolean().optional(),
          privileged: z.boolean().default(false),
          capabilities: z.object({ drop: z.array(z.string()), add: z.array(z.string()) }),
          seccompProfile: z.object({ type: z.string() }).optional(),
        }),
        volumeMounts: z.array(named.extend({ mountPath: z.string(), readOnly: z.boolean().default(false) })),
      }),
    )
    .length(1),
  volumes: z.array(named.extend({ hostPath: z.object({ path: z.string() }) })),
})
type Pod = z.infer<typeof podSchema>

const objectSchema = z.object({
  kind: z.string(),
  metadata: named,
  automountServiceAccountToken: z.boolean().optional(),
  spec: z
    .object({
      backoffLimit: z.number().optional(),
      ttlSecondsAfterFinished: z.number().optional(),
      template: z.object({ spec: podSchema }),
    })
    .optional(),
})

type Unmet = string | undefined

/** The first need that is not met, in words. */
export function unmetOfTools(texts: Readonly<Record<string, string>>): Unmet {
  for (const [path, unmetOf] of [
    ['hardening/falco.yaml', unmetOfFalco],
    ['hardening/kube-bench.yaml', unmetOfBench],
  ] as const) {
    const read = z
      .array(objectSchema)
      .safeParse(parseAllDocuments(texts[path] ?? '').map((one) => one.toJS() as unknown))
    if (!read.success) return `${path}: ${read.error.issues[0]?.path.join('.')} is not as it must be`
    const unmet = unmetOf(read.data)
    if (unmet !== undefined) return `${path}: ${unmet}`
  }
  return undefined
}

type Objects = readonly z.infer<typeof objectSchema>[]

function unmetOfFalco(objects: Objects): Unmet {
  const watcher = objects.find(({ kind }) => kind === 'DaemonSet')
  const pod = watcher?.spec?.template.spec
  if (pod === undefined) return 'Falco runs not on every machine'
  const account = objects.find(
    ({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === pod.serviceAccountName,
  )
  if (account === undefined) return 'Falco has no account of its own'
  const [{ args = [], command = [], securityContext } = { securityContext: undefined }] = pod.containers
  const [program, ...options] = [...command, ...args]
  const pairs = options.flatMap((word, at) => (word === '-o' ? [options[at + 1] ?? ''] : []))
  if (program !== '/usr/bin/falco' || options.length !== 4)
    return `Falco is called by ${[program, ...options].join(' ')}`
  for (const wanted of ['engine.kind=modern_ebpf', 'json_output=true'])
    if (!pairs.includes(wanted)) return `Falco is not told ${wanted}`
  if (securityContext?.seccompProfile?.type !== 'Unconfined')
    return 'a profile of system calls keeps Falco from its probe'
  return unmetOfPod('Falco', pod, {
    token: account.automountServiceAccountToken !== false || pod.automountServiceAccountToken !== false,
    capabilities: ['BPF', 'PERFMON', 'SYS_PTRACE', 'SYS_RESOURCE'],
    mounts: { '/proc': '/host/proc', '/etc': '/host/etc', '/sys/kernel/tracing': '/sys/kernel/tracing' },
    hostPID: false,
  })
}

const role = 'node-role.kubernetes.io/control-plane'
const onWorkers = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: role, operator: 'DoesNotExist' }] }],
    },
  },
}

function unmetOfBench(objects: Objects): Unmet {
  const jobs = objects.filter(({ kind }) => kind === 'Job')
  const wanted = [
    ['kube-bench-controlplane', 'master,etcd,controlplane,policies', { [role]: '' }, undefined],
    ['kube-bench-worker', 'node', {}, onWorkers],
  ] as const
  if (jobs.length !== wanted.length) return 'kube-bench does not run once for each role'
  for (const [name, targets, selector, affinity] of wanted) {
    const { spec } = jobs.find(({ metadata }) => metadata.name === name) ?? {}
    const pod = spec?.template.spec
    if (spec === undefined || pod === undefined) return `there is no ${name}`
    const [{ command = [] } = {}] = pod.containers
    if (command.join(' ') !== `kube-bench run --targets ${targets}`) return `${name} is called by ${command.join(' ')}`
    if (pod.restartPolicy !== 'Never' || spec.backoffLimit !== 0) return `${name} runs again`
    if (spec.ttlSecondsAfterFinished !== 24 * 60 * 60) return `${name} is not kept for a day`
    if (JSON.stringify([pod.nodeSelector, pod.affinity]) !== JSON.stringify([selector, affinity]))
      return `${name} runs on machines of another role`
    const unmet = unmetOfPod(name, pod, {
      token: pod.automountServiceAccountToken !== false,
      capabilities: ['DAC_READ_SEARCH'],
      mounts: Object.fromEntries(['/etc/kubernetes', '/var/lib/kubelet', '/var/lib/etcd'].map((path) => [path, path])),
      hostPID: true,
    })
    if (unmet !== undefined) return unmet
  }
  return undefined
}

interface Needs {
  /** Whether it has a token, which it must not. */
  readonly token: boolean
  readonly capabilities: readonly string[]
  /** Where folders of the machine must be found. */
  readonly mounts: Readonly<Record<string, string>>
  readonly hostPID: boolean
}

function unmetOfPod(name: string, pod: Pod, { token, capabilities, mounts, hostPID }: Needs): Unmet {
  const [container] = pod.containers
  const { securityContext: context, volumeMounts = [] } = container ?? {}
  if (token) return `${name} is given a token, and asks nobody`
  if (pod.hostNetwork || pod.hostPID !== hostPID)
    return `${name} sees ${pod.hostPID ? '' : 'no '}processes of the machine`
  if (context?.privileged === true || context?.allowPrivilegeEscalation !== false) return `${name} may have more rights`
  const { drop = [], add = [] } = context.capabilities
  if (drop.join() !== 'ALL' || [...add].sort().join() !== [...capabilities].sort().join())
    return `${name} has the capabilities ${add.join()}, and drops ${drop.join()}`
  const folders = new Map(pod.volumes.map((volume) => [volume.name, volume.hostPath.path]))
  const seen = volumeMounts.map(
    (mount) => `${folders.get(mount.name)} at ${mount.mountPath}${mount.readOnly ? '' : ', to write'}`,
  )
  const wanted = Object.entries(mounts).map(([from, to]) => `${from} at ${to}`)
  if ([...seen].sort().join() !== wanted.sort().join()) return `${name} sees ${seen.join()}`
  const tolerates = pod.tolerations.some(
    ({ key, operator, effect }) =>
      key === undefined && operator === 'Exists' && (effect === undefined || effect === 'NoSchedule'),
  )
  return tolerates ? undefined : `${name} does not run on control planes`
}
