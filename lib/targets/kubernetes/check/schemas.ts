/**
 * The objects of the bundle as the API server takes them, every unknown key refused, as `kubectl` has it.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
import * as z from 'zod'
import { podSecurityLevels } from '../options'

const label = 'is no label of a DNS name'
export const namespaceSchema = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, label)
export const nameSchema = z
  .string()
  .max(253, 'is longer than 253 characters')
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, label)

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
const labelKey = z
  .string()
  .regex(
    /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
    'is no key of a label',
  )
const labelValue = z.string().regex(/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/, 'is no value of a label')
const labels = z.record(labelKey, labelValue)

const selector = z.strictObject({
  matchLabels: labels.optional(),
  matchExpressions: z
    .array(
      z
        .strictObject({
          key: labelKey,
          operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
          values: z.array(labelValue).optional(),
        })
        .refine(({ operator, values = [] }) => operator.endsWith('In') === values.length > 0, {
          path: ['values'],
          message: 'go with In and NotIn, and with nothing else',
        }),
    )
    .optional(),
})

const cidr = z
  .union([z.cidrv4(), z.cidrv6()], { error: 'is no CIDR' })
  .refine((text) => !text.includes('%'), 'is no CIDR')
const peer = z
  .strictObject({
    podSelector: selector.optional(),
    namespaceSelector: selector.optional(),
    ipBlock: z.strictObject({ cidr, except: z.array(cidr).optional() }).optional(),
  })
  .refine(({ ipBlock, ...selectors }) => (ipBlock !== undefined) !== Object.keys(selectors).length > 0, {
    message: 'is either an ipBlock or selectors',
  })

const number = z.int('is no port').min(1, 'is no port').max(65_535, 'is no port')
const port = z
  .strictObject({
    protocol: z.enum(['TCP', 'UDP', 'SCTP']).optional(),
    port: z
      .union([number, z.string().regex(/^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/)], { error: 'is no port' })
      .optional(),
    endPort: number.optional(),
  })
  .refine((value) => value.endPort === undefined || (typeof value.port === 'number' && value.port <= value.endPort), {
    path: ['endPort'],
    message: 'needs a port that is a number and not above it',
  })
const ports = z.array(port).optional()

const metadata = { labels: labels.optional(), annotations: z.record(labelKey, z.string()).optional() }

export const networkPolicySchema = z.strictObject({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('NetworkPolicy'),
  metadata: z.strictObject({ name: nameSchema, namespace: namespaceSchema, ...metadata }),
  spec: z.strictObject({
    podSelector: selector,
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])).optional(),
    ingress: z.array(z.strictObject({ from: z.array(peer).optional(), ports })).optional(),
    egress: z.array(z.strictObject({ to: z.array(peer).optional(), ports })).optional(),
  }),
})

/** The admission plugin refuses a level that it does not know. */
const namespaceLabels = labels.superRefine((value, context) => {
  for (const [key, level] of Object.entries(value)) {
    if (!/^pod-security\.kubernetes\.io\/(enforce|audit|warn)$/.test(key)) continue
    if ((podSecurityLevels as readonly string[]).includes(level)) continue
    context.addIssue({ code: 'custom', path: [key], message: `is none of ${podSecurityLevels.join(', ')}` })
  }
})

export const namespaceObjectSchema = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Namespace'),
  metadata: z.strictObject({ name: namespaceSchema, ...metadata, labels: namespaceLabels.optional() }),
})
