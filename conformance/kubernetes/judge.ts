/** Kubernetes' own API server, kubectl and Pod Security, and cyclonus, about the policies of namespaces. */
import type { Ran, Report } from '../verdict'
import { disagree, startTally } from '../verdict'
import { faultOfPair, type KubernetesJudges } from './check'
import { startKubernetes } from './process'
import { type BundleTexts, bundlesOfPair, type PolicyPair, policyPairs, sampleNamespaces } from './samples'
import { startServer } from './server'

const judge = 'Kubernetes: API server, kubectl'
const random = 60

export type StartedJudges =
  | { readonly ok: true; readonly judges: KubernetesJudges; close(): void }
  | { readonly ok: false; readonly reason: string }

export async function startKubernetesJudges(): Promise<StartedJudges> {
  const started = await startKubernetes()
  if (!started.ok) return started
  const { kubernetes } = started
  const up = await startServer(sampleNamespaces)
  if (!up.ok) {
    kubernetes.close()
    return up
  }
  const { server } = up
  const close = (): void => {
    kubernetes.close()
    server.close()
  }
  return { ok: true, judges: { server, kubernetes }, close }
}

export async function judgeKubernetes(scale: number): Promise<Report[]> {
  const start = performance.now()
  const started = await startKubernetesJudges()
  if (!started.ok) return [{ kind: 'skipped', judge, version: '', reason: started.reason }]
  const { judges, close } = started
  try {
    const tally = startTally()
    const pairs = policyPairs(Math.max(2, Math.round(random * scale)))
    for (const pair of pairs) {
      tally.cases++
      const what = await faultOfPair(judges, pair, bundlesOfPair(pair))
      if (what !== undefined) disagree(tally, pair.name, what)
    }
    const faults = await tryFaults(judges, pairs)
    const seconds = (performance.now() - start) / 1000
    return [{ kind: 'ran', judge, version: judges.kubernetes.version, ...tally, faults, seconds }]
  } finally {
    close()
  }
}

const edits: readonly (readonly [string, RegExp, RegExp, string])[] = [
  ['egress that is not denied', /policies\/production\.yaml$/, /- Egress\n/g, '\n'],
  ['DNS of any namespace', /policies\/production\.yaml$/, /kubernetes\.io\/metadata\.name: kube-system/, 'a: b'],
  ['DNS by TCP alone', /policies\/production\.yaml$/, /protocol: UDP/, 'protocol: TCP'],
  ['a swapped port', /policies\/production\.yaml$/, /port: 8080/, 'port: 8081'],
  [
    'two selectors apart',
    /policies\/production\.yaml$/,
    /^( +)podSelector:\n( +)matchLabels/m,
    '$1 podSelector:\n$2matchLabels',
  ],
  ['a key that nobody knows', /policies\/production\.yaml$/, /^ {2}ingress:/m, '  ingres:'],
  ['a lesser level', /namespaces\.yaml$/, /enforce: restricted/, 'enforce: baseline'],
  ['a level that is none', /namespaces\.yaml$/, /enforce: restricted/, 'enforce: strict'],
  ['another namespace', /policies\/production\.yaml$/, /namespace: production/, 'namespace: staging'],
  ['a policy that is left', /^second kubernetes\/APPLY\.md$/, /sh kubernetes\/remove\.sh/, 'true'],
]

async function tryFaults(judges: KubernetesJudges, pairs: readonly PolicyPair[]): Promise<Ran['faults']> {
  const pair = pairs.find(({ name }) => name === 'all to less')
  if (pair === undefined) throw new Error('no pair has everything switched on')
  const texts = bundlesOfPair(pair)
  const faults: Ran['faults'][number][] = []
  for (const [fault, path, from, to] of edits) {
    const changed: BundleTexts = Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [key, path.test(key) ? text.replace(from, to) : text]),
    )
    if (JSON.stringify(changed) === JSON.stringify(texts)) {
      faults.push({ fault, outcome: 'not tried' })
      continue
    }
    const what = await faultOfPair(judges, pair, changed)
    faults.push({ fault, outcome: what === undefined ? 'NOT CAUGHT' : 'caught' })
  }
  return faults
}
