/** The chains that Talos makes of its own examples, of stated meaning, before the kernel. */
import { formatAddress } from '@/lib/net/address'
import { protocolNumber } from '@/lib/net/protocol'
import { examples } from '@/lib/targets/nftables/upstream/examples'
import { packetOf, siteOfNode } from '@/lib/testing/nftables-files'
import { disagree, markRow, type Tally } from '../verdict'
import type { Kernel, KernelHost, Probe } from './kernel'

const own = ['10.3.4.5', '2001:db8:3::5']
/** Of the node too, of which the examples do not speak as its own. */
const further = ['10.244.0.1', '10.244.1.1', '169.254.116.108']
/** No host can have these as its own. */
const unusable = ['255.255.255.255', 'fe80::', 'fe80::1', 'fe80::2', '::1']
/** Of Talos, whose tests the examples are. */
const version = '1.13.9'

/** How many packets were sent. */
export async function checkWorkedExamples(kernel: Kernel, tally: Tally): Promise<number> {
  const { site } = siteOfNode(own)
  const wanted = Object.entries(examples).map(([name, { text, accepts, drops }]) => {
    const asked = [
      ...accepts.map((words) => ({ words, isAllowed: true })),
      ...drops.map((words) => ({ words, isAllowed: false })),
    ]
    const usable = asked.filter(({ words }) => !unusable.includes(words.split(' ')[0] ?? ''))
    return { name, text, asked: usable.map((one) => ({ ...one, probe: probeOf(packetOf(one.words, site)) })) }
  })
  const sources = new Set(wanted.flatMap(({ asked }) => asked.map(({ probe }) => probe.from)))
  const world: KernelHost = { name: 'world', addresses: [...sources] }
  await kernel.build([{ name: 'node', addresses: [...own, ...further], listens: { tcp: [10250], udp: [53] } }, world])
  let sent = 0
  for (const { name, text, asked } of wanted) {
    await kernel.load({ node: text })
    const outcomes = await kernel.probe(asked.map(({ probe }) => probe))
    for (const [index, { words, isAllowed }] of asked.entries()) {
      const outcome = outcomes[index] ?? 'nothing'
      const isThrough = outcome === 'accept' || outcome === 'reject'
      if (isThrough !== isAllowed || (!isThrough && outcome !== 'drop'))
        disagree(tally, `worked example ${name}`, `${words}: kernel ${outcome}, facts ${isAllowed ? 'accept' : 'drop'}`)
    }
    sent += asked.length
  }
  for (const row of ['3.5', '3.7']) markRow(tally, row, version, sent)
  tally.cases += sent
  return sent
}

export function probeOf({ source, destination, protocol, port, icmpType }: ReturnType<typeof packetOf>): Probe {
  const ends = { from: formatAddress(source), to: formatAddress(destination) }
  if (protocol === 'tcp' || protocol === 'udp') return { ...ends, protocol, port: port ?? 0 }
  if (icmpType !== undefined) return { ...ends, protocol: 'icmp', icmpType }
  return { ...ends, protocol: protocolNumber(protocol), port: 9000 }
}
