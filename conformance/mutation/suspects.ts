/**
 * The entry of the bundle that holds every mutant. It answers the cases of `cases.ts` with our own code and says where that
 * disagrees with the judge.
 */
import { parseAddress } from '@/lib/net/address'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { hasPacket, noPackets } from '@/lib/net/packet-set'
import { buildSite } from '@/lib/site/build-site'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { admits as admitsOfRuleset } from '@/lib/targets/nftables/admits'
import { decide as decideOfRuleset } from '@/lib/targets/nftables/decide'
import { installedRuleset, install as installRuleset } from '@/lib/targets/nftables/install'
import { nftablesPoints } from '@/lib/targets/nftables/points'
import { nftablesReaders } from '@/lib/targets/nftables/read'
import type { NftablesModel } from '@/lib/targets/nftables/ruleset'
import { admits } from '@/lib/targets/talos/admits'
import { behaviourOf } from '@/lib/targets/talos/behaviour'
import { decide } from '@/lib/targets/talos/decide'
import { installedConfig, install as installTalos } from '@/lib/targets/talos/install'
import { talosPoints } from '@/lib/targets/talos/points'
import { readFiles, talosReaders } from '@/lib/targets/talos/read'
import { readCanonical } from '@/lib/targets/talos/read/canonical'
import type { Reading } from '@/lib/targets/talos/read/reading'
import { decodeSources, readSources } from '@/lib/targets/talos/read/text'
import type { Admitted } from '@/lib/targets/target'
import type { Texts } from '../sufficiency/rules'
import type { Trial } from '../sufficiency/trial'
import { everyTrial } from '../sufficiency/trials'
import { plainPath } from '../talos/check-table'
import { compareFirewall, readInTurn } from '../talos/our-reading'
import type { Case, PacketCase, ReadingCase, RulesetCase, TriedPacket } from './cases'
import { isListed } from './listed-rules'
import { disagreementOfBox } from './opnsense-suspects'
import { disagreementOfGuest } from './proxmox-suspects'
import { disagreementOfList } from './switch-suspects'
import { disagreementOfTerraform } from './terraform-suspects'
import { disagreementOfText } from './text-suspects'
import { type Subject, subjectsOf, type WrittenTarget } from './written'

const sites = new WeakMap<Case['design'], Site>()

function siteOf(design: Case['design']): Site {
  const site = sites.get(design) ?? buildSite(design)
  sites.set(design, site)
  return site
}

/** How our code disagrees, in words; undefined where it agrees. */
export function disagreementOf(asked: Case): string | undefined {
  switch (asked.kind) {
    case 'reading':
      return disagreementOfReading(asked)
    case 'kind':
      return readInTurn(siteOf(asked.design), [[{ path: plainPath, text: asked.text }]]).ok === asked.isRead
        ? undefined
        : `Talos ${asked.isRead ? 'knows the kind, and we do not' : 'refuses the kind, and we do not'}`
    case 'packets':
      return disagreementOfPackets(asked)
    case 'ruleset':
      return disagreementOfRuleset(asked)
    case 'terraform':
      return disagreementOfTerraform(asked, siteOf(asked.design))
    case 'guest':
      return disagreementOfGuest(asked)
    case 'list':
      return disagreementOfList(asked, siteOf(asked.design))
    case 'text':
      return disagreementOfText(asked, siteOf(asked.design))
    case 'box':
      return disagreementOfBox(asked, siteOf(asked.design))
  }
}

function disagreementOfReading({ design, steps, member, state, unread }: ReadingCase): string | undefined {
  const site = siteOf(design)
  const ours = readInTurn(site, steps)
  if (state === undefined) return ours.ok ? 'Talos refuses it, we take it' : takenOfRefused(site, steps, member)
  if (!ours.ok) return unread === 'never' ? 'Talos takes it, we refuse it' : undefined
  if (unread === 'must') return 'we read it, though we cannot interpret it'
  // What a machine holds, given to it as a change, is what it holds.
  const again = installTalos(undefined, ours.model, site)
  if (!again.ok) return 'what is held cannot be given'
  return compareFirewall(state, again.value, member, site)[0] ?? misfiled(steps)
}

/** What a machine refuses changes nothing there: whoever asks about files that were never installed is told so too. */
function takenOfRefused(site: Site, [files = [], ...more]: ReadingCase['steps'], member: string): string | undefined {
  const read = files.length > 1 || more.length > 0 ? undefined : readFiles(files, site)
  if (read?.ok !== true) return undefined
  const { action, rules } = installedConfig(read.value, member, site)
  return action === 'block' || rules.length > 0 ? 'Talos refuses it, and we say that the machine holds it' : undefined
}

/** Files that Talos takes and that say something of a firewall: just one of our readers must want each. */
function misfiled(steps: ReadingCase['steps']): string | undefined {
  for (const file of steps.flat()) {
    const wanting = talosReaders.filter(({ recognises }) => recognises(file))
    if (wanting.length > 1) return `${file.path} is for two readers`
    if (wanting.length === 0 && /^kind: Network(?:Rule|DefaultAction)Config$/m.test(file.text))
      return `no reader wants ${file.path}`
  }
  return undefined
}

function disagreementOfPackets({ design, text, isWhole, isBare, packets }: PacketCase): string | undefined {
  const site = siteOf(design)
  const ours = readInTurn(site, [[{ path: isWhole ? 'worker-1.yaml' : plainPath, text }]])
  const at = talosPoints(site).find(({ member, direction }) => member === 'worker-1' && direction === 'ingress')
  if (!ours.ok || at === undefined) return 'we do not read what Talos reads'
  const { model } = ours
  const ways: readonly [Point, readonly TriedPacket[]][] = [
    [at, packets],
    [{ ...at, direction: 'egress' }, questionsOf(packets)],
  ]
  for (const [point, tried] of ways) {
    const said = wrongPacket(
      tried,
      bareOf(admits(model, point, site), isBare),
      (packet) => decide(model, point, site, packet).verdict === 'allow',
    )
    if (said !== undefined) return said
  }
  return undefined
}

/** What the machine sent, by the answers that came through to it. */
function questionsOf(packets: readonly TriedPacket[]): TriedPacket[] {
  return packets
    .filter(({ phase, passes }) => phase === 'reply' && passes)
    .map((answer) => ({ ...answer, from: answer.to, to: answer.from, phase: 'new' }))
}

/** As `nft -f` loads them: each over what the ones before left. */
function disagreementOfRuleset(asked: RulesetCase): string | undefined {
  const { design, texts, isTaken, unread } = asked
  const site = siteOf(design)
  const [reader] = nftablesReaders
  let model: NftablesModel | undefined
  for (const text of texts) {
    const read = reader?.read([{ path: 'nftables/worker.nft', text }], site)
    const installed = read?.ok === true ? installRuleset(model, read.value, site) : undefined
    if (installed === undefined || !installed.ok) {
      if (isTaken && unread === 'never') return 'nft takes it, we refuse it'
      return !isTaken && texts.length === 1 && read?.ok === true ? heldOfRefused(read.value, site) : undefined
    }
    model = installed.value
  }
  if (!isTaken) return 'nft refuses it, we take it'
  if (unread === 'must') return 'it cuts what no verdict covers, and we read it'
  if (model === undefined) throw new Error('nothing was read')
  if (asked.listed !== undefined && !isListed(model, asked.listed, site)) return 'nft lists other rules'
  return wrongHeld(asked, model, site) ?? wrongAnew(asked, model, site)
}

/** What nft refuses changes nothing on a fresh machine: whoever asks about a file that was never installed is told so too. */
function heldOfRefused(model: NftablesModel, site: Site): string | undefined {
  return installedRuleset(model, 'worker-1', site).tables.length > 0
    ? 'nft refuses it, and we say it is held'
    : undefined
}

function wrongHeld(
  { packets, isBare = false, closed = [] }: RulesetCase,
  model: NftablesModel,
  site: Site,
): string | undefined {
  const points = nftablesPoints(site).filter(({ member }) => member === 'worker-1')
  for (const at of points) {
    const isIn = at.direction === 'ingress'
    const admitted = admitsOfRuleset(model, at, site)
    const open = admitted.always.map((one) => one.packets)
    const wrongly = isIn ? closed.find((tried) => open.some((set) => hasPacket(set, packetOf(tried)))) : undefined
    if (wrongly !== undefined) return `it is dropped where nobody is admitted: ${formatPacket(packetOf(wrongly))}`
    const said = wrongPacket(
      isIn ? packets : questionsOf(packets),
      bareOf(admitted, isIn && isBare),
      (packet) => decideOfRuleset(model, at, site, packet).verdict === 'allow',
    )
    if (said !== undefined) return said
  }
  return undefined
}

/** What is held stays so where nothing is loaded over it, comes over a fresh machine as it is, and is what a lone file alone says. */
function wrongAnew(asked: RulesetCase, model: NftablesModel, site: Site): string | undefined {
  const held = installedRuleset(model, 'worker-1', site)
  for (const again of [
    installRuleset(undefined, model, site),
    installRuleset(model, { kind: 'files', files: [] }, site),
  ]) {
    if (!again.ok || installedRuleset(again.value, 'worker-1', site) !== held) return 'what is held does not stay'
  }
  const [text, ...more] = asked.texts
  const alone = text === undefined || more.length > 0 ? undefined : readAlone(text, site)
  return alone === undefined ? undefined : wrongHeld({ ...asked, packets: asked.packets.slice(0, 20) }, alone, site)
}

function readAlone(text: string, site: Site): NftablesModel | undefined {
  const read = nftablesReaders[0]?.read([{ path: 'nftables/worker.nft', text }], site)
  return read?.ok === true ? read.value : undefined
}

/** Where nobody is admitted, all that passes must be said to be open by itself. */
function bareOf({ ruled, always }: Admitted, isBare: boolean): Admitted {
  return { ruled: isBare ? noPackets : ruled, always }
}

function wrongPacket(
  packets: readonly TriedPacket[],
  { ruled, always }: Admitted,
  isAllowed: (packet: Packet) => boolean,
): string | undefined {
  const sets = [ruled, ...always.map((one) => one.packets)]
  for (const tried of packets) {
    const packet = packetOf(tried)
    if (isAllowed(packet) !== tried.passes) return wordsOf(packet, tried, 'decide')
    if (packet.phase === 'new' && sets.some((set) => hasPacket(set, packet)) !== tried.passes) {
      return wordsOf(packet, tried, 'admits')
    }
  }
  return undefined
}

/**
 * Whether the short way of reading gives up on a text, or says what the general reader says of it: then a file comes out the
 * same on either way.
 */
export function isShortSound(text: string): boolean {
  const canonical = readCanonical(text)
  if (canonical === undefined) return true
  const behaviour = behaviourOf({ major: 1, minor: 14, patch: 0 })
  const readingOf = (): Reading => ({ file: '', text, behaviour, form: 'patch', problems: [] })
  const [short, long] = [readingOf(), readingOf()]
  const general = readSources(long)
  const said = [decodeSources(short, canonical, true), general === undefined ? [] : decodeSources(long, general)]
  const [ours, theirs] = said.map((documents) => JSON.stringify(documents, withoutLines))
  return ours === theirs && (short.problems.length === 0) === (long.problems.length === 0)
}

function withoutLines(key: string, value: unknown): unknown {
  if (key === 'at' || /line$/i.test(key)) return undefined
  return typeof value === 'bigint' ? String(value) : value
}

/** What a target writes, with the fault that is on. */
export function writtenBy(target: WrittenTarget): readonly Subject[] {
  return subjectsOf(target)
}

/** The texts of every trial of the sufficiency judge, by trial and host. What throws says so, in place of them. */
export function trialTexts(scene: Trial['scene']): Readonly<Record<string, Texts>> {
  const asked = everyTrial().filter((trial) => trial.scene === scene)
  return Object.fromEntries(asked.map((trial) => [trial.name, textsOrFault(trial)]))
}

function textsOrFault(trial: Trial): Texts {
  try {
    return trial.texts()
  } catch (error) {
    return { thrown: String(error) }
  }
}

function packetOf({ from, to, passes: _, ...rest }: TriedPacket): Packet {
  const [source, destination] = [parseAddress(from), parseAddress(to)]
  if (source === undefined || destination === undefined) throw new Error(`${from} or ${to} is no address`)
  return { ...rest, source, destination }
}

function wordsOf(packet: Packet, { passes, arrival, phase }: TriedPacket, what: string): string {
  return `the kernel ${passes ? 'passes' : 'drops'} ${formatPacket(packet)} (${arrival}, ${phase}), and ${what} says otherwise`
}
