/** The API server of Kubernetes, kubectl, Pod Security and cyclonus, asked live about bundles of policies. */
import { faultOfFiles, faultOfPair } from '../kubernetes/check'
import { startKubernetesJudges } from '../kubernetes/judge'
import type { PolicyPair } from '../kubernetes/samples'
import type { WritingJudge } from './hunt-written'
import { huntedPolicies } from './written'

export async function startPolicyJudge(): Promise<WritingJudge | string> {
  const started = await startKubernetesJudges()
  if (!started.ok) return started.reason
  const pairs = new Map(huntedPolicies().map((pair) => [pair.name, pair]))
  // There is one cluster, and each bundle finds it empty.
  let last: Promise<unknown> = Promise.resolve()
  const pairOf = (subject: string): PolicyPair => {
    const pair = pairs.get(subject)
    if (pair === undefined) throw new Error(`nobody judges ${subject}`)
    return pair
  }
  return {
    async glance(subject, texts) {
      const what = await faultOfFiles(started.judges, pairOf(subject), texts)
      return what === undefined ? undefined : { by: 'Kubernetes', what }
    },
    judge(subject, texts) {
      const answer = last.then(async () => {
        const what = await faultOfPair(started.judges, pairOf(subject), texts)
        return what === undefined ? undefined : ({ by: 'Kubernetes', what } as const)
      })
      last = answer.catch(() => undefined)
      return answer
    },
    close: async () => started.close(),
  }
}
