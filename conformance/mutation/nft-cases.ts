/** Questions for nft and the kernel about nft text, with their answers: whether it is taken, and what becomes of packets. */
import { exampleNames, readExample, subjectOf } from '@/lib/testing/subject'
import { type Kernel, startKernel } from '../kernel/kernel'
import { filterNamed } from '../sufficiency/rules'
import { samples } from '../talos/judge'
import type { PacketCase, Recorded, RulesetCase, TriedPacket } from './cases'
import { faultyText } from './faulty-text'
import { isReadable, listTables } from './listed-rules'
import { aimedTexts, bareTexts } from './nft-aimed-texts'
import { moreTexts, pairedTexts, typeTexts } from './nft-more-texts'
import { nftTexts } from './nft-texts'
import {
  buildPacketScene,
  cutsPassing,
  type Inner,
  loadTexts,
  packetDesign,
  type Scene,
  surroundings,
  tryPackets,
} from './packet-scene'
import { disagreementOf } from './suspects'

/** Texts with a fault put in, and how many of every few that nft takes are probed too. */
const counts = { faulty: 500, probed: 4 }
const version = '1.13.9'

interface Question {
  readonly where: string
  readonly inner: Inner
  readonly texts: readonly string[]
  /** Whether packets are tried too. */
  readonly probes: boolean
  /** Whether they admit nobody, so that what passes is open by itself. */
  readonly isBare?: boolean
  /** The same without those that are admitted: what that drops is not open by itself. */
  readonly bare?: string
}

/** `before` are answers of an earlier run: only what is not among them is asked. */
export async function recordRulesetCases(
  scale: number,
  packetCases: readonly PacketCase[],
  before: readonly RulesetCase[] = [],
): Promise<Recorded<RulesetCase>> {
  const started = await startKernel()
  if (!started.ok) return started
  const { kernel } = started
  try {
    const known = new Map(before.map((one) => [keyOf(innerOf(one), one.texts), one]))
    const cases: RulesetCase[] = []
    const disagreements: string[] = []
    let built: Inner | undefined
    const sceneOf = async (inner: Inner): Promise<void> => {
      if (built !== inner) await buildPacketScene(kernel, inner)
      built = inner
    }
    const ask = async (question: Question, isTaken: () => Promise<boolean>): Promise<boolean> => {
      const found = known.get(keyOf(question.inner, question.texts))
      const isKnown = found !== undefined && (found.packets.length > 0 || !question.probes || !found.isTaken)
      const packets = question.probes ? (found?.packets ?? []) : []
      const answer = isKnown ? settle({ ...found, where: question.where, packets }) : undefined
      if (answer !== undefined && typeof answer !== 'string') {
        cases.push(answer)
        return answer.isTaken
      }
      await sceneOf(question.inner)
      const taken = await isTaken()
      const asked = await askNft(kernel, question, taken)
      if (typeof asked === 'string')
        disagreements.push(`${question.where}: ${asked}\n${question.texts.join('\n---\n')}`)
      else cases.push(asked)
      return taken
    }
    for (const question of questionsOf(packetCases)) {
      await ask(question, async () => await loadTexts(kernel, question.texts))
    }
    const seeds = seedTexts(packetCases)
    let taken = 0
    for (const [index, text] of [...samples(faultyText(seeds, tokens), Math.ceil(counts.faulty * scale))].entries()) {
      const probes = (taken + 1) % counts.probed === 0
      const question: Question = { where: `nft fault ${index}`, inner: 'pod', texts: [text], probes }
      if (await ask(question, async () => await loadTexts(kernel, [text]))) taken++
    }
    return { ok: true, cases: closeBare(cases), disagreements }
  } finally {
    await kernel.close()
  }
}

function questionsOf(packetCases: readonly PacketCase[]): readonly Question[] {
  const plain = (where: string, lists: readonly (readonly string[])[], probes: boolean): Question[] =>
    lists.map((texts, index) => ({ where: `nft ${where} ${index}`, inner: 'pod', texts, probes }))
  const bare = bareTexts.flatMap((one, index): Question[] => {
    const common = { inner: 'pod', probes: true } as const
    return [
      { ...common, where: `nft bare ${index}`, texts: [one.bare], isBare: true },
      ...one.admitting.map((text, line) => ({
        ...common,
        where: `nft admitting ${index} ${line}`,
        texts: [text],
        bare: one.bare,
      })),
    ]
  })
  const trusted = (['kubespan', 'siderolink'] as const).flatMap((inner) =>
    bareChains(packetCases).map(
      (text, index): Question => ({ where: `nft ${inner} ${index}`, inner, texts: [text], probes: true, isBare: true }),
    ),
  )
  return [
    ...plain('text', [...nftTexts, ...moreTexts], true),
    ...plain('aimed', aimedTexts, true),
    ...bare,
    ...plain('pair', pairedTexts, false),
    ...plain('type', typeTexts, false),
    ...trusted,
  ]
}

/** What Talos makes of documents that admit nobody. */
function bareChains(packetCases: readonly PacketCase[]): readonly string[] {
  const found = packetCases.filter(({ isBare, design }) => isBare && design.talos.version === version)
  return [...new Set(found.map(({ chains }) => chains))]
}

function keyOf(inner: Inner, texts: readonly string[]): string {
  return JSON.stringify([inner, texts])
}

function innerOf({ design }: RulesetCase): Inner {
  if (design.talos.management === 'omni') return 'siderolink'
  return design.addons.includes('kubespan') ? 'kubespan' : 'pod'
}

async function askNft(kernel: Kernel, question: Question, isTaken: boolean): Promise<RulesetCase | string> {
  const { where, inner, texts, probes, isBare = false } = question
  const design = packetDesign(version, inner)
  // What witnesses packets must not be flushed with the rest.
  const isWitnessed = texts.every((text) => !text.includes('ruleset'))
  // A rate is no verdict: what exceeds it is dropped.
  const isSlow = texts.some((text) => /limit rate (?!\d{6,}\/second|1\/day)/.test(text))
  const isProbing = isTaken && probes && isWitnessed && (!isSlow || isBare)
  const scene: Scene = { ...plainScene, inner, isNameClosed: isBare, triesNeighbours: !isSlow }
  const packets = isProbing ? await tryPackets(kernel, scene) : []
  const listed = isTaken ? await listTables(kernel, texts) : undefined
  // What cuts answers, or what is only passed on, must not be read as if it did not.
  const cuts =
    packets.some(({ phase, passes }) => phase === 'reply' && !passes) || (isProbing && (await cutsPassing(kernel)))
  const plain: RulesetCase = {
    kind: 'ruleset',
    where,
    design,
    texts,
    isTaken,
    packets,
    unread: cuts ? 'must' : 'never',
  }
  const isRead = listed !== undefined && isReadable(listed, design)
  return settle({
    ...plain,
    ...(isRead ? { listed } : {}),
    ...(isBare ? { isBare } : {}),
    ...(question.bare === undefined ? {} : { bare: question.bare }),
  })
}

/** How strictly we stand to it now; in words where we disagree. */
function settle(asked: RulesetCase): RulesetCase | string {
  if (asked.unread === 'must' && disagreementOf(asked) === undefined) return asked
  const strict: RulesetCase = { ...asked, unread: 'never' }
  if (disagreementOf(strict) === undefined) return strict
  // Where our reader refuses on purpose what nft takes, it may go on doing so.
  const lenient: RulesetCase = { ...asked, unread: 'may' }
  return disagreementOf(lenient) ?? lenient
}

/** What is dropped where nobody is admitted must be in no opening where somebody is. */
function closeBare(cases: readonly RulesetCase[]): RulesetCase[] {
  const bare = new Map(cases.flatMap((one) => (one.isBare === true ? [[one.texts.join(''), one] as const] : [])))
  return cases.map((one) => {
    const without = one.bare === undefined ? undefined : bare.get(one.bare)
    return without === undefined ? one : { ...one, closed: droppedOf(without) }
  })
}

function droppedOf({ packets }: Pick<RulesetCase, 'packets'>): readonly TriedPacket[] {
  // The name server is at no address of the machine itself: whoever gets through to it does so by no rule.
  const isName = ({ to, port }: TriedPacket): boolean => port === 53 && nameServers.has(to)
  return packets.filter((tried) => tried.phase === 'new' && !tried.passes && !isName(tried))
}

const nameServers: ReadonlySet<string> = new Set(surroundings.nameServers)
const plainScene = { isBlocking: false, hasSixthName: false, triesPassing: true } as const

/** What Talos makes of documents is text for nft as well; what it drops where they admit nobody is not open by itself. */
export function rulesetsOf(packetCases: readonly PacketCase[]): readonly RulesetCase[] {
  const bare = packetCases.filter((one) => one.isBare)
  return packetCases.flatMap((one): RulesetCase[] => {
    const { where, design, chains, isBare, packets } = one
    if (chains === '') return []
    const without = bare.find((other) => isAlike(one, other))
    const closed = without === undefined ? [] : droppedOf(without)
    return [
      { kind: 'ruleset', where, design, texts: [chains], isTaken: true, unread: 'never', packets, isBare, closed },
    ]
  })
}

/** Of one release, with one default, and by one interface. */
function isAlike(one: PacketCase, other: PacketCase): boolean {
  const policyOf = ({ chains }: PacketCase): boolean => /hook input .*policy drop/.test(chains)
  return JSON.stringify(one.design) === JSON.stringify(other.design) && policyOf(one) === policyOf(other)
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
