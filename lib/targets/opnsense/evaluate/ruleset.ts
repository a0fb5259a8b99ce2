/**
 * From the rows of a box to the rules as pf gets them: those for no interface, for several, or for all but one come first, then
 * those of groups, then those of single interfaces; within each by sequence.
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Firewall/FieldTypes/FilterRuleField.php
 */
import type { Problem } from '@/lib/design/problem'
import { limits } from '../../pf/evaluate/limits'
import type { RouterBox, Scope, Stage } from '../../router/evaluate/stage'
import { strangerStages } from '../../router/evaluate/strangers'
import { type Reading, refuse, warn } from '../../router/read/reading'
import type { Box, OpnModel, RuleRow } from '../model'
import { type AliasTable, makeAliasTable } from './alias-table'
import { familiesOf, readEnd } from './end'
import { plainKey, textOf } from './row-faults'
import { servicesOfRow } from './rule-services'
import { blockedByItself, openByItself } from './system'

export interface Ruleset extends RouterBox {
  readonly box: Box | undefined
  /** Rules that come to nothing, and what makes pf refuse all of them. */
  readonly problems: readonly Problem[]
}

const known = new WeakMap<OpnModel, Ruleset>()

/** Of what the box holds: every row with all its columns, and nothing wrong with any. */
export function rulesetOf(model: OpnModel): Ruleset {
  let ruleset = known.get(model)
  if (ruleset === undefined) {
    ruleset = makeRuleset(model)
    known.set(model, ruleset)
  }
  return ruleset
}

function makeRuleset({ aliases, rules, box }: OpnModel): Ruleset {
  const problems: Reading['problems'] = []
  const table = makeAliasTable(aliases)
  const enabled = rules.filter(({ values }) => textOf(values, 'enabled') === '1')
  const placed = enabled.map((row) => ({ row, place: placeOf(row, box) }))
  // Sorting keeps the order of those in one place.
  placed.sort((a, b) => a.place - b.place)
  for (const [index, one] of placed.entries()) warnOfTie(placed[index - 1], one, problems)
  return {
    stages: [
      ...strangerStages(box?.strangers ?? []),
      ...placed.flatMap(({ row }) => stageOf(row, table, box, problems) ?? []),
    ],
    isOff: box?.filterDisabled === true,
    always: openByItself(box),
    tabsOf: (key) => tabsOf(key, box),
    blockedOn: (key) => blockedByItself(box, key),
    box,
    problems,
  }
}

interface Placed {
  readonly row: RuleRow
  readonly place: number
}

/** The manual does not say which of two rules with one sequence comes first. */
function warnOfTie(before: Placed | undefined, { row, place }: Placed, problems: Problem[]): void {
  if (before?.place !== place || row.isLegacy === true) return
  const [action, other] = [row, before.row].map(({ values }) => textOf(values, 'action') === 'pass')
  if (action === other) return
  const reading: Reading = { file: row.at.file, problems }
  const message = 'one rule passes and another blocks with the same sequence: which of them comes first is not certain'
  warn(reading, row.at.line, message, 'Give each a sequence of its own.')
}

/** Groups of all tunnels of a kind, by the devices that are in them. */
const tunnelDevices: Readonly<Record<string, RegExp>> = {
  openvpn: /^ovpn/,
  wireguard: /^wg\d/,
  enc0: /^enc0$/,
}

/** The interface itself and every group that it is in. */
function tabsOf(key: string, box: Box | undefined): ReadonlySet<string> {
  const groups = [...(box?.groups ?? [])].filter(([, { members }]) => members.includes(key)).map(([name]) => name)
  const device = box?.interfaces.get(key)?.device ?? ''
  const tunnels = Object.entries(tunnelDevices)
    .filter(([, pattern]) => pattern.test(device))
    .map(([name]) => name)
  return new Set([key, ...groups, ...tunnels])
}

const ofSequence = 1_000_000

function placeOf({ values, isLegacy }: RuleRow, box: Box | undefined): number {
  const keys = keysOf(textOf(values, 'interface'))
  const [key] = keys
  const isFloating = keys.length !== 1 || textOf(values, 'interfacenot') === '1' || textOf(values, 'floating') === '1'
  const group = key === undefined ? undefined : box?.groups.get(key)
  const isGroup = group !== undefined || (box === undefined && key !== undefined && !plainKey.test(key))
  const tier = isFloating ? 200_000 : isGroup ? 300_000 + (group?.sequence ?? 0) : 400_000
  const within = isLegacy === true ? ofSequence - 1 : Number(textOf(values, 'sequence'))
  return tier * ofSequence + within
}

function keysOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(',')
}

function stageOf(row: RuleRow, table: AliasTable, box: Box | undefined, problems: Problem[]): Stage | undefined {
  const { at, values } = row
  const reading: Reading = { file: at.file, problems }
  const families = familiesOf(textOf(values, 'ipprotocol'))
  const ends = (['source', 'destination'] as const).map((side) =>
    readEnd(textOf(values, `${side}_net`), textOf(values, `${side}_not`) === '1', table, box),
  )
  const [source, destination] = ends
  if (source === undefined || destination === undefined) return undefined
  for (const name of namesOf(values)) {
    const alias = table.lookUp(name)
    if (alias?.isEnabled === false) {
      refuse(reading, at.line, `pf refuses the whole list of rules: the alias ${name} is switched off`)
    } else if (alias?.kind === 'ports' && alias.ports.length === 0 && alias.unknown === undefined) {
      warn(reading, at.line, `OPNsense leaves this rule out: the alias ${name} holds no port`)
      return undefined
    }
  }
  const service = servicesOfRow(values, families, table)
  const scope = scopeOf(values, box)
  const direction = textOf(values, 'direction')
  const action = textOf(values, 'action')
  return {
    at,
    name: textOf(values, 'description') || `the rule on line ${at.line}`,
    action: action === 'pass' ? 'pass' : 'block',
    quick: textOf(values, 'quick') === '1',
    inbound: direction !== 'out',
    outbound: direction !== 'in',
    on: scope.on,
    families,
    services: service.services,
    source: source.end,
    destination: destination.end,
    unknown: restrictionOf(row) ?? source.unknown ?? destination.unknown ?? service.unknown ?? scope.unknown,
  }
}

/** Every alias that the row may name. */
function namesOf(values: ReadonlyMap<string, string>): readonly string[] {
  const columns = ['source_net', 'destination_net', 'source_port', 'destination_port']
  return columns.flatMap((column) => textOf(values, column).split(','))
}

interface ScopeReading {
  readonly on: Scope
  readonly unknown: string | undefined
}

function scopeOf(values: ReadonlyMap<string, string>, box: Box | undefined): ScopeReading {
  const keys = keysOf(textOf(values, 'interface'))
  if (keys.length === 0) return { on: undefined, unknown: undefined }
  const group = keys.find((key) => box === undefined && !plainKey.test(key))
  if (group !== undefined) {
    return { on: undefined, unknown: `who is in the group ${group} stands in the configuration of the box` }
  }
  const kind = textOf(values, 'interfacenot') === '1' ? 'except' : 'only'
  return { on: { kind, tabs: new Set(keys) }, unknown: undefined }
}

/** Conditions that are no part of a packet as it is compared here. */
const conditions: Readonly<Record<string, string>> = {
  sched: 'a schedule says when it holds',
  tagged: 'it asks for a mark of another rule',
  os: 'it asks for an operating system',
  tos: 'it asks for a class of service',
  prio: 'it asks for a VLAN priority',
  tcpflags2: 'it asks for TCP flags',
  'divert-to': 'it hands packets to another program',
  'received-on': 'it asks by which interface a packet came',
  'max-pkt-rate-number': 'it asks how many packets come',
  ...limits,
}

function restrictionOf({ values, strange }: RuleRow): string | undefined {
  if (strange !== undefined) return `what "${strange}" of a rule does is not known here`
  const asked = Object.entries(conditions).find(([column]) => textOf(values, column) !== '')
  if (asked !== undefined) return asked[1]
  const isStateless = textOf(values, 'action') === 'pass' && textOf(values, 'statetype') === 'none'
  return isStateless ? 'it keeps no state, so that answers are not let through' : undefined
}
