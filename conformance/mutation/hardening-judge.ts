/** Talos, Kubernetes and Linux, asked live about the patches of a pair. */
import { startKubernetes } from '../kubernetes/process'
import { faultsOfPair } from '../talos/check-hardening'
import { startJudges } from '../talos/hardening'
import { judgeVersions } from '../talos/versions'
import type { WritingJudge } from './hunt-written'
import type { Judging } from './scope'
import { huntedPairs } from './written'

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
