/** One question for Talos' own code, and its answer as a case, held against ours while nothing is wrong with that. */
import { type Design, designSchema } from '@/lib/design/design'
import { formatTalosVersion, parseTalosVersion, type TalosVersion } from '@/lib/design/talos-version'
import type { TextFile } from '@/lib/targets/target'
import { isEmptyPatch } from '../talos/check-bundle'
import { plainDesign, plainPath } from '../talos/check-table'
import type { TalosProcess } from '../talos/process'
import type { Role } from '../talos/protocol'
import type { JudgeVersion } from '../talos/versions'
import type { KindCase, ReadingCase } from './cases'
import { disagreementOf } from './suspects'

export type TalosCase = ReadingCase | KindCase

export interface Asking {
  readonly talos: TalosProcess
  readonly version: JudgeVersion
  readonly name: (role: Role) => string
  readonly base: (role: Role) => ReadingCase['state']
  /** Where we disagree with Talos, in words. */
  readonly disagreements: string[]
}

type Asked = Pick<ReadingCase, 'where' | 'design' | 'steps' | 'member' | 'state'>

/** Where we refuse what Talos takes, we may go on doing so, or must, if the case says so. */
export function keep({ disagreements }: Asking, asked: Asked, unread: 'may' | 'must' = 'may'): ReadingCase[] {
  const strict: ReadingCase = { kind: 'reading', ...asked, unread: 'never' }
  const lenient: ReadingCase = { ...strict, unread: 'may' }
  const what = disagreementOf(lenient)
  if (what !== undefined) {
    const texts = asked.steps.flat().map(({ path, text }) => `${path}\n${text.slice(-400)}`)
    disagreements.push(`${asked.where}: ${what}\n${texts.join('\n')}`)
    return []
  }
  return [disagreementOf(strict) === undefined ? strict : { ...strict, unread }]
}

/** Patches over a configuration that Talos generated. */
export async function record(
  asking: Asking,
  where: string,
  design: Design,
  role: Role,
  patches: readonly string[],
  asked: Pick<ReadingCase, 'steps' | 'member'>,
  unread: 'may' | 'must' = 'may',
): Promise<ReadingCase[]> {
  const state = await stateAfter(asking, role, patches)
  return keep(asking, { where, design, ...asked, state }, unread)
}

/** Nothing where Talos refuses one of them. */
export async function stateAfter(
  { talos, name, base }: Asking,
  role: Role,
  patches: readonly string[],
): Promise<ReadingCase['state']> {
  const told = patches.filter((text) => !isEmptyPatch(text))
  const steps = await talos.chain(name(role), told)
  const last = steps.at(-1) ?? base(role)
  return steps.length === told.length && last?.ok === true ? last : undefined
}

export function plainCase(patches: readonly string[]): Pick<ReadingCase, 'steps' | 'member'> {
  return { steps: patches.map((text): TextFile[] => [{ path: plainPath, text }]), member: 'worker-1' }
}

export function plainOf({ version }: Asking): { readonly parsed: TalosVersion; readonly design: Design } {
  const parsed = parseTalosVersion(version.tag.slice(1))
  if (parsed === undefined) throw new Error(`${version.tag} is no version`)
  return { parsed, design: plainDesign(formatTalosVersion(parsed)) }
}

/** Two machines of each role. */
export function fourMachines(asking: Asking): Design {
  const plain = plainOf(asking).design
  const node = (name: string, role: Role, address: string) => ({ name, role, subnet: 'lan', addresses: [address] })
  return designSchema.parse({
    ...plain,
    nodes: [
      node('cp-1', 'controlplane', '10.0.0.11'),
      node('cp-2', 'controlplane', '10.0.0.12'),
      node('worker-1', 'worker', '10.0.0.21'),
      node('worker-2', 'worker', '10.0.0.22'),
    ],
  })
}
