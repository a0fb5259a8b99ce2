/** Which files reach which machine, and what a bundle over a bundle leaves. How documents merge: upstream/merge.ts. */
import { describe, expect, test } from 'vitest'
import type { Site } from '@/lib/site/site'
import { memberWith, siteWith, versionOf } from '@/lib/testing/talos-documents'
import type { TalosModel } from './config'
import { install, installedConfig } from './install'
import { readFiles } from './read'
import { describeFirewall } from './upstream/described'

const members = [
  memberWith('cp-1', 'controlplane', '10.0.0.11/32'),
  memberWith('web', 'worker', '10.0.0.21/32'),
  memberWith('gpu-1', 'worker', '10.0.0.31/32'),
]
const site = siteWith({ members, talosVersion: versionOf('1.13.0') })
const older = siteWith({ members, talosVersion: versionOf('1.8.0') })
const newer = siteWith({ members, talosVersion: versionOf('1.14.0') })

const action = (value: string): string => `apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: ${value}\n`
const rule = (name: string, port = '80'): string =>
  `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: ${name}\nportSelector:\n    ports:\n        - ${port}\n    protocol: tcp\ningress:\n    - subnet: 10.0.0.0/8\n`
const remove = (name: string): string =>
  `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: ${name}\n$patch: delete\n`
const docs = (...parts: readonly string[]): string => parts.join('---\n')

type Bundle = Readonly<Record<string, string>>

function apply(bundles: readonly Bundle[], at: Site): TalosModel | string {
  let model: TalosModel | undefined
  for (const bundle of bundles) {
    const read = readFiles(
      Object.entries(bundle).map(([path, text]) => ({ path: `talos/${path}.patch.yaml`, text })),
      at,
    )
    if (!read.ok) return read.problems[0]?.message ?? ''
    const installed = install(model, read.value, at)
    if (!installed.ok) return installed.problems[0]?.message ?? ''
    model = installed.value
  }
  return model ?? 'no bundle'
}

function namesOn(model: TalosModel | string, at: Site, name: string): string {
  if (typeof model === 'string') return model
  const firewall = installedConfig(model, name, at)
  return [firewall.action, ...firewall.rules.map((one) => one.name)].join(' ')
}

const cases: Readonly<
  Record<string, { bundles: readonly Bundle[]; at?: Site; want: readonly [string, string, string] }>
> = {
  'a role’s patch reaches its machines': {
    bundles: [{ controlplane: docs(action('block'), rule('etcd')), worker: rule('kubelet') }],
    want: ['block etcd', 'accept kubelet', 'accept kubelet'],
  },
  'a machine’s own patch stands in for its role’s': {
    bundles: [{ worker: rule('kubelet'), 'nodes/gpu-1': docs(rule('kubelet'), rule('gpu')) }],
    want: ['accept', 'accept kubelet', 'accept kubelet gpu'],
  },
  'without removal a dropped rule stays': {
    bundles: [{ worker: docs(rule('a'), rule('b')) }, { worker: rule('a', '90') }],
    want: ['accept', 'accept a b', 'accept a b'],
  },
  'the remove patch comes after the patch': {
    bundles: [{ worker: docs(rule('a'), rule('b')) }, { worker: rule('a', '90'), 'remove.worker': remove('b') }],
    want: ['accept', 'accept a', 'accept a'],
  },
  'a machine that gets its role’s file again keeps its own rule': {
    bundles: [{ worker: rule('a'), 'nodes/gpu-1': docs(rule('a'), rule('gpu')) }, { worker: rule('a') }],
    want: ['accept', 'accept a', 'accept a gpu'],
  },
  'unless it is removed there': {
    bundles: [
      { worker: rule('a'), 'nodes/gpu-1': docs(rule('a'), rule('gpu')) },
      { worker: rule('a'), 'nodes/remove.gpu-1': remove('gpu') },
    ],
    want: ['accept', 'accept a', 'accept a'],
  },
  'a machine with a patch of its own is spared its role’s removal': {
    bundles: [
      { worker: docs(rule('a'), rule('b')), 'nodes/gpu-1': rule('gpu') },
      { worker: rule('a'), 'remove.worker': remove('b'), 'nodes/gpu-1': rule('gpu') },
    ],
    want: ['accept', 'accept a', 'accept gpu'],
  },
  'the same bundle twice changes nothing': {
    bundles: [{ worker: docs(action('block'), rule('a')) }, { worker: docs(action('block'), rule('a')) }],
    want: ['accept', 'block a', 'block a'],
  },
  'a removal twice is an error before 1.14': {
    bundles: [
      { worker: docs(rule('a'), rule('b')) },
      { 'remove.worker': remove('b') },
      { 'remove.worker': remove('b') },
    ],
    at: older,
    want: [/no document for the rule b/.source, '', ''],
  },
  'a removal twice is fine since': {
    bundles: [
      { worker: docs(rule('a'), rule('b')) },
      { 'remove.worker': remove('b') },
      { 'remove.worker': remove('b') },
    ],
    at: newer,
    want: ['accept', 'accept a', 'accept a'],
  },
}

describe('after the bundles', () => {
  test.each(Object.entries(cases))('%s', (_name, { bundles, at = site, want }) => {
    const model = apply(bundles, at)
    if (typeof model === 'string') expect(model).toMatch(new RegExp(want[0]))
    else expect(members.map(({ name }) => namesOn(model, at, name))).toEqual(want)
  })
})

test('machines with the same past and files share one result', () => {
  const model = apply([{ worker: rule('a') }, { worker: rule('b') }], site)
  if (typeof model === 'string') throw new Error(model)
  expect(installedConfig(model, 'web', site)).toBe(installedConfig(model, 'gpu-1', site))
})

test('a patch that cannot undo block says so', () => {
  const read = (text: string) => readFiles([{ path: 'talos/worker.patch.yaml', text }], site)
  const [first, second] = [read(action('block')), read(action('accept'))]
  if (!first.ok || !second.ok) throw new Error('not read')
  const before = install(undefined, first.value, site)
  const after = before.ok ? install(before.value, second.value, site) : before
  expect(after.ok && after.problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    expect.stringMatching(/^warning: a patch cannot turn block back/),
  ])
})

test('a whole configuration replaces what was there', () => {
  const whole = `version: v1alpha1\nmachine:\n    type: worker\n---\n${rule('b')}`
  const first = readFiles([{ path: 'talos/worker.patch.yaml', text: docs(action('block'), rule('a')) }], site)
  const second = readFiles([{ path: 'worker.yaml', text: whole }], site)
  const before = first.ok ? install(undefined, first.value, site) : first
  const after = before.ok && second.ok ? install(before.value, second.value, site) : before
  expect(after.ok && describeFirewall(installedConfig(after.value, 'web', site))).toBe(
    'accept; b tcp 80 from 10.0.0.0/8',
  )
})

test('a refused file names the machine and leaves it as it was', () => {
  const read = readFiles([{ path: 'talos/worker.patch.yaml', text: remove('x') }], site)
  if (!read.ok) throw new Error('not read')
  const installed = install(undefined, read.value, site)
  expect(installed.ok).toBe(false)
  expect(installed.problems.map(({ at }) => at)).toEqual(['talos/worker.patch.yaml:4'])
  expect(installed.problems[0]?.message).toMatch(/^web: /)
  expect(describeFirewall(installedConfig(read.value, 'web', site))).toBe('accept')
})
