import { expect, test } from 'vitest'
import { servicesOfPorts, servicesOfProtocol } from '../net/service'
import { boxKinds } from '../testing/box-files'
import { importFiles } from './import-files'
import { countMachines, listAssumed } from './list-assumed'
import { nameServices } from './name-services'
import { matrixOf } from './reach-matrix'

function imported(name: string) {
  const read = importFiles(boxKinds.find((kind) => kind.name === name)?.files ?? [])
  if (!read.ok) throw new Error(name)
  return read.value
}

test('parts assumed for one reason are named together, and by name', () => {
  const [first] = listAssumed(imported('nft files'))
  expect(first?.at).toBe('nodes/cp-1, nodes/cp-2, nodes/cp-3, nodes/worker-1, nodes/worker-2')
  const reason = { text: 'a reason' }
  const { design } = imported('nft files')
  const assumed = Array.from({ length: 9 }, (_, at) => ({ path: ['nodes', at % 5, 'addresses', at], ...reason }))
  expect(listAssumed({ design, assumed })[0]?.at).toMatch(/^(nodes\/[^,]+, ){6}3 more$/)
})

test.each([
  ['machine configurations of one document', { found: 5, assumed: 0 }],
  ['nft files', { found: 0, assumed: 5 }],
  ["pfSense's config.xml", { found: 0, assumed: 1 }],
])('%s: no machine is called found that was made up', (name, counts) => {
  expect(countMachines(imported(name))).toEqual(counts)
})

test('a box that lets everything through says so once', () => {
  const { reach, design } = imported("pfSense's config.xml")
  const words = matrixOf(reach, design).rows.flatMap(({ cells }) => cells.flat())
  expect(words).toContain('every protocol')
  expect(words.filter((word) => /^protocol /.test(word))).toEqual([])
})

const all = Array.from({ length: 256 }, (_, at) => at)
const without = (...left: number[]) => all.filter((at) => !left.includes(at))

test.each([
  ['two', ['tcp', 'udp'], [4, 6], ['tcp', 'udp']],
  ['all', all, [4, 6], ['every protocol']],
  ['all of IPv4', without(58), [4], ['every protocol']],
  ['all of IPv6', without(1), [6], ['every protocol']],
  ['all but ping of IPv4, beside IPv6', without(1), [4, 6], ['every protocol but icmp']],
  ['all but ping of IPv4, alone', without(1, 58), [4], ['every protocol but icmp']],
  ['tunnels', without(47, 50), [4, 6], ['every protocol but gre, esp']],
  ['many', [6, 17, ...all.slice(113, 131)], [4], ['tcp', 'udp', '18 more protocols']],
] as const)('protocols, %s', (_name, protocols, families, words) => {
  expect(
    nameServices(
      protocols.flatMap((one) => servicesOfProtocol(one)),
      families,
    ),
  ).toEqual(words)
})

test('a protocol without port 0 is whole; single ports stay beside the rest', () => {
  const services = [
    ...without(6, 17, 132).flatMap((one) => servicesOfProtocol(one)),
    ...servicesOfPorts('tcp', [{ from: 1, to: 65535 }]),
    ...servicesOfPorts('udp', [{ from: 53, to: 53 }]),
  ]
  expect(nameServices(services, [4, 6])).toEqual(['udp/53', 'every other protocol but sctp'])
})
