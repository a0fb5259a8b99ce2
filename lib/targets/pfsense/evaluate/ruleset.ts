/**
 * From the texts of a configuration to the rules as pf gets them. Rules that pfSense leaves out silently are told; what
 * makes pf refuse the whole list is an error, because then the box keeps the rules that it had.
 * @see https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc
 */
import type { Problem } from '@/lib/design/problem'
import type { Family } from '@/lib/net/address'
import type { RouterBox, Stage, Scope as StageScope } from '../../router/evaluate/stage'
import { everything, strangerStages } from '../../router/evaluate/strangers'
import { type Reading, refuse, warn } from '../../router/read/reading'
import type { Box, PfModel, RuleText } from '../model'
import { type AliasTable, makeAliasTable } from './alias-table'
import { readEnd } from './end'
import { restrictionOf } from './rule-fields'
import { servicesOfRule } from './rule-services'
import { blockedByItself, openByItself } from './system'
import { tabsOf, tunnelTabs } from './tabs'

export interface Ruleset extends RouterBox {
  /** Rules that pfSense leaves out, what pf refuses to load, and what is worth saying. */
  readonly problems: readonly Problem[]
  readonly box: Box | undefined
}

const known = new WeakMap<PfModel, Ruleset>()

export function rulesetOf(model: PfModel): Ruleset {
  let ruleset = known.get(model)
  if (ruleset === undefined) {
    ruleset = makeRuleset(model)
    known.set(model, ruleset)
  }
  return ruleset
}

function makeRuleset({ aliases, filter, box }: PfModel): Ruleset {
  const problems: Reading['problems'] = []
  const table = makeAliasTable(aliases, problems)
  const tiers: Stage[][] = [[], [], []]
  for (const rule of filter?.rules ?? []) {
    const stage = stageOf(rule, table, box, problems)
    if (stage !== undefined) tiers[tierOf(rule, box)]?.push(stage)
  }
  const bypass = filter?.bypassStaticRoutes
  const last: Stage[] =
    bypass === undefined || box?.hasStaticRoutes === false
      ? []
      : [
          {
            ...everything,
            at: bypass,
            name: 'static routes',
            unknown: 'packets between statically routed networks pass',
          },
        ]
  return {
    stages: [...strangerStages(box?.strangers ?? []), ...tiers.flat(), ...last],
    isOff: box?.filterDisabled === true,
    always: openByItself(box),
    tabsOf: (key) => tabsOf(key, box),
    blockedOn: (key) => blockedByItself(box, key),
    problems,
    box,
  }
}

/** Floating rules first, then those of groups and tunnels, then those of single interfaces. */
function tierOf({ fields }: RuleText, box: Box | undefined): 0 | 1 | 2 {
  if (fields.has('floating')) return 0
  const key = fields.get('interface') ?? ''
  return isGroup(key, box) ? 1 : 2
}

function isGroup(key: string, box: Box | undefined): boolean {
  if (Object.hasOwn(tunnelTabs, key.toLowerCase()) || box?.groups.has(key) === true) return true
  return box === undefined && !plainKey.test(key)
}

/** Interfaces carry these names; every other one is a group or a tunnel. */
const plainKey = /^(?:wan|lan|opt\d+)$/

function stageOf(
  rule: RuleText,
  table: AliasTable,
  box: Box | undefined,
  problems: Reading['problems'],
): Stage | undefined {
  const { fields, at } = rule
  const reading: Reading = { file: at.file, problems }
  const name = fields.get('descr') || `the rule on line ${at.line}`
  const skip = (why: string): undefined => {
    warn(reading, at.line, `pfSense leaves this rule out: ${why}`)
    return undefined
  }
  if (fields.has('disabled') || fields.get('type') === 'match') return undefined
  const scope = scopeOf(rule, box)
  if (scope.kind === 'nowhere') return skip(scope.why)
  const families = familiesOf(fields.get('ipprotocol'))
  const source = readEnd(rule, 'source', families, table, box)
  const destination = readEnd(rule, 'destination', families, table, box)
  const service = servicesOfRule(rule, families, table)
  const faults = [source, destination, service].flatMap((part) => (part.kind === 'fault' ? [part] : []))
  const leftOut = faults.find(({ refuses }) => !refuses)
  if (leftOut !== undefined) return skip(leftOut.why)
  for (const { why } of faults) refuse(reading, at.line, `pf refuses the whole list of rules: ${why}`)
  if (source.kind === 'fault' || destination.kind === 'fault' || service.kind === 'fault') return undefined
  const direction = fields.get('floating') === 'yes' ? (fields.get('direction') ?? '') : 'in'
  const type = fields.get('type')
  return {
    at: rule.source.at,
    name,
    // A word that pfSense does not know means pass, as in its oldest rules.
    action: type === 'block' || type === 'reject' ? 'block' : 'pass',
    quick: !fields.has('floating') || fields.has('quick'),
    inbound: direction !== 'out',
    outbound: direction !== 'in',
    on: scopeTabs(scope),
    families,
    services: service.services,
    source: source.end,
    destination: destination.end,
    unknown: restrictionOf(rule) ?? source.unknown ?? destination.unknown ?? service.unknown ?? scope.unknown,
  }
}

function scopeTabs(scope: Exclude<Scope, { kind: 'nowhere' }>): StageScope {
  return scope.kind === 'everywhere' ? undefined : { kind: 'only', tabs: scope.keys }
}

type Scope =
  | { readonly kind: 'everywhere'; readonly unknown?: string }
  | { readonly kind: 'keys'; readonly keys: ReadonlySet<string>; readonly unknown?: string }
  | { readonly kind: 'nowhere'; readonly why: string }

function scopeOf({ fields }: RuleText, box: Box | undefined): Scope {
  const text = fields.get('interface') ?? ''
  const isFloating = fields.has('floating')
  if (isFloating && (text === '' || text === 'any')) return { kind: 'everywhere' }
  const keys = isFloating ? text.split(',') : [text]
  if (box === undefined) {
    // Only a group could be called so, and who is in it stands elsewhere.
    const group = keys.find((key) => isFloating && !plainKey.test(key) && !Object.hasOwn(tunnelTabs, key.toLowerCase()))
    if (!isFloating && (text === '' || text === 'any'))
      return { kind: 'nowhere', why: `there is no interface "${text}"` }
    if (!isFloating && isGroup(text, box) && !Object.hasOwn(tunnelTabs, text.toLowerCase())) {
      return { kind: 'everywhere', unknown: `who is in the group ${text} stands in another part of the backup` }
    }
    if (group !== undefined) {
      return { kind: 'everywhere', unknown: `who is in the group ${group} stands in another part of the backup` }
    }
    return { kind: 'keys', keys: new Set(keys.map(tabName)) }
  }
  const present = keys.filter((key) => box.interfaces.has(key) || isGroup(key, box))
  if (present.length === 0) return { kind: 'nowhere', why: `there is no enabled interface "${text}"` }
  return { kind: 'keys', keys: new Set(present.map(tabName)) }
}

function tabName(key: string): string {
  return Object.hasOwn(tunnelTabs, key.toLowerCase()) ? key.toLowerCase() : key
}

function familiesOf(word: string | undefined): readonly Family[] {
  if (word === 'inet6') return [6]
  return word === 'inet46' ? [4, 6] : [4]
}
