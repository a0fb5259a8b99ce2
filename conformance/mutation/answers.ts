/** The judges' answers, each judge's in a file of its own, so that one can be asked again and the others not. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case, PacketCase, Recorded, RulesetCase } from './cases'
import { recordHetznerCases } from './hetzner-cases'
import { recordRulesetCases, rulesetsOf } from './nft-cases'
import { recordBoxCases } from './opnsense-cases'
import { recordPacketCases } from './packet-cases'
import { recordGuestCases } from './proxmox-cases'
import { type Group, isLive, type Judging, judgings, type LiveJudging } from './scope'
import { disagreementOf } from './suspects'
import { recordAerleonCases, recordCiscoCases, recordTriggerCases } from './switch-cases'
import { recordTalosCases } from './talos-cases'
import { recordTerraformCases } from './terraform-cases'
import { recordTextCases } from './text-cases'
import type { RecordedCases } from './worker'

interface Asking {
  readonly folder: string
  /** Answers of a run before are taken where there are any; a judge that grows is asked what is new. */
  readonly isAgain: boolean
  readonly scale: number
  readonly say: (text: string) => void
}

/** Nothing where the judge cannot be asked. */
type Recorder = (asking: Asking, groups: readonly Group[]) => Promise<readonly RecordedCases[] | undefined>

/** Who records the answers of each judge. Those that are asked live have none. */
const recorders: Readonly<Record<Exclude<Judging, LiveJudging>, readonly Recorder[]>> = {
  Talos: [recorder('Talos', recordTalosCases)],
  kernel: [recordKernel],
  'cisco-acl': [growing('cisco-acl', recordCiscoCases)],
  Trigger: [growing('Trigger', recordTriggerCases)],
  PHP: [recorder('PHP', recordTextCases)],
  OXL: [recorder('OXL', recordBoxCases)],
  Aerleon: [recorder('Aerleon', recordAerleonCases)],
  Terraform: [growing('Terraform', recordTerraformCases), growing('hcloud', recordHetznerCases)],
  'pve-firewall': [recorder('Proxmox', recordGuestCases)],
}

/** All questions with their answers, and how often we disagree before any fault; undefined where a judge cannot be asked. */
export async function answersOf(groups: readonly Group[], asking: Asking): Promise<RecordedCases | undefined> {
  const judges = new Set(groups.flatMap((group) => group.judges))
  const parts: RecordedCases[] = []
  for (const judge of judgings) {
    if (isLive(judge) || !judges.has(judge)) continue
    for (const record of recorders[judge]) {
      const answers = await record(asking, groups)
      if (answers === undefined) return undefined
      parts.push(...answers)
    }
  }
  return {
    cases: parts.flatMap(({ cases }) => cases),
    disagreements: parts.reduce((sum, { disagreements }) => sum + disagreements, 0),
  }
}

/** One that is asked everything, or nothing. */
function recorder<T extends Case>(name: string, record: (scale: number) => Promise<Recorded<T>>): Recorder {
  return async (asking) => {
    const answers = await answersFrom<T>(name, async () => await record(asking.scale), asking)
    return answers === undefined ? undefined : [answers]
  }
}

/** One that is asked what is new. */
function growing<T extends Case>(
  name: string,
  record: (scale: number, before: readonly T[]) => Promise<Recorded<T>>,
): Recorder {
  return async (asking) => {
    const ask = async (before: readonly T[]): Promise<Recorded<T>> => await record(asking.scale, before)
    const answers = await answersFrom<T>(name, ask, { ...asking, isGrowing: true })
    return answers === undefined ? undefined : [answers]
  }
}

/** What the kernel said of documents, and of nft text. */
async function recordKernel(asking: Asking, groups: readonly Group[]): Promise<readonly RecordedCases[] | undefined> {
  const { scale } = asking
  const isAbout = (name: string): boolean =>
    groups.some((group) => group.judges.includes('kernel') && group.name.startsWith(name))
  const packets = await answersFrom<PacketCase>('kernel', async () => await recordPacketCases(scale), asking)
  if (packets === undefined) return undefined
  const parts: RecordedCases[] = isAbout('talos') ? [packets] : []
  if (!isAbout('nft')) return parts
  const written = await answersFrom<RulesetCase>(
    'nft',
    async (before) => await recordRulesetCases(scale, packets.cases, before),
    { ...asking, isGrowing: true },
  )
  return written === undefined ? undefined : [...parts, written, soundOf(rulesetsOf(packets.cases))]
}

interface Answers<T extends Case> extends RecordedCases {
  readonly cases: readonly T[]
}

/** Those in which we agree before any fault; the others are told. */
function soundOf(cases: readonly Case[]): RecordedCases {
  const sound = cases.filter((one) => {
    const what = disagreementOf(one)
    if (what !== undefined) console.log(`disagrees without any fault: ${one.where}: ${what}`)
    return what === undefined
  })
  return { cases: sound, disagreements: cases.length - sound.length }
}

async function answersFrom<T extends Case>(
  judge: string,
  ask: (before: readonly T[]) => Promise<Recorded<T>>,
  { folder, isAgain, isGrowing = false, say }: Asking & { readonly isGrowing?: boolean },
): Promise<Answers<T> | undefined> {
  const file = join(folder, `answers-${judge}.json`)
  const before = isAgain && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Answers<T>) : undefined
  if (before !== undefined && !isGrowing) return before
  const recorded = await ask(before?.cases ?? [])
  if (!recorded.ok) {
    console.log(`SKIPPED: ${judge}: ${recorded.reason}`)
    return undefined
  }
  const found = recorded.disagreements ?? []
  for (const what of found) console.log(`disagrees without any fault: ${what}`)
  say(`${judge} has answered ${recorded.cases.length} cases`)
  const answers = { cases: recorded.cases, disagreements: found.length }
  writeFileSync(file, JSON.stringify(answers))
  return answers
}
