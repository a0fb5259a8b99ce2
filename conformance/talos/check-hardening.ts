/** One pair of bundles on machines of both roles: what Talos, Kubernetes and Linux then hold against what must hold. */
import { parseTalosVersion, type TalosVersion } from '@/lib/design/talos-version'
import type { HardeningInput } from '@/lib/testing/arbitrary-hardening'
import { type HardeningNeeds, hardeningNeeds } from './hardening-needs'
import type { HardeningPair, PatchTexts } from './hardening-pairs'
import { type Around, leftBehind, unmet } from './hardening-unmet'
import { type HardeningView, viewOf } from './hardening-view'
import { baseName, type TalosProcess } from './process'
import type { Role, TalosState } from './protocol'

export interface HardeningJudges extends Around {
  readonly talos: TalosProcess
  /** Generated configurations by the name that `baseName` gives. */
  readonly bases: ReadonlyMap<string, TalosState>
}

/** What is wrong, in words that begin with who says so. */
export async function faultsOfPair(judges: HardeningJudges, pair: HardeningPair, texts: PatchTexts): Promise<string[]> {
  const found: string[] = []
  for (const role of ['controlplane', 'worker'] as const) {
    for (const what of await faultsOfRole(judges, pair, texts, role)) found.push(`${role}: ${what}`)
  }
  return found
}

type Kind = 'set' | 'clear' | 'remove' | 'undo'

async function faultsOfRole(
  judges: HardeningJudges,
  pair: HardeningPair,
  texts: PatchTexts,
  role: Role,
): Promise<string[]> {
  const machine = machineOf(judges, pair, role)
  const base = await machine.hold([])
  if (base === undefined) return machine.found
  const patch = (bundle: 'first' | 'second', ...kinds: readonly Kind[]): string[] =>
    kinds.flatMap((kind) => texts[`${role} ${bundle} ${kind}`] ?? [])
  const [before, after] = [versionOf(pair.spoken[0]), versionOf(pair.spoken[1])]
  const deletes = before.minor >= 8
  const wanted = hardeningNeeds(pair.before, before, pair.postures[0], role)
  const next = hardeningNeeds(pair.after, after, pair.postures[1], role)
  const { found, hold } = machine
  const say = (isWrong: boolean, what: string): void => void (isWrong ? found.push(what) : undefined)

  const once = patch('first', 'clear', 'set')
  const held = await hold(once)
  if (held === undefined) return found
  // Before 1.6.2 any patch of the API server takes its audit policy away, and Talos takes its own instead.
  const ground = { ...viewOf(base.whole), audit: viewOf(generatedText(judges, pair, role)).audit }
  const view = viewOf(held.whole)
  say(held.firewall !== base.firewall, 'Talos: the patches change the firewall')
  const twice = await hold([...once, ...once])
  say(
    (deletes || !hasLists(pair.before)) && twice?.rest !== held.rest,
    'Talos: applied a second time, the patches change something',
  )
  // What the release before wanted is held to what that release sets by itself, and not here.
  if (pair.spoken[0] === pair.spoken[1]) found.push(...(await unmet(judges, view, ground, wanted)))
  for (const kind of ['clear', 'undo'] as const) {
    const idle = patch('first', kind)
    say(
      idle.length > 0 && (await hold([...once, ...idle]))?.rest === held.rest,
      `Talos: the ${kind} patch does nothing`,
    )
  }
  const off = await hold([...once, ...patch('first', 'undo')])
  if (off !== undefined) found.push(...(await leftBehind(judges, viewOf(off.whole), ground, deletes)))
  say(deletes && off?.rest !== base.rest, 'Talos: the undo patch leaves something behind')

  const isSaid = (texts.problems ?? '').split('\n').some((at) => at.includes(role))
  const damaged = texts[`${role} damaged`]
  if (damaged !== undefined) {
    const isRefused = (await machineOf(judges, pair, role).hold([damaged])) === undefined
    say(isRefused && !isSaid, 'Talos refuses what the last bundle is given as, and nothing is said of it')
    return found
  }
  if (isRelaid(pair)) {
    const isHeld = once.length > 0 && mayBeRelaid(wanted, view)
    say(isHeld && !isSaid, 'Talos: the layout is another, and nothing is said of what stays')
    return found
  }
  const removal = patch('second', 'remove')
  const less = await hold([...once, ...removal])
  say(removal.length > 0 && less?.rest === held.rest, 'Talos: the remove patch does nothing')
  const moved = await hold([...once, ...removal, ...patch('second', 'clear', 'set')])
  const fresh = await hold(patch('second', 'clear', 'set'))
  if (less === undefined || moved === undefined || fresh === undefined) return found
  found.push(...(await unmet(judges, viewOf(fresh.whole), ground, next)))
  found.push(...takenTooMuch(view, viewOf(less.whole), viewOf(fresh.whole)))
  const left = deletes ? moved.rest !== fresh.rest : hasMore(viewOf(moved.whole), next)
  say(left && !isSaid, 'Talos: over the last bundle, this one holds something else than on a fresh machine, unsaid')
  say(!left && isSaid, `Talos takes away what is said to stay: ${texts.problems}`)
  return found
}

function generatedText({ bases }: HardeningJudges, { contract }: HardeningPair, role: Role): string {
  return bases.get(baseName(contract, role))?.text ?? ''
}

interface Machine {
  readonly found: string[]
  /** What it holds after patches of ours; nothing where Talos refuses one, which is noted. */
  hold(patches: readonly string[]): Promise<TalosState | undefined>
}

function machineOf({ talos, bases }: HardeningJudges, { contract }: HardeningPair, role: Role): Machine {
  const ref = baseName(contract, role)
  if (!bases.has(ref)) throw new Error(`no generated configuration ${ref}`)
  const found: string[] = []
  return {
    found,
    hold: async (patches) => {
      const all = [theirs(contract, role), ...patches]
      const steps = await talos.chainWhole(ref, all)
      const refused = steps.find((step) => !step.ok)
      if (refused === undefined) return steps.at(-1)
      found.push(`Talos refuses a patch (${refused.stage}): ${refused.error}\n${all[steps.length - 1]}`)
      return undefined
    },
  }
}

/** Settings of their own, beside ours. */
function theirs(contract: string, role: Role): string {
  const sysctls = 'vm.max_map_count: "262144"'
  if (contract === 'v1.14') return `apiVersion: v1alpha1\nkind: SysctlConfig\nparams: { ${sysctls} }\n`
  const server = role === 'controlplane' ? 'cluster: { apiServer: { extraArgs: { profiling: "false" } } }\n' : ''
  const registry = '"registry.example.net": { tls: { insecureSkipVerify: true } }'
  return `machine: { sysctls: { ${sysctls} }, registries: { config: { ${registry} } } }\n${server}`
}

function versionOf(text: string): TalosVersion {
  const version = parseTalosVersion(text)
  if (version === undefined) throw new Error(`${text} is no version`)
  return version
}

function hasLists({ logs, mirrors, kernelLogs }: HardeningInput): boolean {
  const isList = [logs, kernelLogs].some((list) => Array.isArray(list) && list.length > 0)
  return isList || Object.keys(Object(mirrors)).length > 0
}

/** Where a patch takes nothing away: whether more is held than is wanted. */
function hasMore(view: HardeningView, needs: HardeningNeeds): boolean {
  const isMore = view.logs.some((one) => !needs.logs.includes(one)) || view.kernelLogs.length > needs.kernelLogs.length
  const more = Object.entries(view.mirrors).some(([name, { endpoints }]) =>
    endpoints.some((one) => needs.mirrors[name]?.endpoints.includes(one) !== true),
  )
  return isMore || more
}

/** What both bundles hold and the remove patch takes away between them. */
function takenTooMuch(held: HardeningView, less: HardeningView, fresh: HardeningView): string[] {
  const gone = (what: string, is: boolean): string[] =>
    is ? [`Talos: the remove patch takes away ${what}, which this bundle sets again`] : []
  return [
    ...Object.keys(held.sysctls).flatMap((key) => gone(key, key in fresh.sysctls && !(key in less.sysctls))),
    ...held.names.flatMap((name) => gone(name, fresh.names.includes(name) && !less.names.includes(name))),
    ...Object.keys(held.mirrors).flatMap((name) => gone(name, name in fresh.mirrors && !(name in less.mirrors))),
    ...gone('logs', held.logs.length > 0 && fresh.logs.length > 0 && less.logs.length === 0),
    ...(['audit', 'podSecurity', 'tls'] as const).flatMap((key) =>
      gone(key, held[key] === fresh[key] && less[key] !== held[key]),
    ),
  ]
}

/** Whether the second bundle is written in another layout than the first: no patch leads there. */
function isRelaid({ before, after }: HardeningPair): boolean {
  return before.layout !== undefined && after.layout !== undefined && before.layout !== after.layout
}

/** Service logs and the log of the kernel stand at one place in either layout. */
function mayBeRelaid(needs: HardeningNeeds, view: HardeningView): boolean {
  const isSet = Object.keys(needs.sysctls).some((key) => key in view.sysctls)
  return isSet || needs.audit || needs.podSecurity === 'restricted' || Object.keys(needs.mirrors).length > 0
}
