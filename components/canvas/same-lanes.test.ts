import { expect, it } from 'vitest'
import type { Design } from '@/lib/design/design'
import { templates } from '@/lib/design/templates/templates'
import { lanesOf } from './lane-model'
import { keepSame } from './same-lanes'

const design = (templates[0] as (typeof templates)[number]).design()
const before = lanesOf(design, [])
const [subnet] = design.subnets
const [node] = design.nodes
if (subnet === undefined || node === undefined) throw new Error('the template has no subnet or no node')

const edits: readonly (readonly [string, Design, readonly string[]])[] = [
  ['nothing', { ...design, posture: 'strict' }, []],
  ['an admin', { ...design, admin: [{ name: 'else', cidr: '192.0.2.0/24', may: ['talos'] }] }, ['admin']],
  ['a VLAN', { ...design, subnets: [{ ...subnet, vlan: 7 }, ...design.subnets.slice(1)] }, [`subnet:${subnet.name}`]],
]

it.each(edits)('draws again only the lanes that differ by %s', (_, edited, want) => {
  const now = keepSame(before, lanesOf(edited, []))
  expect(now.filter((lane) => !before.includes(lane)).map(({ id }) => id)).toEqual(want)
  expect(now).toEqual(lanesOf(edited, []))
})

it('draws the lane of a machine again when its address changes, or something is wrong with it', () => {
  const id = `subnet:${node.subnet}`
  const moved = { ...design, nodes: [{ ...node, addresses: ['10.0.0.99'] }, ...design.nodes.slice(1)] }
  expect(keepSame(before, lanesOf(moved, [])).find((lane) => lane.id === id)).not.toBe(
    before.find((lane) => lane.id === id),
  )
  const problem = { severity: 'error', at: `nodes/${node.name}/addresses/0`, message: 'taken' } as const
  const faulty = keepSame(before, lanesOf(design, [problem])).find((lane) => lane.id === id)
  expect(faulty?.chips.find(({ name }) => name === node.name)?.problems).toEqual([problem])
})
