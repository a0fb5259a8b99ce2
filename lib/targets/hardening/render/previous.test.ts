import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { DesignInput } from '@/lib/design/design'
import type { HardeningInput } from '@/lib/testing/arbitrary-hardening'
import { readExample, renderTarget } from '@/lib/testing/subject'
import type { Output, Target } from '../../target'
import { hardening } from '../target'

function render(options: HardeningInput, change: Partial<DesignInput> = {}, previous?: Output): Output {
  const design = readExample('seed-002-segmented', { ...change, targets: { hardening: options } })
  const around = previous === undefined ? {} : { previous: previous.files.filter(({ use }) => use === 'apply') }
  return renderTarget(hardening as Target, design, around).output
}

const textOf = (output: Output, path: string): string =>
  output.files.find((file) => file.path === `hardening/${path}`)?.text ?? ''
const valuesIn = (text: string): Record<string, unknown>[] =>
  parseAllDocuments(text).map((document) => document.toJS() as Record<string, unknown>)

describe('what is removed', () => {
  const all: HardeningInput = {
    podSecurity: 'restricted',
    logs: ['tcp://10.5.8.9:6050'],
    kernelLogs: ['tcp://10.5.8.9:6050', 'udp://10.5.8.9:6051'],
    mirrors: { 'docker.io': 'https://registry.example.net' },
  }
  const none: HardeningInput = { audit: false, tls13: false, sysctls: false, podSecurity: 'baseline' }

  test.each(['1.8', '1.9.0', '1.12', '1.13', '1.13.9', '1.14'])(
    'nothing that the last bundle did not set, Talos %s',
    (version) => {
      const talos = { version }
      const first = render({ ...all, sysctls: false }, { talos })
      const removal = textOf(render(none, { talos }, first), 'remove.controlplane.patch.yaml')
      expect(removal).not.toContain('net.ipv4')
      expect(removal.match(/name: portcullis/g)).toHaveLength(2)
      expect(textOf(render(all, { talos }, render(all, { talos })), 'remove.controlplane.patch.yaml')).toBe('')
      expect(textOf(render(none, { talos }, render(none, { talos })), 'remove.controlplane.patch.yaml')).toBe('')
    },
  )

  test('what 1.14 refuses, before the upgrade to it', () => {
    const first = render({}, { talos: { version: '1.13' } })
    const next = render({ layout: 'v1alpha1' }, { talos: { version: '1.14' } }, first)
    const [removal] = valuesIn(textOf(next, 'remove.controlplane.patch.yaml'))
    expect(removal).toMatchObject({
      cluster: { apiServer: { extraArgs: { 'tls-min-version': { $patch: 'delete' } } } },
    })
    expect(removal).toMatchObject({
      machine: { sysctls: { 'net.ipv4.conf.all.send_redirects': { $patch: 'delete' } } },
    })
  })

  test('before 1.8 values go back to their defaults, and what cannot is said', () => {
    const talos = { version: '1.7' }
    const next = render(none, { talos }, render(all, { talos }))
    const text = textOf(next, 'remove.controlplane.patch.yaml')
    expect(text).not.toContain('$patch')
    expect(text).toContain('VersionTLS12')
    expect(next.problems.filter(({ at }) => at.startsWith('hardening/')).length).toBeGreaterThan(2)
  })

  test('before 1.8 the entries of lists that stay are said too, though the lists themselves are wanted', () => {
    const talos = { version: '1.7' }
    const mirrors = { 'docker.io': 'https://registry.example.net' }
    const first = render({ ...none, logs: ['tcp://10.5.8.9:6050', 'tcp://10.5.8.9:6051'], mirrors }, { talos })
    const said = (options: HardeningInput) =>
      render({ ...none, ...options }, { talos }, first).problems.filter(
        ({ at }) => at === 'hardening/worker.patch.yaml',
      )
    expect(said({ logs: ['tcp://10.5.8.9:6050', 'tcp://10.5.8.9:6051'], mirrors })).toEqual([])
    expect(said({ logs: ['tcp://10.5.8.9:6050'], mirrors })).toHaveLength(1)
    expect(said({ logs: ['tcp://10.5.8.9:6050'], mirrors: { 'docker.io': 'https://other.example.net' } })).toHaveLength(
      2,
    )
  })

  // Asked of Linux: source routes are off for all cards together, and redirects once it forwards.
  test('before 1.8 nothing is opened that Linux keeps shut', () => {
    const talos = { version: '1.7' }
    const next = render(none, { talos }, render({}, { talos }))
    const [removal] = valuesIn(textOf(next, 'remove.worker.patch.yaml'))
    expect(removal).toMatchObject({
      machine: {
        sysctls: {
          'net.ipv4.conf.all.accept_source_route': '0',
          'net.ipv4.conf.default.accept_source_route': '1',
          'net.ipv4.conf.all.accept_redirects': '0',
          'net.ipv4.conf.default.accept_redirects': '1',
        },
      },
    })
  })

  test.each([
    ['service logs', '1.13', { logs: ['tcp://10.5.8.9:6050'] }],
    ['TLS', '1.13', { tls13: true }],
    ['kernel logs', '1.13', { kernelLogs: ['tcp://10.5.8.9:6050'] }],
    ['service logs', '1.14', { logs: ['tcp://10.5.8.9:6050'] }],
    ['kernel logs', '1.14', { layout: 'v1alpha1', kernelLogs: ['tcp://10.5.8.9:6050'] }],
  ] as const)('%s alone, which are of no layout, Talos %s', (_, version, alone) => {
    const first = render({ ...none, ...alone } as HardeningInput, { talos: { version } })
    const { layout } = { layout: undefined, ...alone }
    const next = render({ ...none, ...(layout === undefined ? {} : { layout }) }, { talos: { version } }, first)
    expect(next.problems.filter(({ at }) => at.startsWith('hardening/'))).toEqual([])
    expect(textOf(next, 'remove.controlplane.patch.yaml')).toContain('$patch: delete')
  })

  test('nothing over another layout, which is said', () => {
    const first = render({ layout: 'v1alpha1' }, { talos: { version: '1.14' } })
    const next = render({ layout: 'documents', audit: false }, { talos: { version: '1.14' } }, first)
    expect(textOf(next, 'remove.controlplane.patch.yaml')).toBe('')
    expect(next.problems[0]?.message).toContain('other layout')
  })
})
