/** One bundle after another, applied by the commands of their own guides to an API server: what it then holds against what must hold. */
import { isDeepStrictEqual } from 'node:util'
import { stringify } from 'yaml'
import * as z from 'zod'
import { podNeeds, takenPods } from '../talos/hardening-needs'
import { warningsOf, wrongInGuide } from './guide-needs'
import { talosPodSecurity, wishesOf } from './needs'
import type { KubernetesProcess } from './process'
import { type BundleTexts, type PolicyOptions, type PolicyPair, sampleNamespaces } from './samples'
import type { ApiServer, Said } from './server'

export interface KubernetesJudges {
  readonly server: ApiServer
  readonly kubernetes: KubernetesProcess
}

/** What is wrong, in words; the first that is found, as what comes after hangs on it. */
export async function faultOfPair(
  judges: KubernetesJudges,
  pair: PolicyPair,
  texts: BundleTexts,
): Promise<string | undefined> {
  const { before, after, damage } = pair
  const seen = await faultOfFiles(judges, pair, texts)
  if (seen !== undefined || damage !== undefined) return seen
  await judges.server.clear()
  const [first, second] = [filesOf(texts, 'first'), filesOf(texts, 'second')]
  return (
    (await applied(judges, first, before)) ?? (await applied(judges, second, after)) ?? (await undone(judges, second))
  )
}

/** The same of each bundle by itself, as far as it can be told without an API server: by the code that one is made of. */
export async function faultOfFiles(
  { kubernetes }: Pick<KubernetesJudges, 'kubernetes'>,
  { before, after, damage }: PolicyPair,
  texts: BundleTexts,
): Promise<string | undefined> {
  const isSaid = (texts.problems ?? '') !== ''
  if (damage !== undefined) {
    const { error, objects } = await kubernetes.objects(damage)
    const isOurs = ({ kind }: { readonly kind: string }): boolean => kind === 'Namespace' || kind === 'NetworkPolicy'
    const isOther = error !== '' || objects.some((one) => one.error !== '' || !isOurs(one))
    return isOther && !isSaid ? 'what is given as the last bundle is none, and nothing is said of it' : undefined
  }
  if (isSaid) return `it says that it cannot read what it has written: ${texts.problems}`
  if ((texts.unsteady ?? '') !== '') return `by the order of lists it writes ${texts.unsteady} otherwise`
  if (texts.warned !== warningsOf(after).join()) return `it warns of ${texts.warned}`
  const [first, second] = [filesOf(texts, 'first'), filesOf(texts, 'second')]
  return (await writtenWrong(kubernetes, first, before)) ?? (await writtenWrong(kubernetes, second, after))
}

async function writtenWrong(
  kubernetes: KubernetesProcess,
  files: Files,
  options: PolicyOptions,
): Promise<string | undefined> {
  const all = manifestsIn(files)
  const { error, objects } = await kubernetes.objects(all)
  const refused = objects.find((one) => one.error !== '')
  if (error !== '' || refused !== undefined)
    return `the API server refuses ${refused?.name ?? ''}: ${refused?.error ?? error}`
  const labelled = objects.filter(({ kind }) => kind === 'Namespace')
  const namespaces = sampleNamespaces.map((name) => ({
    name,
    labels: labelled.find((one) => one.name === name)?.labels ?? {},
  }))
  return (
    (await wrongConnection(kubernetes, all, options)) ??
    (await wrongPods(kubernetes, namespaces, options)) ??
    wrongInGuide(files, options) ??
    wrongOrder(objects)
  )
}

/** Policies are applied one after another: what is denied comes last, so that nothing is cut for a moment. */
function wrongOrder(
  objects: readonly { readonly name: string; readonly namespace: string; readonly kind: string }[],
): string | undefined {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy')
  const early = policies.find(
    ({ name, namespace }, index) => name.endsWith('-default-deny') && policies[index + 1]?.namespace === namespace,
  )
  return early === undefined ? undefined : `${early.namespace} is closed before it is opened`
}

function manifestsIn(files: Files): string {
  return Object.entries(files)
    .flatMap(([path, text]) => (path.endsWith('.yaml') ? [text] : []))
    .join('---\n')
}

type Files = Readonly<Record<string, string>>

function filesOf(texts: BundleTexts, bundle: string): Files {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, text]) =>
      key.startsWith(`${bundle} `) ? [[key.slice(bundle.length + 1), text] as const] : [],
    ),
  )
}

/** The commands of a guide under one heading, or under all but that. */
function commandsOf(files: Files, isWanted: (heading: string) => boolean): string {
  const guide = files['kubernetes/APPLY.md'] ?? ''
  return guide
    .split(/^## /m)
    .filter((section) => isWanted(section.split('\n')[0] ?? ''))
    .flatMap((section) => [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, script = '']) => script))
    .join('\n')
}

async function applied(
  { server, kubernetes }: KubernetesJudges,
  files: Files,
  options: PolicyOptions,
): Promise<string | undefined> {
  const told = await server.run(
    commandsOf(files, (heading) => heading !== 'Undo'),
    files,
  )
  if (told.code !== 0) return complaint(told)
  const repeated = await server.run(files['kubernetes/remove.sh'] ?? '', files)
  if (repeated.code !== 0) return `again, ${complaint(repeated)}`
  const { policies, namespaces } = await heldBy(server)
  const { objects } = await kubernetes.objects(manifestsIn(files))
  const wanted = objects.flatMap(({ kind, namespace, name }) =>
    kind === 'NetworkPolicy' ? [`${namespace}/${name}`] : [],
  )
  if (!isDeepStrictEqual(policies.map(nameOf).sort(), wanted.sort()))
    return `it holds the policies ${policies.map(nameOf).join()}, and must hold ${wanted.join()}`
  const bare = ({ name, namespace, labels = {} }: Item['metadata']) => ({ name, namespace, labels })
  const objectsHeld = [
    ...policies.map(({ metadata: it, spec }) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: bare(it),
      spec,
    })),
    ...namespaces.map(({ metadata: it }) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: bare(it) })),
  ]
  const held = objectsHeld.map((one) => stringify(one)).join('---\n')
  const spaces = namespaces.map(({ metadata: it }) => bare(it))
  return (await wrongConnection(kubernetes, held, options)) ?? (await wrongPods(kubernetes, spaces, options))
}

function complaint({ text }: Said): string {
  return `kubectl complains: ${text.trim().split('\n').slice(-3).join(' ')}`
}

const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
})
const listSchema = z.object({ items: z.array(z.looseObject({ metadata, spec: z.unknown() })) })
type Item = z.infer<typeof listSchema>['items'][number]

interface Held {
  readonly policies: readonly Item[]
  readonly namespaces: readonly Item[]
}

function nameOf({ metadata: { namespace = '', name } }: Item): string {
  return `${namespace}/${name}`
}

async function heldBy(server: ApiServer): Promise<Held> {
  const itemsAt = async (path: string): Promise<readonly Item[]> =>
    listSchema.parse(JSON.parse(await server.get(path))).items
  return {
    policies: await itemsAt('/apis/networking.k8s.io/v1/networkpolicies'),
    namespaces: await itemsAt('/api/v1/namespaces'),
  }
}

async function wrongConnection(
  kubernetes: KubernetesProcess,
  manifests: string,
  options: PolicyOptions,
): Promise<string | undefined> {
  const wishes = wishesOf(options)
  const { error, passes } = await kubernetes.connections(manifests, wishes)
  if (error !== '') return `the policies that are held cannot be read: ${error}`
  const wrong = wishes.find(({ wanted }, index) => passes[index] !== wanted)
  if (wrong === undefined) return undefined
  const { from, to, protocol, port, portName, wanted } = wrong
  const end = ({ namespace, ip }: typeof from): string => `${namespace} ${ip}`
  return `${end(from)} to ${end(to)} ${protocol} ${portName === '' ? port : portName} ${wanted ? 'is cut' : 'passes'}`
}

interface Space {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

async function wrongPods(
  kubernetes: KubernetesProcess,
  namespaces: readonly Space[],
  { namespaces: named = [], podSecurity = 'restricted' }: PolicyOptions,
): Promise<string | undefined> {
  for (const it of namespaces.filter(({ name }) => sampleNamespaces.includes(name))) {
    const asked = { text: podNeeds, configuration: talosPodSecurity, namespace: it.name, labels: it.labels }
    const { error, pods } = await kubernetes.pods(asked)
    if (error !== '') return `the labels of ${it.name} are refused: ${error}`
    const level = named.includes(it.name) && podSecurity !== 'unchanged' ? podSecurity : undefined
    for (const mode of ['enforce', 'audit', 'warn'] as const) {
      const wanted = takenPods[level ?? (mode === 'enforce' ? 'baseline' : 'restricted')]
      const taken = pods.filter((pod) => pod[mode]).map(({ name }) => name)
      if (!isDeepStrictEqual(taken, [...wanted]))
        return `${mode} in ${it.name} takes ${taken.join()}, and must take ${wanted.join()}`
    }
  }
  return undefined
}

/** After the commands under Undo nothing of the bundle is left, and every namespace is still there. */
async function undone({ server }: KubernetesJudges, files: Files): Promise<string | undefined> {
  const told = await server.run(
    commandsOf(files, (heading) => heading === 'Undo'),
    files,
  )
  if (told.code !== 0) return complaint(told)
  const { policies, namespaces } = await heldBy(server)
  const [left] = policies
  if (left !== undefined) return `${nameOf(left)} is left after Undo`
  const labelled = namespaces.find(({ metadata: { labels = {} } }) =>
    Object.keys(labels).some((key) => key.startsWith('pod-security')),
  )
  if (labelled !== undefined) return `${labelled.metadata.name} has labels after Undo`
  const there = namespaces.map(({ metadata: { name } }) => name)
  const gone = sampleNamespaces.find((name) => !there.includes(name))
  return gone === undefined ? undefined : `${gone} is gone after Undo`
}
