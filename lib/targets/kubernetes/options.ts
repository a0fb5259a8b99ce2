import * as z from 'zod'
import { parsePortRange } from '@/lib/net/port-range'

/** Where the cluster's own pods live: a default deny there cuts DNS and the network plugin themselves. */
const systemNamespaces: readonly string[] = ['kube-system', 'kube-public', 'kube-node-lease']

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const namespaceName = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'is no name of a namespace: use lower-case letters, digits and "-", at most 63',
  )

/** The name of a port of a container: at most 15 characters, with a letter among them. */
const portName = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/

const port = z
  .string()
  .refine(
    (text) => portName.test(text) || (parsePortRange(text)?.from ?? 0) > 0,
    'is no port: write a number, a range like "8000-8100", or the name of a port of the containers',
  )

export const podSecurityLevels = ['restricted', 'baseline', 'privileged'] as const

export const kubernetesOptions = z.strictObject({
  namespaces: z
    .array(
      namespaceName.refine(
        (name) => !systemNamespaces.includes(name),
        'is where the cluster itself runs, and a default deny there stops it: leave it out',
      ),
    )
    .default([])
    .describe('Namespaces whose pods reach, and are reached by, only what is named here'),
  podSecurity: z
    .enum([...podSecurityLevels, 'unchanged'])
    .default('restricted')
    .describe('Pod Security Standard that they enforce'),
  denyEgress: z.boolean().default(true).describe('Their pods connect to DNS and to each other only'),
  ingressNamespace: namespaceName.optional().describe('Namespace of the ingress controller, which may connect to them'),
  ingressPorts: z.array(port).default([]).describe('Ports that it connects to; every port where none is named'),
  metricsNamespace: namespaceName.optional().describe('Namespace of Prometheus, which may scrape them'),
  metricsPorts: z.array(port).default([]).describe('Ports that it scrapes; every port where none is named'),
})
export type KubernetesOptions = z.infer<typeof kubernetesOptions>
