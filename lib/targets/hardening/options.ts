import * as z from 'zod'

const host = /(?:\[[0-9a-f:]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)/.source
const port = /(?::[1-9]\d{0,4})/.source

const logUrl = z
  .string()
  .regex(
    new RegExp(`^(?:tcp|udp)://${host}${port}$`),
    'is no log destination: write tcp:// or udp://, a host and a port',
  )
const mirrorUrl = z
  .string()
  .regex(
    new RegExp(`^https?://${host}${port}?(?:/[A-Za-z0-9._/-]*)?$`),
    'is no address of a mirror: write https and its host, with a port or a path where it has one',
  )
const registryName = z
  .string()
  .regex(new RegExp(`^(?:${host}${port}?|\\*)$`), 'is no registry: write its host, like docker.io, or "*" for all')
const image = z
  .string()
  .regex(
    new RegExp(`^${host}${port}?(?:/[a-z0-9._-]+)+(?::[A-Za-z0-9._-]+)?(?:@sha256:[0-9a-f]{64})?$`),
    'is no image: write registry/name:tag, and @sha256:… if you like',
  )

export const hardeningOptions = z.strictObject({
  layout: z
    .enum(['documents', 'v1alpha1'])
    .optional()
    .describe('How the machine configuration is written: documents for clusters made with Talos 1.14, v1alpha1 before'),
  audit: z.boolean().default(true).describe('An audit policy of its own for the Kubernetes API'),
  podSecurity: z
    .enum(['baseline', 'restricted'])
    .optional()
    .describe('What every namespace but kube-system enforces; restricted in the strict posture, else as Talos has it'),
  tls13: z.boolean().default(true).describe('The Kubernetes API speaks TLS 1.3 only, which Talos 1.14 does by itself'),
  sysctls: z.boolean().default(true).describe('Kernel parameters that Talos leaves as Linux has them'),
  logs: z.array(logUrl).default([]).describe('Where service logs go: tcp://10.0.9.5:6050'),
  kernelLogs: z.array(logUrl).default([]).describe('Where the kernel log goes: udp://10.0.9.5:6051'),
  mirrors: z
    .record(registryName, mirrorUrl)
    .default({})
    .describe('For each registry, where its images come from: docker.io=https://registry.example.net'),
  airGapped: z.boolean().default(false).describe('Images come from the mirrors and from nowhere else'),
  ageRecipient: z
    .string()
    .regex(/^age1[02-9ac-hj-np-z]{58}$/, 'is no public key of age: it begins with age1')
    .optional()
    .describe('Public key of age that backups are encrypted to'),
  falcoImage: image.default('docker.io/falcosecurity/falco:0.44.1').describe('Image of Falco'),
  kubeBenchImage: image.default('docker.io/aquasec/kube-bench:v0.15.6').describe('Image of kube-bench'),
})
export type HardeningOptions = z.infer<typeof hardeningOptions>
