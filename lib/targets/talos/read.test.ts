import { describe, expect, test } from 'vitest'
import { memberWith, siteWith, versionOf } from '@/lib/testing/talos-documents'
import type { Layer } from './config'
import { installedConfig } from './install'
import {
  bundleReader,
  configReader,
  documentsReader,
  readBundlePath,
  readDisable,
  readFiles,
  talosReaders,
} from './read'
import { describeFirewall } from './upstream/described'

const site = siteWith()
const rule =
  'apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: a\nportSelector:\n    ports:\n        - 80\n    protocol: tcp\ningress:\n    - subnet: 10.0.0.0/8\n'

describe('the path of a bundle’s file', () => {
  test.each([
    ['talos/controlplane.patch.yaml', 'patch role controlplane'],
    ['talos/worker.patch.yaml', 'patch role worker'],
    ['worker.patch.yaml', 'patch role worker'],
    ['/tmp/out/talos/worker.patch.yaml', 'patch role worker'],
    ['talos/remove.worker.patch.yaml', 'remove role worker'],
    ['talos/disable.controlplane.patch.yaml', 'disable role controlplane'],
    ['talos/nodes/gpu-1.patch.yaml', 'patch member gpu-1'],
    ['talos/nodes/worker.patch.yaml', 'patch member worker'],
    ['talos/nodes/remove.gpu-1.patch.yaml', 'remove member gpu-1'],
    ['talos/nodes/disable.gpu-1.patch.yaml', 'disable member gpu-1'],
    ['talos/APPLY.md', undefined],
    ['talos/gpu-1.patch.yaml', undefined],
    ['talos/worker.yaml', undefined],
    ['talos/my-worker.patch.yaml', undefined],
  ])('%s: %s', (path, want) => {
    const found = readBundlePath(path)
    const whom =
      found?.scope.kind === 'role' ? found.scope.role : found?.scope.kind === 'member' ? found.scope.name : ''
    expect(found && `${found.use} ${found.scope.kind} ${whom}`).toBe(want)
  })
})

/** Each file and the id of the one reader that takes it. */
const sorts: readonly (readonly [path: string, text: string, reader: string | undefined])[] = [
  ['talos/worker.patch.yaml', '', 'bundle'],
  ['talos/remove.worker.patch.yaml', rule, 'bundle'],
  ['talos/disable.worker.patch.yaml', rule, undefined],
  ['cp.yaml', `version: v1alpha1\nmachine:\n  type: controlplane\n---\n${rule}`, 'machine-config'],
  ['mine.yaml', rule, 'documents'],
  ['mine.json', '{"kind":"NetworkDefaultActionConfig","apiVersion":"v1alpha1"}', 'documents'],
  ['sink.yaml', 'apiVersion: v1alpha1\nkind: KmsgLogConfig\n', undefined],
  ['main.tf', 'resource "aws_security_group" "a" {}', undefined],
]

test.each(sorts)('%s is read by %#', (path, text, reader) => {
  const found = talosReaders.filter((one) => one.recognises({ path, text })).map(({ id }) => id)
  expect(found).toEqual(reader === undefined ? [] : [reader])
})

const oldLayout = `version: v1alpha1
debug: false
machine:
    type: controlplane
    token: secret-token
    ca: { crt: LS0t, key: secret-key }
    network:
        hostname: cp-1
    files:
        - content: |
            #!/bin/sh
            \techo "indented with a tab"
          path: /var/x
cluster:
    network:
        podSubnets: [10.244.0.0/16]
        serviceSubnets: [10.96.0.0/12]
---
apiVersion: v1alpha1
kind: NetworkDefaultActionConfig
ingress: block
---
${rule}`

const newLayout = `version: v1alpha1
machine:
    type: worker
    token: secret-token
---
apiVersion: v1alpha1
kind: KubeNetworkConfig
podSubnets:
    - 10.200.0.0/16
serviceSubnets:
    - 10.96.0.0/12
---
${rule}`

describe('a whole configuration', () => {
  test('of the old layout is for the machine it names, and keeps no secret', () => {
    const read = configReader.read([{ path: 'any.yaml', text: oldLayout }], site)
    const [layer] = read.ok && read.value.kind === 'files' ? read.value.layers : []
    expect(layer?.scope).toEqual({ kind: 'member', name: 'cp-1' })
    expect(JSON.stringify(layer, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'secret',
    )
    expect(read.problems).toEqual([])
    if (read.ok)
      expect(describeFirewall(installedConfig(read.value, 'cp-1', site))).toBe('block; a tcp 80 from 10.0.0.0/8')
  })

  test('of the new layout is for its role, and warns of networks that differ', () => {
    const newer = siteWith({ talosVersion: versionOf('1.14.0') })
    const read = configReader.read([{ path: 'any.yaml', text: newLayout }], newer)
    const [layer] = read.ok && read.value.kind === 'files' ? read.value.layers : []
    expect(layer?.scope).toEqual({ kind: 'role', role: 'worker' })
    expect(read.problems.map(({ severity, line, message }) => [severity, line, message])).toEqual([
      ['warning', 8, 'here the pods live in 10.200.0.0/16, in the design in 10.244.0.0/16'],
    ])
  })

  test('may lack a protocol, and then the rule matches nothing', () => {
    const read = configReader.read([{ path: 'a.yaml', text: oldLayout.replace('    protocol: tcp\n', '') }], site)
    expect(read.ok && describeFirewall(installedConfig(read.value, 'cp-1', site))).toBe(
      'block; a undefined 80 from 10.0.0.0/8',
    )
  })

  test.each([
    ['a delete in it', `${newLayout}---\n${rule.split('portSelector')[0]}$patch: delete\n`, /belongs in patches/],
    ['a rule twice, even on 1.14', `${newLayout}---\n${rule}`, /second time/],
    [
      'a document that filters otherwise',
      `${newLayout}---\napiVersion: v1alpha1\nkind: NetworkLinkIngressConfig\nname: eth0\n`,
      /not interpreted/,
    ],
    ['a key twice', newLayout.replace('token:', 'type:'), /written twice/],
  ])('is refused for %s', (_name, text, message) => {
    const read = configReader.read([{ path: 'a.yaml', text }], siteWith({ talosVersion: versionOf('1.14.0') }))
    expect(read.problems.map((problem) => problem.message).join('\n')).toMatch(message)
    expect(read.ok).toBe(false)
  })

  test('a patch with a machine section is still a patch', () => {
    const text = `machine:\n    features:\n        rbac: true\n    kubelet:\n        extraConfig:\n            type: x\n---\n${rule}`
    const read = readFiles([{ path: 'workers.yaml', text }], site)
    expect(read.ok && read.value.kind === 'files' && read.value.layers[0]?.step).toBe('loose')
  })

  test('two for one role are too many', () => {
    const files = ['a.yaml', 'b.yaml'].map((path) => ({
      path,
      text: newLayout.replace('KubeNetworkConfig', 'KmsgLogConfig'),
    }))
    const read = readFiles(files, site)
    expect(read.ok).toBe(false)
    expect(read.problems.some(({ at, message }) => at === 'b.yaml:1' && /a\.yaml are for worker/.test(message))).toBe(
      true,
    )
  })
})

describe('documents in a file of any name', () => {
  test.each([
    ['firewall.yaml', { kind: 'all' }],
    ['worker-firewall.yaml', { kind: 'role', role: 'worker' }],
    ['control-plane.yaml', { kind: 'role', role: 'controlplane' }],
    ['fw_cp.yml', { kind: 'role', role: 'controlplane' }],
    ['controlplane-and-worker.yaml', { kind: 'all' }],
    ['etc/cp-1.yaml', { kind: 'member', name: 'cp-1' }],
  ] satisfies [string, Layer['scope']][])('%s is for %o', (path, scope) => {
    const read = documentsReader.read([{ path, text: rule }], site)
    expect(read.ok && read.value.kind === 'files' && read.value.layers[0]?.scope).toEqual(scope)
  })
})

test('a file for a machine the design does not have is left out, with a warning', () => {
  const read = bundleReader.read([{ path: 'talos/nodes/gone.patch.yaml', text: rule }], site)
  expect(read.ok && read.problems[0]?.message).toMatch(/no machine gone/)
})

test('the files that disable are read only when asked for', () => {
  const disable = { path: 'talos/disable.worker.patch.yaml', text: `${rule.split('portSelector')[0]}$patch: delete\n` }
  const files = [{ path: 'talos/worker.patch.yaml', text: rule }, disable]
  const bundle = bundleReader.read(files, site)
  expect(bundle.ok && bundle.value.kind === 'files' && bundle.value.layers.length).toBe(1)
  const change = readDisable(files, site)
  expect(change.ok && change.value.kind === 'files' && change.value.layers[0]?.documents[0]?.kind).toBe('delete')
})

test('a machine called worker has files of its own', () => {
  const named = siteWith({ members: [memberWith('worker', 'controlplane', '10.0.0.9/32')] })
  const read = bundleReader.read([{ path: 'talos/nodes/worker.patch.yaml', text: rule }], named)
  expect(read.ok && describeFirewall(installedConfig(read.value, 'worker', named))).toContain('a tcp 80')
})
