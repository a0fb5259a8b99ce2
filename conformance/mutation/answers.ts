/** The judges' answers, each judge's in a file of its own, so that one can be asked again and the others not. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case, PacketCase, Recorded, RulesetCase, TerraformCase } from './cases'
import { recordHetznerCases } from './hetzner-cases'
import { recordRulesetCases, rulesetsOf } from './nft-cases'
import { recordPacketCases } from './packet-cases'
import { disagreementOf } from './suspects'
import { recordTalosCases } from './talos-cases'
import { recordTerraformCases } from './terraform-cases'
import type { RecordedCases } from './worker'

export interface Needs {
  readonly Talos: boolean
  readonly kernel: boolean
  /** Whether what the kernel said of documents is held against faults too, and not only against nft text. */
  readonly packets: boolean
  readonly nft: boolean
  readonly Terraform: boolean
}

interface Asking {
  readonly folder: string
  /** Answers of a run before are taken where there are any; a judge that grows is asked what is new. */
  readonly isAgain: boolean
  readonly scale: number
  readonly say: (text: string) => void
}

/** All questions with their answers, and how often we disagree before any fault; undefined where a judge cannot be asked. */
export async function answersOf(needs: Needs, asking: Asking): Promise<RecordedCases | undefined> {
  const { scale } = asking
  const parts: RecordedCases[] = []
  const take = <T extends Case>(part: Answers<T> | undefined): part is Answers<T> => {
    if (part !== undefined) parts.push(part)
    return part !== undefined
  }
  if (needs.Talos && !take(await answersFrom('Talos', async () => await recordTalosCases(scale), asking)))
    return undefined
  if (needs.kernel) {
    const packets = await answersFrom<PacketCase>('kernel', async () => await recordPacketCases(scale), asking)
    if (packets === undefined) return undefined
    if (needs.packets) parts.push(packets)
    if (needs.nft) {
      const written = await answersFrom<RulesetCase>(
        'nft',
        async (before) => await recordRulesetCases(scale, packets.cases, before),
        { ...asking, isGrowing: true },
      )
      if (!take(written)) return undefined
      parts.push(soundOf(rulesetsOf(packets.cases)))
    }
  }
  if (needs.Terraform) {
    for (const [judge, record] of [
      ['Terraform', recordTerraformCases],
      ['hcloud', recordHetznerCases],
    ] as const) {
      const answers = await answersFrom<TerraformCase>(judge, async (before) => await record(scale, before), {
        ...asking,
        isGrowing: true,
      })
      if (!take(answers)) return undefined
    }
  }
  return {
    cases: parts.flatMap(({ cases }) => cases),
    disagreements: parts.reduce((sum, { disagreements }) => sum + disagreements, 0),
  }
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
