/**
 * What each machine holds once `nft -f` has carried out its file over what was there: tables and chains of the same name
 * are added to, and only `delete` and `flush` take away. A file is one transaction: it works whole, or changes nothing.
 * @see https://www.netfilter.org/projects/nftables/manpage.html
 */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { memberNamed } from '@/lib/site/member-named'
import type { Point } from '@/lib/site/point'
import type { Member, Site } from '@/lib/site/site'
import { rememberOf } from '@/lib/text/remember'
import { findBlindSpots } from './evaluate/blind-spots'
import { runCommands } from './evaluate/run-commands'
import { emptyRuleset, type NftablesModel, type Ruleset, type RulesetFile } from './ruleset'

/** Fails where nft would, and where the files decide about packets that no verdict covers. */
export function install(before: NftablesModel | undefined, change: NftablesModel, site: Site): Result<NftablesModel> {
  if (change.kind === 'installed') return success(change)
  const held = before === undefined ? new Map<string, Ruleset>() : rulesetsOf(before, site).rulesets
  const { rulesets, problems } = applyAll(held, change.files, site)
  if (problems.some(({ severity }) => severity === 'error')) return failure(problems)
  return success({ kind: 'installed', rulesets }, problems)
}

/** What one machine holds: of files alone, what it holds once they are loaded on a fresh machine. */
export function installedRuleset(model: NftablesModel, memberName: string, site: Site): Ruleset {
  return rulesetsOf(model, site).rulesets.get(memberName) ?? emptyRuleset
}

/** Whether some file is for the machine. */
export function covers(model: NftablesModel, at: Point, site: Site): boolean {
  const member = memberNamed(site, at.member)
  if (model.kind === 'installed' || member === undefined) return true
  return fileFor(model.files)(member) !== undefined
}

interface Applied {
  readonly rulesets: ReadonlyMap<string, Ruleset>
  readonly problems: readonly Problem[]
}

const appliedFresh = new WeakMap<NftablesModel, { readonly site: Site; readonly applied: Applied }>()

function rulesetsOf(model: NftablesModel, site: Site): Applied {
  if (model.kind === 'installed') return { rulesets: model.rulesets, problems: [] }
  const known = appliedFresh.get(model)
  if (known !== undefined && known.site === site) return known.applied
  const applied = applyAll(new Map(), model.files, site)
  appliedFresh.set(model, { site, applied })
  return applied
}

/** Machines with the same past and the same file share one result, so that it can be evaluated once. */
function applyAll(before: ReadonlyMap<string, Ruleset>, files: readonly RulesetFile[], site: Site): Applied {
  const fileOf = fileFor(files)
  const known = new Map<Ruleset, Map<RulesetFile, Result<Ruleset>>>()
  const problems = new Map<string, Problem>()
  const rulesets = new Map<string, Ruleset>()
  for (const member of site.members) {
    const past = before.get(member.name) ?? emptyRuleset
    const file = fileOf(member)
    if (file === undefined) {
      rulesets.set(member.name, past)
      continue
    }
    const results = known.get(past) ?? new Map<RulesetFile, Result<Ruleset>>()
    known.set(past, results)
    const result =
      results.get(file) ?? (past === emptyRuleset ? runFresh(file.commands) : runCommands(past, file.commands))
    results.set(file, result)
    const ruleset = result.ok ? result.value : past
    const found = result.ok ? findBlindSpots(ruleset, member, site) : result.problems
    for (const problem of found) {
      const key = `${problem.at} ${problem.message}`
      if (!problems.has(key)) problems.set(key, problem)
    }
    rulesets.set(member.name, ruleset)
  }
  return { rulesets, problems: [...problems.values()] }
}

/** On a fresh machine the same commands come to the same. */
const runFresh = rememberOf((commands: RulesetFile['commands']) => runCommands(emptyRuleset, commands))

/** The most particular file: the machine's own, else its role's, else the one for all. */
const fileFor = rememberOf((files: readonly RulesetFile[]): ((member: Member) => RulesetFile | undefined) => {
  const own = new Map(files.flatMap((file) => (file.scope.kind === 'member' ? [[file.scope.name, file]] : [])))
  const byRole = new Map(files.flatMap((file) => (file.scope.kind === 'role' ? [[file.scope.role, file]] : [])))
  const all = files.find(({ scope }) => scope.kind === 'all')
  return ({ name, role }) => own.get(name) ?? byRole.get(role) ?? all
})
