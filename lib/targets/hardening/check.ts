/** Whether a patch is one of ours: the keys that it may hold, so that a slip of the hand is found before Talos finds it. */
import * as z from 'zod'
import type { Problem } from '@/lib/design/problem'
import type { FileSet } from '../target'
import { type Expected, readShapes } from '../yaml-shape'

const deletion = z.strictObject({ $patch: z.literal('delete') })
const sysctls = z.record(z.string().regex(/^[a-z0-9_.-]+$/, 'is no kernel parameter'), z.union([z.string(), deletion]))
const auditLevel = z.enum(['None', 'Metadata', 'Request', 'RequestResponse'])
const texts = z.array(z.string()).min(1)

/** @see https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/ */
const auditPolicy = z.strictObject({
  apiVersion: z.literal('audit.k8s.io/v1'),
  kind: z.literal('Policy'),
  omitStages: texts.optional(),
  rules: z
    .array(
      z.strictObject({
        level: auditLevel,
        nonResourceURLs: texts.optional(),
        users: texts.optional(),
        verbs: texts.optional(),
        resources: z.array(z.strictObject({ group: z.string(), resources: texts.optional() })).optional(),
      }),
    )
    .min(1),
})

const level = z.enum(['privileged', 'baseline', 'restricted'])
const podSecurity = z.strictObject({
  apiVersion: z.string(),
  kind: z.literal('PodSecurityConfiguration'),
  defaults: z.strictObject({ enforce: level, audit: level, warn: level }),
})

const mirror = { skipFallback: z.boolean().optional() }
const destination = z.strictObject({
  endpoint: z.string().regex(/^(tcp|udp):\/\/[^\s/]+:\d+$/, 'is no log destination'),
  format: z.literal('json_lines'),
})
const url = z.string().regex(/^https?:\/\/[^\s/]+(\/\S*)?$/, 'is no address')

const machine = z.strictObject({
  sysctls: sysctls.optional(),
  logging: z
    .union([deletion, z.strictObject({ destinations: z.array(destination).min(1) })], {
      error: 'holds neither destinations in the format json_lines nor a marker that deletes them',
    })
    .optional(),
  registries: z
    .strictObject({
      mirrors: z.union([deletion, z.record(z.string(), z.strictObject({ endpoints: z.array(url).min(1), ...mirror }))]),
    })
    .optional(),
})

const apiServer = z.strictObject({
  auditPolicy: auditPolicy.optional(),
  admissionControl: z
    .array(z.strictObject({ name: z.literal('PodSecurity'), configuration: podSecurity }))
    .length(1)
    .optional(),
  extraArgs: z
    .strictObject({ 'tls-min-version': z.union([deletion, z.enum(['VersionTLS12', 'VersionTLS13'])]) })
    .optional(),
})

const plain = z
  .strictObject({ machine: machine.optional(), cluster: z.strictObject({ apiServer }).optional() })
  .refine(({ machine: one, cluster }) => one !== undefined || cluster !== undefined, { message: 'is empty' })

const head = { apiVersion: z.literal('v1alpha1') }
const documents: Readonly<Record<string, z.ZodType>> = {
  KubeAuditPolicyConfig: z.strictObject({ ...head, kind: z.string(), configuration: auditPolicy }),
  KubeAdmissionControlConfig: z.strictObject({
    ...head,
    kind: z.string(),
    name: z.literal('PodSecurity'),
    configuration: podSecurity,
  }),
  SysctlConfig: z.strictObject({ ...head, kind: z.string(), params: sysctls }),
  KmsgLogConfig: named({ url: z.string().regex(/^(tcp|udp):\/\/[^\s/]+:\d+$/, 'is no log destination') }),
  RegistryMirrorConfig: named({ endpoints: z.array(z.strictObject({ url })).min(1), ...mirror }),
}

/** The document itself, or the marker that takes it away. */
function named(shape: z.core.$ZodLooseShape): z.ZodType {
  const own = { ...head, kind: z.string(), name: z.string().min(1) }
  return z.union([z.strictObject({ ...own, ...deletion.shape }), z.strictObject({ ...own, ...shape })], {
    error: 'is neither a whole document nor a marker that deletes one',
  })
}

export function checkFiles(files: FileSet): readonly Problem[] {
  return files.filter(({ path }) => path.endsWith('.yaml')).flatMap((file) => readShapes(file, expectedOf).problems)
}

function expectedOf(value: unknown): Expected {
  const { kind } = (value ?? {}) as Record<string, unknown>
  if (kind === undefined) return { kind: 'schema', schema: plain }
  const schema = typeof kind === 'string' && Object.hasOwn(documents, kind) ? documents[kind] : undefined
  if (schema !== undefined) return { kind: 'schema', schema }
  const message = `${String(kind)} is no document of the hardening patches.`
  return { kind: 'fault', message, suggestion: 'Keep other documents in patches of your own.' }
}
