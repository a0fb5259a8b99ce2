import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import type { DesignInput } from '@/lib/design/design'
import { arbitraryHardening, type HardeningInput } from '@/lib/testing/arbitrary-hardening'
import { judgeManifests } from '@/lib/testing/kubernetes-judge'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { readExample, renderTarget } from '@/lib/testing/subject'
import type { Output, Target } from '../target'
import { checkFiles } from './check'
import { hardeningOptions } from './options'
import { hardening } from './target'

function render(options: HardeningInput, change: Partial<DesignInput> = {}): Output {
  const design = readExample('seed-002-segmented', { ...change, targets: { hardening: options } })
  return renderTarget(hardening as Target, design).output
}

const versions = ['1.6', '1.7.0', '1.8', '1.9.0', '1.12', '1.13', '1.13.9', '1.14']
const textOf = (output: Output, path: string): string =>
  output.files.find((file) => file.path === `hardening/${path}`)?.text ?? ''
const valuesIn = (text: string): Record<string, unknown>[] =>
  parseAllDocuments(text).map((document) => document.toJS() as Record<string, unknown>)

describe('the patches', () => {
  test.each(versions)('for Talos %s are taken by the check, whatever the options', (version) => {
    checkProperty(arbitraryHardening(), sampleCount(20, 300), (options) => {
      const { files } = render(options, { talos: { version } })
      expect(checkFiles(files.filter(({ path }) => path.endsWith('.patch.yaml')))).toEqual([])
    })
  })

  test.each(versions)('for Talos %s do not name what it refuses or has by itself', (version) => {
    const text = textOf(render({}, { talos: { version } }), 'controlplane.patch.yaml')
    const minor = Number(version.split('.')[1])
    for (const refused of ['anonymous-auth', 'authorization-mode', 'audit-log', 'service-account', 'PodSecurityPolicy'])
      expect(text).not.toContain(refused)
    expect(text.includes('tls-min-version'), 'TLS 1.3 is the default from 1.14 on').toBe(minor < 14)
    expect(text.includes('send_redirects'), 'default from 1.14 on').toBe(minor < 14)
    expect(text.includes('kptr_restrict'), 'default from 1.12 on').toBe(minor < 12)
    expect(text.includes('kind: SysctlConfig'), 'documents from 1.14 on').toBe(minor >= 14)
    expect(text.includes('$patch')).toBe(false)
  })

  test('name no list that would grow', () => {
    const [main] = valuesIn(
      textOf(render({ podSecurity: 'restricted' }, { talos: { version: '1.13' } }), 'controlplane.patch.yaml'),
    )
    expect(main).toMatchObject({
      cluster: {
        apiServer: {
          admissionControl: [{ name: 'PodSecurity', configuration: { defaults: { enforce: 'restricted' } } }],
        },
      },
    })
    expect(JSON.stringify(main)).not.toContain('exemptions')
  })

  test('write no body of a secret into the audit log', () => {
    const [main] = valuesIn(textOf(render({}, { talos: { version: '1.13' } }), 'controlplane.patch.yaml'))
    const policy = parse(JSON.stringify(main)).cluster.apiServer.auditPolicy as {
      rules: { level: string; resources?: { group: string; resources?: string[] }[] }[]
    }
    const named = (group: string, resource: string) => (rule: (typeof policy.rules)[number]) =>
      rule.resources === undefined ||
      rule.resources.some((one) => one.group === group && (one.resources?.includes(resource) ?? true))
    for (const [group, resource] of [
      ['', 'secrets'],
      ['', 'configmaps'],
      ['', 'serviceaccounts/token'],
      ['authentication.k8s.io', 'tokenreviews'],
    ] as const) {
      const first = policy.rules
        .filter((rule) => !('nonResourceURLs' in rule) && !('users' in rule))
        .find(named(group, resource))
      expect([resource, first?.level]).toEqual([resource, 'Metadata'])
    }
    expect(policy.rules.at(-1)).toEqual({ level: 'Metadata' })
  })

  test('keep what a debug container was asked for: that part of a pod is patched, never made', () => {
    const [main] = valuesIn(textOf(render({}, { talos: { version: '1.13' } }), 'controlplane.patch.yaml'))
    const { rules } = (main as { cluster: { apiServer: { auditPolicy: { rules: Record<string, unknown>[] } } } })
      .cluster.apiServer.auditPolicy
    const [rule] = rules.filter((one) => JSON.stringify(one).includes('pods/ephemeralcontainers'))
    expect(rule).toMatchObject({ level: 'Request', verbs: expect.arrayContaining(['patch', 'update']) })
  })

  test('workers get nothing of the API server', () => {
    const text = textOf(render({ podSecurity: 'restricted' }), 'worker.patch.yaml')
    expect(text).not.toMatch(/apiServer|Audit|Admission/)
  })

  test('the strict posture asks for restricted pods, others only when told to', () => {
    const has = (options: HardeningInput, posture: DesignInput['posture']) =>
      textOf(render(options, { posture }), 'controlplane.patch.yaml').includes('PodSecurity')
    expect([has({}, 'strict'), has({}, 'standard'), has({ podSecurity: 'restricted' }, 'relaxed')]).toEqual([
      true,
      false,
      true,
    ])
    expect(has({ podSecurity: 'baseline' }, 'strict')).toBe(false)
  })

  test('documents only where Talos has them', () => {
    const output = render({ layout: 'documents' }, { talos: { version: '1.13' } })
    expect(textOf(output, 'controlplane.patch.yaml')).toContain('auditPolicy:')
    expect(output.problems.map(({ at }) => at)).toContain('targets/hardening/layout')
    expect(textOf(render({ layout: 'v1alpha1' }, { talos: { version: '1.14' } }), 'worker.patch.yaml')).toContain(
      'sysctls:',
    )
  })

  test('everything off is no patch', () => {
    const output = render({ audit: false, tls13: false, sysctls: false, podSecurity: 'baseline' })
    expect(output.files.filter(({ path }) => path.endsWith('.patch.yaml'))).toEqual([])
  })
})

describe('egress', () => {
  const logs = ['tcp://10.5.8.9:6050']
  const problemsOf = (options: HardeningInput, egress: DesignInput['egress']) =>
    render(options, { egress }).problems.map(({ at, message }) => [
      at,
      /lets no machine|does not know/.exec(message)?.[0],
    ])

  test.each([
    ['open', { logs }, 'open', []],
    ['restricted', { logs }, 'restricted', [['targets/hardening/logs', 'lets no machine']]],
    [
      'restricted with a way',
      { logs },
      { mode: 'restricted', also: [{ name: 'logs', to: ['cidr:10.5.8.0/24'], protocol: 'tcp', ports: ['6050'] }] },
      [],
    ],
    [
      'restricted with a way of the other protocol',
      { logs },
      { mode: 'restricted', also: [{ name: 'logs', to: ['cidr:10.5.8.0/24'], protocol: 'udp', ports: ['6050'] }] },
      [['targets/hardening/logs', 'lets no machine']],
    ],
    ['a mirror by HTTPS', { mirrors: { 'docker.io': 'https://registry.example.net' } }, 'restricted', []],
    [
      'a mirror by name, HTTPS to some addresses',
      { mirrors: { 'docker.io': 'https://registry.example.net' } },
      { mode: 'restricted', https: ['10.5.8.9'] },
      [['targets/hardening/mirrors/docker.io', 'does not know']],
    ],
  ] as const)('%s', (_, options, egress, want) => {
    expect(problemsOf(options as HardeningInput, egress as DesignInput['egress'])).toEqual(want)
  })
})

describe('the pages', () => {
  const pages = (version: string) =>
    render({ mirrors: { '*': 'https://registry.example.net' } }, { talos: { version } })
      .files.filter(({ path }) => path.endsWith('.md'))
      .map(({ text }) => text)
      .join('\n')

  test.each(versions)('for Talos %s name no flag or resource that does not exist', (version) => {
    const text = pages(version)
    expect(text).not.toMatch(/--cert-ttl|encryptionconfig -n|certificatestatus|apply-config|snapshot >/)
    expect(text).toContain('config new reader.talosconfig --roles os:reader --crt-ttl')
    const minor = Number(version.split('.')[1])
    expect(text.includes('rotate-ca \\'), 'since 1.7').toBe(minor >= 7)
    expect(text.includes('gen secrets -o - |'), 'since 1.12').toBe(minor >= 12)
    expect(text.includes('image talos-bundle'), 'since 1.12').toBe(minor >= 12)
  })

  test('follow the log of the kernel where they ask for its new lines only: without it nothing is printed', () => {
    const { files } = render({ kernelLogs: ['tcp://192.0.2.1:514'] })
    const text = files.find(({ path }) => path.endsWith('APPLY.md'))?.text
    expect(text).toContain('dmesg --follow --tail')
  })

  test('every step of the checklist is in its page, and has a key that a design can hold', () => {
    const text = textOf(render({}), 'CHECKLIST.md')
    expect(hardening.checklist?.length).toBeGreaterThan(5)
    for (const { id } of hardening.checklist ?? []) {
      expect(text).toContain(`(\`${id}\`)`)
      expect(id).toMatch(/^[a-z0-9-]{1,63}$/)
    }
  })
})

describe('the tools', () => {
  test.each(['falco.yaml', 'kube-bench.yaml'])(
    '%s is taken by the published schemas, in a namespace that lets it in',
    (path) => {
      const text = textOf(render({}), path)
      expect(judgeManifests(text)).toEqual([])
      const [first] = valuesIn(text)
      expect(first).toMatchObject({
        kind: 'Namespace',
        metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
      })
      expect(text).not.toMatch(/privileged: true|hostNetwork|:latest/)
    },
  )
})

describe('the options', () => {
  test.each([
    ['a log destination without a port', { logs: ['tcp://10.0.0.1'] }],
    ['a log destination by HTTP', { logs: ['http://10.0.0.1:80'] }],
    ['a destination with more behind it', { kernelLogs: ['udp://10.0.0.1:80/x\ny'] }],
    ['a mirror without a scheme', { mirrors: { 'docker.io': 'registry.example.net' } }],
    ['a mirror with a template', { mirrors: { 'docker.io': `https://registry.example.net/\${x}` } }],
    ['a registry that is a path', { mirrors: { 'docker.io/library': 'https://registry.example.net' } }],
    ['a private key of age', { ageRecipient: 'AGE-SECRET-KEY-1' }],
    ['an image without a name', { falcoImage: 'docker.io' }],
    ['a key that is none', { log: [] }],
  ])('refuse %s', (_, options) => {
    expect(hardeningOptions.safeParse(options).success).toBe(false)
  })
})
