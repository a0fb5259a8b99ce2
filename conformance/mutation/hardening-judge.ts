/** Talos, Kubernetes and Linux, asked live about the patches of a pair. */
import { talosPodSecurity } from '../kubernetes/needs'
import { type KubernetesProcess, startKubernetes } from '../kubernetes/process'
import { faultsOfPair } from '../talos/check-hardening'
import { wrongInLists } from '../talos/file-needs'
import { startJudges } from '../talos/hardening'
import { unmetOfTools } from '../talos/tool-needs'
import { judgeVersions } from '../talos/versions'
import type { Fault, WritingJudge } from './hunt-written'
import type { Judging } from './scope'
import { filesName, huntedPairs, type Texts, toolsName } from './written'

export async function startHardeningJudge(): Promise<WritingJudge | string> {
  const started = await startKubernetes()
  if (!started.ok) return started.reason
  const { kubernetes } = started
  const versions = new Map<string, Extract<Awaited<ReturnType<typeof startJudges>>, { ok: true }>>()
  const close = async (): Promise<void> => {
    for (const version of versions.values()) await version.close()
    kubernetes.close()
  }
  for (const version of judgeVersions) {
    const talos = await startJudges(version, kubernetes)
    if (!talos.ok) {
      await close()
      return talos.reason
    }
    versions.set(version.tag, talos)
  }
  const pairs = new Map(huntedPairs().map((pair) => [pair.name, pair]))
  return {
    async judge(subject, texts) {
      if (subject === toolsName) return await faultOfTools(kubernetes, texts)
      if (subject === filesName) return byHand(wrongInLists(texts))
      const pair = pairs.get(subject)
      const judges = versions.get(pair?.tag ?? '')?.judges
      if (pair === undefined || judges === undefined) throw new Error(`nobody judges ${subject}`)
      const [what] = await faultsOfPair(judges, pair, texts)
      return what === undefined ? undefined : { by: judgeOf(what), what }
    },
    close,
  }
}

/** Every complaint says who complains. */
function judgeOf(what: string): Judging {
  const [, who = ''] = /: (Talos|Kubernetes|Linux)\b/.exec(what) ?? []
  return who === 'Kubernetes' ? 'Kubernetes' : who === 'Linux' ? 'Linux' : 'patcher'
}

/** Both are there, the API server takes every object, and the namespace takes the pods that they make. */
async function faultOfTools(kubernetes: KubernetesProcess, texts: Texts): Promise<Fault | undefined> {
  const fault = (what: string): Fault => ({ by: 'Kubernetes', what })
  for (const [path, makers] of [
    ['hardening/falco.yaml', 1],
    ['hardening/kube-bench.yaml', 2],
  ] as const) {
    const text = texts[path] ?? ''
    const { error, objects } = await kubernetes.objects(text)
    const refused = objects.find((one) => one.error !== '')
    if (error !== '' || refused !== undefined) return fault(`${path}: ${refused?.error ?? error}`)
    const [namespace, ...others] = objects.filter(({ kind }) => kind === 'Namespace')
    if (namespace === undefined || others.length > 0) return fault(`${path} makes no namespace of its own`)
    const outside = objects.find((one) => one.kind !== 'Namespace' && one.namespace !== namespace.name)
    if (outside !== undefined) return fault(`${path}: ${outside.name} is in another namespace`)
    const { name, labels } = namespace
    const asked = { text, configuration: talosPodSecurity, namespace: name, labels }
    const told = await kubernetes.pods(asked)
    const barred = told.pods.find((pod) => !(pod.enforce && pod.audit && pod.warn))
    if (told.error !== '' || told.pods.length !== makers || barred !== undefined)
      return fault(`${path}: ${name} does not take the pods: ${told.error}`)
  }
  return byHand(unmetOfTools(texts))
}

function byHand(what: string | undefined): Fault | undefined {
  return what === undefined ? undefined : { by: 'by hand', what }
}
