/** The running judge on Kubernetes' own code: see `go/protocol.go`. */
import * as z from 'zod'
import { startLines } from '../ask-lines'
import { buildKubernetes } from './build'

export interface ApiRequest {
  readonly user: string
  readonly verb: string
  readonly namespace?: string
  readonly group?: string
  readonly resource?: string
  readonly subresource?: string
  /** Of what is no resource. */
  readonly path?: string
}

/** A pod, or whoever is outside of the cluster where there is no namespace. */
export interface Endpoint {
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
  readonly ip: string
}

export interface Try {
  readonly from: Endpoint
  readonly to: Endpoint
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
  readonly port: number
  readonly portName: string
}

const objectSchema = z.object({
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  labels: z
    .record(z.string(), z.string())
    .nullish()
    .transform((labels) => labels ?? {}),
  error: z.string().default(''),
})
const podSchema = z.object({ name: z.string(), enforce: z.boolean(), audit: z.boolean(), warn: z.boolean() })
const answerSchema = z.object({
  version: z.string().default(''),
  error: z.string().default(''),
  objects: z.array(objectSchema).default([]),
  passes: z.array(z.boolean()).default([]),
  audits: z.array(z.object({ level: z.string(), omits: z.array(z.string()) })).default([]),
  pods: z.array(podSchema).default([]),
  tls: z.number().default(0),
  fault: z.string().default(''),
})
type Answer = z.infer<typeof answerSchema>

/** What Kubernetes answers; `error` says why it refuses the whole of it. */
export interface KubernetesProcess {
  readonly version: string
  /** Objects, each as far as the API server would take it. */
  objects(text: string): Promise<Pick<Answer, 'error' | 'objects'>>
  connections(text: string, tries: readonly Try[]): Promise<Pick<Answer, 'error' | 'passes'>>
  audit(policy: string, requests: readonly ApiRequest[]): Promise<Pick<Answer, 'error' | 'audits'>>
  pods(asked: {
    readonly text: string
    readonly configuration: string
    readonly namespace: string
    readonly labels: Readonly<Record<string, string>>
  }): Promise<Pick<Answer, 'error' | 'pods'>>
  /** The number of the least version of TLS. */
  tls(argument: string): Promise<Pick<Answer, 'error' | 'tls'>>
  close(): void
}

export type Started =
  | { readonly ok: true; readonly kubernetes: KubernetesProcess }
  | { readonly ok: false; readonly reason: string }

export async function startKubernetes(): Promise<Started> {
  const built = await buildKubernetes('judge')
  if (!built.ok) return built
  const lines = startLines(built.binary, [])
  const ask = async (question: object): Promise<Answer> => {
    const answer = answerSchema.parse(await lines.ask(question))
    if (answer.fault !== '') throw new Error(`the judge cannot answer: ${answer.fault}`)
    return answer
  }
  const { version } = await ask({ op: 'hello' })
  return {
    ok: true,
    kubernetes: {
      version,
      objects: (text) => ask({ op: 'objects', text }),
      connections: (text, tries) => ask({ op: 'connections', text, tries }),
      audit: (text, requests) => ask({ op: 'audit', text, requests }),
      pods: (asked) => ask({ op: 'pods', ...asked }),
      tls: (text) => ask({ op: 'tls', text }),
      close: () => lines.close(),
    },
  }
}
