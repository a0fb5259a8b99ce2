/** Questions for nft and the kernel about nft text, with their answers: whether it is taken, and what becomes of packets. */
import { exampleNames, readExample, subjectOf } from '@/lib/testing/subject'
import { startKernel } from '../kernel/kernel'
import { filterNamed } from '../sufficiency/rules'
import { samples } from '../talos/judge'
import type { PacketCase, Recorded, RulesetCase } from './cases'
import { faultyText } from './faulty-text'
import { isReadable, listTables } from './listed-rules'
import { moreTexts, pairedTexts } from './nft-more-texts'
import { nftTexts } from './nft-texts'
import { buildPacketScene, cutsPassing, loadTexts, packetDesign, tryPackets } from './packet-scene'
import { disagreementOf } from './suspects'

/** Texts with a fault put in, and how many of every few that nft takes are probed too. */
const counts = { faulty: 500, probed: 4 }
const version = '1.13.9'

export async function recordRulesetCases(
  scale: number,
  packetCases: readonly PacketCase[],
): Promise<Recorded<RulesetCase>> {
  const started = await startKernel()
  if (!started.ok) return started
  const { kernel } = started
  try {
    await buildPacketScene(kernel, 'pod')
    const design = packetDesign(version, 'pod')
    const cases: RulesetCase[] = []
    const disagreements: string[] = []
    const ask = async (where: string, texts: readonly string[], isTaken: boolean, probes: boolean): Promise<void> => {
      // What witnesses packets must not be flushed with the rest.
      const isWitnessed = texts.every((text) => !text.includes('ruleset'))
      // A rate is no verdict: what exceeds it is dropped.
      const isLimited = texts.some((text) => /limit rate (?!\d{6,}\/second)/.test(text))
      const isProbing = isTaken && probes && isWitnessed && !isLimited
      const packets = isProbing ? await tryPackets(kernel, plainScene) : []
      const plain: RulesetCase = { kind: 'ruleset', where, design, texts, isTaken, packets, unread: 'never' }
      const listed = isTaken ? await listTables(kernel, texts) : undefined
      const isRead = listed !== undefined && isReadable(listed, design)
      const strict: RulesetCase = isRead ? { ...plain, listed } : plain
      // What cuts answers, or what is only passed on, must not be read as if it did not.
      const cuts =
        packets.some(({ phase, passes }) => phase === 'reply' && !passes) || (isProbing && (await cutsPassing(kernel)))
      const refused: RulesetCase = { ...plain, unread: 'must' }
      if (cuts && disagreementOf(refused) === undefined) {
        cases.push(refused)
        return
      }
      // Where our reader refuses on purpose what nft takes, it may go on doing so.
      const lenient: RulesetCase = { ...strict, unread: 'may' }
      const what = disagreementOf(lenient)
      if (what !== undefined) disagreements.push(`${where}: ${what}\n${texts.join('\n---\n')}`)
      else cases.push(disagreementOf(strict) === undefined ? strict : lenient)
    }
    for (const [index, texts] of [...nftTexts, ...moreTexts].entries()) {
      await ask(`nft text ${index}`, texts, await loadTexts(kernel, texts), true)
    }
    for (const [index, texts] of pairedTexts.entries()) {
      await ask(`nft pair ${index}`, texts, await loadTexts(kernel, texts), false)
    }
    const seeds = seedTexts(packetCases)
    let taken = 0
    for (const [index, text] of [...samples(faultyText(seeds, tokens), Math.ceil(counts.faulty * scale))].entries()) {
      const isTaken = await loadTexts(kernel, [text])
      if (isTaken) taken++
      await ask(`nft fault ${index}`, [text], isTaken, taken % counts.probed === 0)
    }
    return { ok: true, cases, disagreements }
  } finally {
    await kernel.close()
  }
}

const plainScene = { inner: 'pod', isBlocking: false, hasSixthName: false, triesNeighbours: true } as const

/** What Talos makes of documents is text for nft as well. */
export function rulesetsOf(packetCases: readonly PacketCase[]): readonly RulesetCase[] {
  return packetCases.flatMap(({ where, design, chains, isBare, packets }) =>
    chains === ''
      ? []
      : [{ kind: 'ruleset', where, design, texts: [chains], isTaken: true, unread: 'never', packets, isBare }],
  )
}

/** Short texts, good ones among them. */
function seedTexts(packetCases: readonly PacketCase[]): string[] {
  const target = filterNamed('nftables')
  const rendered = exampleNames.flatMap((name) => subjectOf(target, readExample(name)).files.map(({ text }) => text))
  const chains = packetCases.map((one) => one.chains).filter((text) => text !== '')
  const single = nftTexts.flatMap((texts) => (texts.length === 1 ? texts : []))
  return [...single, ...chains.slice(0, 20), ...rendered.filter((text) => text.length < 6000)]
}

const tokens = [
  ...[
    'accept',
    'drop',
    'tcp',
    'udp',
    'ip',
    'ip6',
    'saddr',
    'daddr',
    'dport',
    'type',
    'state',
    'new',
    'established',
    'invalid',
  ],
  ...[
    '!=',
    '{',
    '}',
    ',',
    ';',
    '-',
    '"',
    '#',
    '$x',
    '\\',
    '0',
    '1',
    '443',
    '53',
    '65535',
    '65536',
    '010',
    '0x50',
    'input',
  ],
  ...[
    'prerouting',
    'filter',
    'mangle',
    'policy',
    'hook',
    'comment "x"',
    'counter',
    'log',
    'reject',
    '10.1.0.9',
    '10.1.0.0/24',
  ],
  ...[
    '::1',
    '2001:db8::/32',
    'lo',
    'ct',
    'meta',
    'l4proto',
    'icmp',
    'icmpv6',
    'nfproto',
    'ipv4',
    'iifname',
    'inet',
    'table',
  ],
] as const
