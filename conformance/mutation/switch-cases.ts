/** Questions about access lists, with the answers of cisco-acl, Trigger and Aerleon. */
import { readFileSync } from 'node:fs'
import type { Design } from '@/lib/design/design'
import { buildSite } from '@/lib/site/build-site'
import { busyDesign } from '@/lib/testing/busy-design'
import { type Parser, startParser } from '../switch/cisco-acl'
import { type FullPacket, type MoreAnswer, startMoreLists } from '../switch/more-lists'
import { samples } from '../talos/judge'
import { aerleonPolicies, aimedPolicies } from './aerleon-policies'
import type { ListCase, Recorded, TriedListPacket } from './cases'
import { faultyText } from './faulty-text'
import { fromSeveral, type PlannedPacket, packetsFor } from './switch-packets'
import { disagreementOfList, isUnknown } from './switch-suspects'
import { aimedLists, interfaceNames, listTokens, randomLists, wholeConfigurations } from './switch-texts'

const counts = { random: 300, faulty: 900, whole: 400, policies: 400 }
const packetsPerList = 90
const design: Design = busyDesign
const site = buildSite(design)

interface NamedText {
  readonly where: string
  readonly text: string
}

function textsFor(scale: number): readonly NamedText[] {
  const golden = readFileSync('lib/targets/switch-acl/golden/ios-xe/access-lists.cfg', 'utf8')
  const own = [...golden.matchAll(/^ip access-list extended .*\n(?: .*\n)+/gm)].map(([list]) => list)
  const random = [...samples(randomLists, Math.ceil(counts.random * scale))]
  const faulty = [...samples(faultyText(random, listTokens), Math.ceil(counts.faulty * scale))]
  const naming = (kind: string, texts: readonly string[]): NamedText[] =>
    texts.map((text, index) => ({ where: `list ${kind} ${index}`, text }))
  return [
    ...naming('aimed', aimedLists),
    ...naming(
      'golden',
      own.map((text) => text.replace(/extended \S+/, 'extended A')),
    ),
    ...naming('random', random),
    ...naming('fault', faulty),
  ]
}

type Ask = (
  text: string,
  packets: readonly FullPacket[],
) => Promise<{ passed: readonly boolean[] } | { refused: string }>

/** `before` are answers of an earlier run: of lists alone, only what is not among them is asked. */
export async function recordCiscoCases(scale: number, before: readonly ListCase[] = []): Promise<Recorded<ListCase>> {
  const parser = await startParser()
  if (!parser.ok) return parser
  const lists = await recordTexts('cisco-acl', scale, before, parser.ask)
  const whole = await recordConfigurations(scale, parser)
  parser.close()
  return {
    ok: true,
    cases: [...lists.cases, ...whole.cases],
    disagreements: [...lists.disagreements, ...whole.disagreements],
  }
}

export async function recordTriggerCases(scale: number, before: readonly ListCase[] = []): Promise<Recorded<ListCase>> {
  const judge = await startMoreLists()
  if (!judge.ok) return judge
  const found = await recordTexts('Trigger', scale, before, judge.askTrigger)
  judge.close()
  return { ok: true, ...found }
}

interface Found {
  readonly cases: ListCase[]
  readonly disagreements: string[]
}

async function recordTexts(
  judge: 'cisco-acl' | 'Trigger',
  scale: number,
  before: readonly ListCase[],
  ask: Ask,
): Promise<Found> {
  const found: Found = { cases: [], disagreements: [] }
  const known = new Map(before.flatMap((one) => (one.isWhole ? [] : [[one.text, one.packets] as const])))
  for (const { where, text } of textsFor(scale)) {
    const name = /^(?:access-list|ip access-list extended) (\S+)/m.exec(text)?.[1]
    // To the parsers a list without lines denies all; a switch lets everything pass.
    if (name === undefined || !/permit|deny/.test(text)) continue
    const planned = plannedFor(text, 4).filter((packet) => isWeighed(judge, text, packet))
    const asked = `${text}${text.endsWith('\n') ? '' : '\n'}interface Vlan9\n ip access-group ${name} out\n`
    const passes = known.has(asked)
      ? known.get(asked)?.map(({ mayBeUnknown: _, ...tried }) => tried)
      : await passesOf(planned, async (packets) => await ask(text, packets))
    keepList({ ...base(judge, where), text: asked, packets: passes }, found)
  }
  return found
}

/** The names of messages of ICMP are a table of ours where cisco-acl is asked. */
function isWeighed(judge: string, text: string, { protocol }: PlannedPacket): boolean {
  return judge !== 'cisco-acl' || protocol !== 1 || !/icmp .*[a-z]{3}-|echo|unreachable|redirect/.test(text)
}

function plannedFor(text: string, family: 4 | 6): readonly PlannedPacket[] {
  const planned = packetsFor(text, family, packetsPerList)
  return [...planned, ...fromSeveral(planned.filter((_, index) => index % 9 === 0))]
}

function base(judge: ListCase['judge'], where: string): Omit<ListCase, 'text' | 'packets'> {
  return { kind: 'list', judge, where, design, isWhole: false, unread: 'never' }
}

/** Each port that a packet may come from is asked about alone. Undefined where the text is refused. */
async function passesOf(
  planned: readonly PlannedPacket[],
  ask: (
    packets: readonly (FullPacket & Pick<PlannedPacket, 'interface' | 'way'>)[],
  ) => Promise<MoreAnswer | { passed: readonly boolean[] }>,
): Promise<readonly TriedListPacket[] | undefined> {
  const single = planned.flatMap((packet) =>
    Array.from({ length: packet.to - packet.from + 1 }, (_, index) => ({ packet, sourcePort: packet.from + index })),
  )
  const answer = await ask(
    single.map(
      ({ packet: { source, destination, protocol, port, icmpType, icmpCode, interface: name, way }, sourcePort }) => ({
        ...{ source, destination, protocol, port, icmpType, icmpCode, interface: name, way, sourcePort },
      }),
    ),
  )
  if ('refused' in answer) return undefined
  const verdicts = new Map<PlannedPacket, boolean[]>()
  for (const [index, { packet }] of single.entries()) {
    verdicts.set(packet, [...(verdicts.get(packet) ?? []), answer.passed[index] === true])
  }
  return planned.map((packet) => {
    const each = verdicts.get(packet) ?? []
    return { ...packet, passes: packet.pass === 'every' ? each.every(Boolean) : each.some(Boolean) }
  })
}

/** What we refuse on purpose, or say that we do not know, we may go on refusing. What a judge refuses and we take says nothing. */
function keepList(strict: ListCase, found: Found): void {
  const packets = strict.packets?.map((one) => (isUnknown(strict, one, site) ? { ...one, mayBeUnknown: true } : one))
  const known: ListCase = { ...strict, packets }
  const what = disagreementOfList(known, site)
  if (what === undefined) found.cases.push(known)
  else if (packets !== undefined && disagreementOfList({ ...known, unread: 'may' }, site) === undefined)
    found.cases.push({ ...known, unread: 'may' })
  else if (packets !== undefined) found.disagreements.push(`${strict.where}: ${what}\n${strict.text}`)
}

async function recordConfigurations(scale: number, parser: Extract<Parser, { ok: true }>): Promise<Found> {
  const found: Found = { cases: [], disagreements: [] }
  const texts = [...samples(wholeConfigurations, Math.ceil(counts.whole * scale))]
  for (const [index, text] of texts.entries()) {
    const planned = packetsFor(text, 4, packetsPerList)
      .filter((packet) => isWeighed('cisco-acl', text, packet))
      .map((packet, number) => ({
        ...packet,
        interface: interfaceNames[number % interfaceNames.length] ?? '',
        way: number % 3 === 0 ? ('in' as const) : ('out' as const),
      }))
    const passes = await passesOf(planned, async (packets) => await parser.askConfiguration(text, packets))
    keepList({ ...base('cisco-acl', `configuration ${index}`), isWhole: true, text, packets: passes }, found)
  }
  return found
}

/** Aerleon writes the text itself; what it should say is worked out by Aerleon's own check of the policy. */
export async function recordAerleonCases(scale: number): Promise<Recorded<ListCase>> {
  const judge = await startMoreLists()
  if (!judge.ok) return judge
  const found: Found = { cases: [], disagreements: [] }
  const policies = [...aimedPolicies, ...samples(aerleonPolicies, Math.ceil(counts.policies * scale))]
  for (const [index, { family, dialect, hasEnd, words, ...policy }] of policies.entries()) {
    const planned = plannedFor(words, family).filter(
      // What IOS permits behind the last line is nothing that Aerleon knows of.
      ({ icmpType }) => family === 4 || dialect === 'eos' || hasEnd || (icmpType !== 135 && icmpType !== 136),
    )
    let text = ''
    const passes = await passesOf(planned, async (packets) => {
      const answer = await judge.askAerleon(policy, packets)
      if ('text' in answer) text = answer.text ?? ''
      return answer
    })
    if (passes === undefined || text === '') continue
    const word = family === 4 ? 'ip access-group' : dialect === 'eos' ? 'ipv6 access-group' : 'ipv6 traffic-filter'
    const asked = `${text.trimEnd()}\n!\ninterface Vlan9\n ${word} A out\n`
    keepList({ ...base('Aerleon', `Aerleon ${index}`), text: asked, packets: passes }, found)
  }
  judge.close()
  return { ok: true, cases: found.cases, disagreements: found.disagreements }
}
