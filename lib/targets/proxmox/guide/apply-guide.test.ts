/** What a person is told to type, in which order, and how to get back. */
import { expect, test } from 'vitest'
import { readExample, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../../all'
import type { FileSet, Filter } from '../../target'
import { proxmox } from '../target'

const filter = findTarget(proxmox.id) as Filter

function guide(options: Record<string, unknown> = {}, base: FileSet = []): string {
  const { targets } = readExample('seed-000-baremetal')
  const design = readExample('seed-000-baremetal', {
    targets: { proxmox: { ...targets.proxmox, ...options } } as never,
  })
  return subjectOf(filter, design, { base }).output.files.find(({ path }) => path.endsWith('APPLY.md'))?.text ?? ''
}

const merged = [{ path: 'cluster.fw', text: '[OPTIONS]\n\nenable: 0\n' }]

test.each([
  ['by the script', []],
  ['by merged files', merged],
])('the way back stands before what switches the hosts: %s', (_, base) => {
  const text = guide({ datacenter: true }, base)
  const [timer, apply] = ['systemd-run', '## Apply'].map((word) => text.indexOf(word))
  expect(timer).toBeGreaterThan(0)
  expect(apply).toBeGreaterThan(timer ?? 0)
})

test('the timer of the way back outlasts the calls of the script, which switches last', () => {
  const secondsOf = (text: string): number => Number(/--on-active=(\d+)/.exec(text)?.[1])
  const rules = Number(/with (\d+) rules/.exec(guide())?.[1])
  expect(secondsOf(guide({ datacenter: true }))).toBeGreaterThan(180 + rules)
  expect(secondsOf(guide({ datacenter: true }, merged))).toBe(180)
})

test('files put back leave no machine with groups that are gone', () => {
  for (const text of [guide(), guide({}, merged)]) expect(text).toContain('delete the files of machines that are not')
})

test('each copy of the files as they were has a name of its own', () => {
  expect(guide({}, merged)).toMatch(/cp -r \/etc\/pve\/firewall ~\/firewall-\$\(date/)
})

test('a whole file is not called a part', () => {
  expect(guide()).toContain('`cluster.fw` is a part')
  expect(guide({ datacenter: true })).not.toContain('is a part')
})
