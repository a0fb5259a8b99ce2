/**
 * The traps that real configurations hold, by their numbers in the list of them, each with its packets: asked of the files as
 * they are, and of what the design that they become writes. Where the trap is a mistake, the finding names it; where it
 * cannot be read, the line.
 */
import { describe, expect, test } from 'vitest'
import type { Design } from '../design/design'
import { type Family, formatAddress } from '../net/address'
import { allOfFamily, intersectSets, lowestAddress } from '../net/address-set'
import { buildSite } from '../site/build-site'
import { readFiles } from '../targets/talos/read'
import { talos } from '../targets/talos/target'
import type { FileSet } from '../targets/target'
import { askedPacket } from '../testing/asked-packet'
import { traps } from '../testing/traps'
import { patchesOf } from '../testing/unlike-machines'
import { findingsOf, studyFiles } from './study'

test('each of the fifteen is here', () => {
  expect([...new Set(traps.map(({ number }) => number))]).toEqual(Array.from({ length: 15 }, (_, at) => at + 1))
})

/** By files as a machine holds them, asked by the plain interpreter. */
function verdictOf(files: FileSet, design: Design, asked: string, where: string): string {
  const site = buildSite(design)
  const read = readFiles(files, site)
  const held = read.ok ? talos.install(undefined, read.value, site) : read
  if (!held.ok) throw new Error(JSON.stringify(held.problems))
  const [name = '', address] = where.split(' ')
  const member = site.members.find((one) => (where === '' ? one.role === 'controlplane' : one.name === name))
  const point = talos.points(site, {}).find((one) => one.member === member?.name)
  if (member === undefined || point === undefined) throw new Error(`${asked} at ${where}`)
  const ownOf = (family: Family): string => {
    const lowest = lowestAddress(intersectSets(member.own, allOfFamily[family]))
    return lowest === undefined ? 'fd00::1' : formatAddress(lowest)
  }
  const { packet } = askedPacket(asked.replace(/^pod /, ''), { 4: address ?? ownOf(4), 6: ownOf(6) })
  const arrival = asked.startsWith('pod ') ? 'pod' : 'wire'
  return talos.decide(held.value, point, site, { ...packet, arrival }).verdict
}

describe.each(traps)('trap $number: $name', ({ files: given, asked = [], findings = [], refused }) => {
  const files: FileSet = typeof given === 'string' ? [{ path: 'controlplane.yaml', text: given }] : given
  const study = studyFiles(files)

  if (refused !== undefined) {
    test('is refused with its line', () => {
      const [line, why] = refused
      const at = (files[0]?.text.split('\n').indexOf(line) ?? -1) + 1
      expect(at).toBeGreaterThan(0)
      const first = study.problems.find(({ severity }) => severity === 'error')
      expect(study.ok).toBe(false)
      expect([first?.at, `${first?.message} ${first?.suggestion}`]).toEqual([
        `controlplane.yaml:${at}`,
        expect.stringMatching(why),
      ])
    })
    return
  }
  if (!study.ok) throw new Error(JSON.stringify(study.problems))
  const { design, unprovable } = study.value.imported

  test.each(asked.map(([packet, verdict, where = '']) => [packet, verdict, where] as const))(
    '%s: %s %s',
    (packet, verdict, where) => {
      expect(verdictOf(files, design, packet, where)).toBe(verdict)
      expect(verdictOf(patchesOf(design), design, packet, where)).toBe(verdict)
    },
  )

  test('comes back with the same packets, and its mistakes are named', () => {
    expect(unprovable.filter((note) => /admits (more|less)/.test(note.text))).toEqual([])
    expect(findingsOf(study.value, '2026-11-20').map(({ code }) => code)).toEqual(expect.arrayContaining([...findings]))
  })
})
