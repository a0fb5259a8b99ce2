/**
 * Talos' own code about the hardening patches: it takes them, a second time changes nothing, and what takes them back
 * leaves what was there before, over every layout of every version.
 */
import type { DesignInput } from '@/lib/design/design'
import { findTarget } from '@/lib/targets/all'
import type { FileSet, Target } from '@/lib/targets/target'
import { arbitraryHardening, type HardeningInput } from '@/lib/testing/arbitrary-hardening'
import { readExample, renderTarget } from '@/lib/testing/subject'
import { disagree, type Report, startTally, type Tally } from '../verdict'
import { buildJudge } from './build'
import { generateBases, samples } from './judge'
import { baseName, startTalos, type TalosProcess } from './process'
import type { Role, TalosState } from './protocol'
import { type JudgeVersion, judgeVersions } from './versions'

const judgeName = 'Talos loader and patcher, hardening'
const counts = { main: 200, older: 40 }

export async function judgeHardening(scale: number): Promise<Report[]> {
  const target = findTarget('hardening')
  if (target === undefined) throw new Error('there is no target hardening')
  const reports: Report[] = []
  for (const version of judgeVersions) reports.push(await judgeVersion(version, target, scale))
  return reports
}

interface Asked {
  readonly talos: TalosProcess
  readonly bases: ReadonlyMap<string, TalosState>
  readonly tally: Tally
  readonly target: Target
  readonly spoken: string
  /** The contract whose generated configuration is patched. */
  readonly layout: string
}

async function judgeVersion(version: JudgeVersion, target: Target, scale: number): Promise<Report> {
  const start = performance.now()
  const built = await buildJudge(version.tag)
  if (!built.ok) return { kind: 'skipped', judge: judgeName, version: version.tag, reason: built.reason }
  const talos = await startTalos(built.binary)
  try {
    const tally = startTally()
    const bases = await generateBases(talos, version)
    const count = Math.max(1, Math.round((version.main ? counts.main : counts.older) * scale))
    let pairs = 0
    for (const layout of version.layouts) {
      const written = layout === 'v1.14' ? 'documents' : 'v1alpha1'
      const drawn = [...samples(arbitraryHardening(written), count * 2)]
      for (let index = 0; index < count; index++) {
        const spoken = version.designs[index % version.designs.length] ?? ''
        const [before = {}, after = {}] = drawn.slice(index * 2, index * 2 + 2)
        await checkPair({ talos, bases, tally, target, spoken, layout }, before, after, `pair ${index}`)
        pairs++
      }
    }
    const layout = version.layouts.at(-1) ?? ''
    const faults = await tryFaults({
      talos,
      bases,
      tally: startTally(),
      target,
      spoken: version.designs[0] ?? '',
      layout,
    })
    return {
      kind: 'ran',
      judge: judgeName,
      version: talos.version,
      cases: tally.cases,
      disagreements: tally.disagreements,
      rows: tally.rows,
      faults,
      notes: [`${pairs} pairs of options over ${version.layouts.join(' and ')}, both roles`],
      seconds: (performance.now() - start) / 1000,
    }
  } finally {
    await talos.close()
  }
}

interface Files {
  readonly set: string[]
  readonly clear: string[]
  readonly remove: string[]
  readonly undo: string[]
  readonly problems: number
}

function filesFor(asked: Asked, options: HardeningInput, role: Role, previous?: FileSet): Files & { all: FileSet } {
  const { target, spoken } = asked
  const talos: DesignInput['talos'] = { version: spoken }
  const design = readExample('seed-002-segmented', { talos, targets: { hardening: options } })
  const { output } = renderTarget(target, design, previous === undefined ? {} : { previous })
  const text = (kind: string): string[] =>
    output.files.flatMap((file) => (file.path === `hardening/${kind}${role}.patch.yaml` ? [file.text] : []))
  const problems = output.problems.filter(({ at }) => at.startsWith('hardening/')).length
  return {
    set: text(''),
    clear: text('clear.'),
    remove: text('remove.'),
    undo: text('undo.'),
    problems,
    all: output.files.filter(({ use }) => use === 'apply'),
  }
}

async function checkPair(asked: Asked, before: HardeningInput, after: HardeningInput, name: string): Promise<void> {
  for (const role of ['controlplane', 'worker'] as const) {
    const { talos, bases, tally, spoken, layout } = asked
    const ref = baseName(layout, role)
    const base = bases.get(ref)
    if (base === undefined) throw new Error(`no generated configuration ${ref}`)
    const say = (what: string): void =>
      disagree(tally, `${name} ${role} (Talos ${spoken} over ${layout}): ${JSON.stringify([before, after])}`, what)
    tally.cases++
    const first = filesFor(asked, before, role)
    const deletes = first.undo.join().includes('$patch')
    const once = [...first.clear, ...first.set]
    const held = await stateAfter(talos, ref, once, base, say)
    const twice = await stateAfter(talos, ref, [...once, ...once], base, say)
    const lists = Number(layout.split('.')[1]) < 8 && hasLists(before)
    if (!lists && held !== undefined && twice?.rest !== held.rest)
      say('applied a second time, the patches change something')
    if (held !== undefined && held.firewall !== base.firewall) say('the patches change the firewall')
    const off = await stateAfter(talos, ref, [...once, ...first.undo], base, say)
    if (deletes && off !== undefined && off.rest !== base.rest) say('the undo patch leaves something behind')
    const second = filesFor(asked, after, role, first.all)
    const moved = await stateAfter(talos, ref, [...once, ...second.remove, ...second.clear, ...second.set], base, say)
    const fresh = await stateAfter(talos, ref, [...second.clear, ...second.set], base, say)
    const comparable = deletes && second.problems === 0
    if (comparable && moved !== undefined && fresh !== undefined && moved.rest !== fresh.rest)
      say('over the last bundle, this one holds something else than on a fresh machine')
  }
}

function hasLists(options: HardeningInput): boolean {
  const { logs, mirrors } = options
  return (Array.isArray(logs) && logs.length > 0) || Object.keys(Object(mirrors)).length > 0
}

async function stateAfter(
  talos: TalosProcess,
  ref: string,
  patches: readonly string[],
  base: TalosState,
  say: (what: string) => void,
): Promise<TalosState | undefined> {
  if (patches.length === 0) return base
  const steps = await talos.chain(ref, patches)
  const refused = steps.find((step) => !step.ok)
  if (refused === undefined) return steps.at(-1)
  say(
    `patch ${steps.length} of ${patches.length} is refused (${refused.stage}): ${refused.error}\n${patches[steps.length - 1]}`,
  )
  return undefined
}

/** What must be refused, or seen to change something. */
async function tryFaults({ talos, target, bases, tally, spoken, layout }: Asked) {
  const ref = baseName(layout, 'controlplane')
  const options: HardeningInput = { logs: ['tcp://10.5.8.9:6050'], podSecurity: 'restricted' }
  const { set, clear } = filesFor({ talos, target, bases, tally, spoken, layout }, options, 'controlplane')
  const outcome = (found: boolean): 'caught' | 'NOT CAUGHT' => (found ? 'caught' : 'NOT CAUGHT')
  const refuses = async (patches: readonly string[]): Promise<boolean> =>
    (await talos.chain(ref, patches)).some(({ ok }) => !ok)
  const changed = async (one: readonly string[], two: readonly string[]): Promise<boolean> =>
    (await talos.chain(ref, one)).at(-1)?.rest !== (await talos.chain(ref, two)).at(-1)?.rest
  const edited = (from: RegExp, to: string): string[] => set.map((text) => text.replace(from, to))
  return [
    { fault: 'a misspelt key', outcome: outcome(await refuses(edited(/^( *)destinations:/m, '$1destination:'))) },
    {
      fault: 'a list that is not emptied first',
      outcome: outcome(await changed([...clear, ...set], [...set, ...set])),
    },
    {
      fault: 'a level of the audit log changed',
      outcome: outcome(await changed(set, edited(/level: Request$/m, 'level: None'))),
    },
  ]
}
