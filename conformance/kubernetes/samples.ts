/** Options of the target, one after another on the same cluster. */
import * as fc from 'fast-check'
import { compilePolicy } from '@/lib/policy/compile'
import { workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import { kubernetes } from '@/lib/targets/kubernetes/target'
import type { FileSet, Output } from '@/lib/targets/target'
import { type Draw, drawn } from '@/lib/testing/draw'
import { seed } from '@/lib/testing/samples'
import { readExample } from '@/lib/testing/subject'

export interface PolicyOptions {
  readonly namespaces?: readonly string[]
  readonly podSecurity?: 'restricted' | 'baseline' | 'privileged' | 'unchanged'
  readonly denyEgress?: boolean
  readonly ingressNamespace?: string
  readonly ingressPorts?: readonly string[]
  readonly metricsNamespace?: string
  readonly metricsPorts?: readonly string[]
}

export interface PolicyPair {
  readonly name: string
  /** Names of the design, of the first bundle and of the second. */
  readonly clusters: readonly [string, string]
  readonly before: PolicyOptions
  readonly after: PolicyOptions
  /** What stands in the files of the first bundle when they are given back. */
  readonly damage?: string
}

/** Namespaces that a judge has; the last with as many letters as a name may have. */
export const sampleNamespaces = [
  'production',
  'staging',
  'a',
  '0-9',
  'null',
  'ingress',
  'monitoring',
  `n${'x'.repeat(62)}`,
]

const whole: PolicyOptions = {
  namespaces: ['staging', 'production', 'staging'],
  ingressNamespace: 'ingress',
  ingressPorts: ['30000', '8080', '443', 'https', 'alt', '9000-9100'],
  metricsNamespace: 'monitoring',
  metricsPorts: ['9000-9100', '9000-9200', '53'],
}

const aimed: readonly (readonly [string, PolicyOptions, PolicyOptions])[] = [
  ['all to less', whole, { namespaces: ['production'], podSecurity: 'baseline', ingressNamespace: 'ingress' }],
  ['all to nothing', whole, {}],
  ['egress opened', { namespaces: ['a'] }, { namespaces: ['a', 'null'], denyEgress: false, metricsNamespace: 'a' }],
  [
    'labels taken away',
    { namespaces: ['a', '0-9'], podSecurity: 'privileged' },
    { namespaces: ['a'], podSecurity: 'unchanged' },
  ],
  [
    'labels given',
    { namespaces: ['a'], podSecurity: 'unchanged', denyEgress: false },
    { ...whole, podSecurity: 'privileged' },
  ],
  ['ports without who uses them', { namespaces: ['a'], ingressPorts: ['80'], metricsPorts: ['81'] }, whole],
  [
    'one namespace for all',
    { namespaces: ['a'], ingressNamespace: 'a', metricsNamespace: 'a', metricsPorts: ['1'] },
    { ...whole, metricsNamespace: 'production' },
  ],
]

const port = (draw: Draw): string => {
  const from = draw.between(1, 60_000)
  return draw.pick([String(from), `${from}-${from + draw.between(1, 5000)}`, 'metrics', 'http-2'])
}

const arbitraryOptions = drawn((draw): PolicyOptions => {
  const ports = (): string[] => Array.from({ length: draw.between(0, 3) }, () => port(draw))
  return {
    namespaces: draw.some(sampleNamespaces),
    podSecurity: draw.pick(['restricted', 'baseline', 'privileged', 'unchanged']),
    denyEgress: draw.chance(70),
    ...(draw.chance(60) ? { ingressNamespace: draw.pick(sampleNamespaces), ingressPorts: ports() } : {}),
    ...(draw.chance(60) ? { metricsNamespace: draw.pick(sampleNamespaces), metricsPorts: ports() } : {}),
  }
})

/** What is no bundle of ours: no list of objects, objects without the names they must have, and other objects. */
const damages = [
  ...['kind: [', '- kind', '7', 'kind: NetworkPolicy\nmetadata: { name: x }\n'],
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: "a b" }\n',
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: "a b", namespace: a }\nspec: { podSelector: {} }\n',
  'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: a }\n',
]

export function policyPairs(count: number): PolicyPair[] {
  const both = fc.sample(arbitraryOptions, { numRuns: 2 * count, seed: seed() })
  const random = Array.from({ length: count }, (_, index): PolicyPair => {
    const [before = {}, after = {}] = both.slice(2 * index, 2 * index + 2)
    const clusters = index % 3 === 0 ? (['other', 'segmented'] as const) : (['segmented', 'segmented'] as const)
    return { name: `seed ${seed()}, pair ${index}`, clusters, before, after }
  })
  return [
    ...aimed.map(
      ([name, before, after]): PolicyPair => ({ name, clusters: ['segmented', 'segmented'], before, after }),
    ),
    { name: 'another name', clusters: ['other', 'segmented'], before: whole, after: whole },
    ...random,
    ...damages.map((damage) => ({
      name: `the last bundle is ${JSON.stringify(damage)}`,
      ...{ clusters: ['segmented', 'segmented'] as const, before: whole, after: whole, damage },
    })),
  ]
}

/** By `first kubernetes/policies/a.yaml`; what the second complains and warns of, and what turned lists change. */
export type BundleTexts = Readonly<Record<string, string>>

export function bundlesOfPair({ clusters, before, after, damage }: PolicyPair): BundleTexts {
  const first = render(clusters[0], before, [])
  const given = first.files
    .filter(({ use }) => use === 'apply')
    .map((file) => (damage === undefined ? file : { ...file, text: damage }))
  const second = render(clusters[1], after, given)
  const named = (bundle: string, files: FileSet): BundleTexts =>
    Object.fromEntries(files.map(({ path, text }) => [`${bundle} ${path}`, text]))
  const problems = second.problems.flatMap(({ at }) => (at.startsWith('kubernetes/') ? [at] : []))
  const turned = render(clusters[1], turnedLists(after), [...given].reverse())
  const unsteady = second.files.filter(({ text }, index) => text !== turned.files[index]?.text).map(({ path }) => path)
  return {
    ...named('first', first.files),
    ...named('second', second.files),
    problems: problems.join('\n'),
    unsteady: unsteady.join(),
    warned: second.problems.flatMap(({ at }) => (at.startsWith('kubernetes/') ? [] : [at])).join(),
  }
}

/** The same options in another order (SPEC 5). */
function turnedLists({ namespaces, ingressPorts, metricsPorts, ...rest }: PolicyOptions): PolicyOptions {
  const lists = Object.entries({ namespaces, ingressPorts, metricsPorts })
  return {
    ...rest,
    ...Object.fromEntries(lists.flatMap(([key, list]) => (list === undefined ? [] : [[key, [...list].reverse()]]))),
  }
}

const drawings = new Map<string, ReturnType<typeof draw>>()

function draw(name: string) {
  const design = readExample('seed-002-segmented', { name })
  const site = buildSite(design)
  return { site, work: workAt(compilePolicy(design, site), [], site) }
}

function render(name: string, options: PolicyOptions, previous: FileSet): Output {
  const { site, work } = drawings.get(name) ?? draw(name)
  drawings.set(name, { site, work })
  return kubernetes.render(() => work, site, kubernetes.options.parse(options), { previous })
}
