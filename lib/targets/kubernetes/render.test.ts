import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { DesignInput } from '@/lib/design/design'
import { hostileLabels } from '@/lib/testing/arbitrary-text'
import { damageText } from '@/lib/testing/damage-text'
import { type Draw, drawn } from '@/lib/testing/draw'
import { judgeManifests } from '@/lib/testing/kubernetes-judge'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount, seed } from '@/lib/testing/samples'
import { readExample, renderTarget } from '@/lib/testing/subject'
import type { Output, Target } from '../target'
import { checkFiles } from './check'
import { kubernetesOptions } from './options'
import { kubernetes } from './target'

type Options = NonNullable<DesignInput['targets']>[string]

function render(options: Options, change: Partial<DesignInput> = {}, previous?: Output): Output {
  const design = readExample('seed-002-segmented', { ...change, targets: { kubernetes: options } })
  const around = previous === undefined ? {} : { previous: previous.files.filter(({ use }) => use === 'apply') }
  return renderTarget(kubernetes as Target, design, around).output
}

const textOf = (output: Output, path: string): string => output.files.find((file) => file.path === path)?.text ?? ''

interface Policy {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly spec: {
    readonly podSelector: unknown
    readonly policyTypes: readonly string[]
    readonly ingress?: readonly unknown[]
    readonly egress?: readonly unknown[]
  }
}
const objectsIn = (text: string): Policy[] => parseAllDocuments(text).map((document) => document.toJS() as Policy)

const port = (draw: Draw): string => {
  const from = draw.between(1, 60_000)
  return draw.pick([String(from), `${from}-${from + draw.between(1, 5000)}`, 'metrics', 'http-2'])
}
const arbitraryOptions = drawn((draw): Options => {
  const names = hostileLabels.filter((name) => name !== 'kube-system')
  const list = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)
  return {
    namespaces: list(draw.between(1, 4), () => draw.pick([...names, 'production', 'a'])),
    podSecurity: draw.pick(['restricted', 'baseline', 'privileged', 'unchanged']),
    denyEgress: draw.chance(70),
    ...(draw.chance(60)
      ? { ingressNamespace: draw.pick(names), ingressPorts: list(draw.between(0, 3), () => port(draw)) }
      : {}),
    ...(draw.chance(60)
      ? { metricsNamespace: draw.pick(names), metricsPorts: list(draw.between(0, 3), () => port(draw)) }
      : {}),
  }
})

describe('the objects', () => {
  test('deny both ways last, and allow DNS by namespace and pod together', () => {
    const policies = objectsIn(textOf(render({ namespaces: ['production'] }), 'kubernetes/policies/production.yaml'))
    const deny = policies.at(-1)
    expect(deny?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
    const [dns] = policies
    expect(dns?.spec.egress).toEqual([
      {
        to: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
        ],
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ])
  })

  test('leave egress alone where it is not to be denied', () => {
    const text = textOf(
      render({ namespaces: ['production'], denyEgress: false }),
      'kubernetes/policies/production.yaml',
    )
    expect(objectsIn(text).flatMap(({ spec }) => spec.policyTypes)).not.toContain('Egress')
    expect(text).not.toContain('egress')
  })

  test('are taken by the published schemas and by the check, whatever the options', () => {
    checkProperty(arbitraryOptions, sampleCount(60, 1000), (options) => {
      const { files } = render(options)
      const applied = files.filter(({ use }) => use === 'apply')
      expect(checkFiles(applied)).toEqual([])
      for (const { path, text } of applied) expect([path, judgeManifests(text)]).toEqual([path, []])
    })
  })

  test('are the same whatever the order of the options, and with a name twice', () => {
    const one = render({ namespaces: ['b', 'a'], ingressNamespace: 'in', ingressPorts: ['web', '80', '8-9'] })
    const other = render({
      namespaces: ['a', 'b', 'a'],
      ingressNamespace: 'in',
      ingressPorts: ['8-9', '80', 'web', '80'],
    })
    expect(other.files).toEqual(one.files)
  })

  test('that the check takes when damaged, the published schemas take too', () => {
    const files = render({ namespaces: ['production'], metricsNamespace: 'm', metricsPorts: ['90-99'] }).files.filter(
      ({ path }) => path.endsWith('.yaml'),
    )
    const damaged = fc.sample(
      drawn((draw) => {
        const { path, text } = draw.pick(files)
        return { path, text: damageText(text, draw) }
      }),
      { numRuns: sampleCount(300, 5000), seed: seed() },
    )
    const taken = damaged.filter((file) => checkFiles([file]).length === 0)
    for (const { text } of taken) expect(judgeManifests(text), text).toEqual([])
    console.log(`kubernetes: ${damaged.length} damaged files, ${taken.length} of them taken by both`)
  })
})

describe('the options', () => {
  test.each([
    ['the cluster’s own namespace', { namespaces: ['kube-system'] }],
    ['a name in capitals', { namespaces: ['Production'] }],
    ['a name that would be a flag', { namespaces: ['-A'] }],
    ['port 0', { ingressPorts: ['0'] }],
    ['a range backwards', { metricsPorts: ['90-80'] }],
    ['a name of a port with 16 characters', { metricsPorts: ['abcdefghijklmnop'] }],
    ['a level that is none', { podSecurity: 'strict' }],
    ['a key that is none', { namespace: 'production' }],
  ])('refuse %s', (_, options) => {
    expect(kubernetesOptions.safeParse(options).success).toBe(false)
  })
})

describe('what is said', () => {
  const placesOf = (options: Options, change: Partial<DesignInput> = {}) =>
    render(options, change).problems.map(({ at }) => at)

  test.each([
    ['nothing about Cilium', { namespaces: ['production'] }, {}, []],
    ['that Flannel ignores policies', { namespaces: ['production'] }, { cni: { plugin: 'flannel' } }, ['cni/plugin']],
    ['that nothing is known of another plugin', { namespaces: ['a'] }, { cni: { plugin: 'none' } }, ['cni/plugin']],
    ['that no namespace is named', {}, {}, ['targets/kubernetes/namespaces']],
    [
      'that the ingress controller is shut in',
      { namespaces: ['in'], ingressNamespace: 'in' },
      {},
      ['targets/kubernetes/ingressNamespace'],
    ],
  ] as const)('%s', (_, options, change, want) => {
    expect(placesOf(options as Options, change as Partial<DesignInput>)).toEqual(want)
  })

  test.each([
    ['1.13', /kubeNetworkPoliciesEnabled/],
    ['1.12', /1\.12\.0 brings no policy engine/],
  ])('what helps with Flannel on Talos %s', (version, want) => {
    const change: Partial<DesignInput> = { cni: { plugin: 'flannel' }, talos: { version } }
    expect(render({ namespaces: ['a'] }, change).problems[0]?.suggestion).toMatch(want)
  })

  test('writes no file without a namespace', () => {
    expect(render({}).files).toEqual([])
  })
})

/** The cluster after the files: what `kubectl` would hold, by `namespace/name`, and namespaces with labels of ours. */
function applied(output: Output, before: ReadonlySet<string>): Set<string> {
  const held = new Set(before)
  const removal = textOf(output, 'kubernetes/remove.sh')
  for (const { path, text } of output.files) {
    if (!path.endsWith('.yaml')) continue
    for (const { kind, metadata } of objectsIn(text)) held.add(`${kind} ${metadata.namespace ?? ''}/${metadata.name}`)
  }
  for (const line of removal.split('\n')) {
    const words = line.split(' ')
    if (line.startsWith('kubectl delete networkpolicy')) {
      const namespace = words[3]?.replace('--namespace=', '')
      for (const name of words.slice(5)) held.delete(`NetworkPolicy ${namespace}/${name}`)
    } else if (line.startsWith('kubectl label namespace')) held.delete(`Namespace /${words[3]}`)
  }
  return held
}

describe('the next bundle', () => {
  test('leaves in the cluster exactly what it holds itself, whatever the last one put there', () => {
    const pair = drawn((draw) => ({
      before: draw.value(() => arbitraryOptions),
      after: draw.value(() => arbitraryOptions),
      renamed: draw.chance(30),
    }))
    checkProperty(pair, sampleCount(60, 1000), ({ before, after, renamed }) => {
      const first = render(before, renamed ? { name: 'other' } : {})
      const second = render(after, {}, first)
      expect(applied(second, applied(first, new Set()))).toEqual(applied(render(after), new Set()))
      expect(checkFiles(second.files.filter(({ use }) => use === 'apply'))).toEqual([])
    })
  })

  test('deletes no namespace, and nothing where nothing is left', () => {
    const first = render({ namespaces: ['production', 'staging'] })
    const removal = textOf(render({ namespaces: ['production'] }, {}, first), 'kubernetes/remove.sh')
    expect(removal).not.toContain('delete namespace')
    expect(removal).toContain('--namespace=staging')
    expect(removal).not.toContain('--namespace=production')
    expect(textOf(render({ namespaces: ['production', 'staging'] }, {}, first), 'kubernetes/remove.sh')).toBe('')
  })

  test('says what it cannot read, and takes no command from it', () => {
    const path = 'kubernetes/policies/production.yaml'
    const text = 'kind: NetworkPolicy\nmetadata: { name: "x; reboot", namespace: production }\n'
    const previous: Output = { files: [{ path, text, lineRules: [], use: 'apply' }], gaps: [], problems: [] }
    const output = render({ namespaces: ['production'] }, {}, previous)
    expect(output.problems.map(({ at }) => at)).toEqual([path])
    expect(output.files.map((file) => file.text).join('')).not.toContain('reboot')
  })
})
