/** One file to what it says: the datacenter's, or a guest's. */
import type { Prefix } from '@/lib/net/prefix'
import { prefixText } from '@/lib/net/text-cache'
import type { TextFile } from '../../target'
import {
  type Action,
  type ClusterConfig,
  type End,
  type Group,
  type GuestConfig,
  type IpSet,
  type Rule,
  type Scope,
  type SetEntry,
  type Switch,
  switches,
} from '../model'
import { isName, type Reading, refuse, warn } from './reading'
import { readRule } from './rule'
import { readSections, type Section, type SourceLine } from './sections'
import { logLevels, readEntryPrefix } from './words'

/** Begins the first line of a file that is put into the box's own one, and not in place of it. */
export const partMark = '# Part of '

type Settings = Map<string, { readonly value: string; readonly line: number }>

export function readCluster(file: TextFile, reading: Reading): ClusterConfig {
  const aliases = new Map<string, Prefix>()
  const sets = new Map<string, IpSet>()
  const groups = new Map<string, Group>()
  const settings: Settings = new Map()
  const scopes: readonly Scope[] = ['dc']
  for (const section of readSections(file, reading)) {
    if (section.kind === 'options') readSettings(section, settings, reading)
    else if (section.kind === 'aliases') readAliases(section, aliases, reading)
    else if (section.kind === 'ipset') addSet(section, sets, aliases, scopes, reading)
    else {
      const home = section.kind === 'group' ? 'group' : 'cluster'
      const rules = section.lines.flatMap((line) => readRule(line, home, reading) ?? [])
      for (const rule of rules) checkNames(rule, sets, aliases, scopes, reading)
      if (section.kind !== 'group') continue
      if (groups.has(section.name)) refuse(reading, section.line, `there are two groups ${section.name}`)
      groups.set(section.name, { at: { file: reading.file, line: section.line }, comment: section.comment, rules })
    }
  }
  checkClusterSettings(settings, reading)
  const enable = settings.get('enable')
  return {
    kind: 'cluster',
    file: file.path,
    isPart: file.text.startsWith(partMark) && !settings.has('enable'),
    enable: enable === undefined ? undefined : settingOf(enable, (text) => text === '1', reading),
    aliases,
    sets,
    groups,
  }
}

export function readGuest(file: TextFile, vmid: number, reading: Reading): GuestConfig {
  const aliases = new Map<string, Prefix>()
  const sets = new Map<string, IpSet>()
  const settings: Settings = new Map()
  const rules: Rule[] = []
  for (const section of readSections(file, reading)) {
    if (section.kind === 'options') readSettings(section, settings, reading)
    else if (section.kind === 'aliases') readAliases(section, aliases, reading)
    else if (section.kind === 'ipset') addSet(section, sets, aliases, ['guest', 'dc'], reading)
    else if (section.kind === 'group') refuse(reading, section.line, 'a guest has no groups of its own')
    else {
      const read = section.lines.flatMap((line) => readRule(line, 'guest', reading) ?? [])
      for (const rule of read) checkNames(rule, sets, aliases, ['guest'], reading)
      rules.push(...read)
    }
  }
  checkGuestSettings(settings, reading)
  const policy = (key: string) => {
    const found = settings.get(key)
    return found === undefined ? undefined : settingOf(found, (text) => text as Action, reading)
  }
  return {
    kind: 'guest',
    file: file.path,
    vmid,
    aliases,
    sets,
    switches: Object.fromEntries(
      switches.flatMap((name): [Switch, { value: boolean; at: { file: string; line: number } }][] => {
        const found = settings.get(name)
        return found === undefined ? [] : [[name, settingOf(found, (text) => text === '1', reading)]]
      }),
    ),
    policyIn: policy('policy_in'),
    policyOut: policy('policy_out'),
    rules,
  }
}

function settingOf<Value>(
  { value, line }: { readonly value: string; readonly line: number },
  convert: (text: string) => Value,
  { file }: Reading,
): { value: Value; at: { file: string; line: number } } {
  return { value: convert(value), at: { file, line } }
}

function readSettings({ lines }: Section, settings: Settings, reading: Reading): void {
  for (const { text, line } of lines) {
    const [, key = '', value = ''] = /^([a-z_0-9]+):[ \t]*(.*)$/.exec(text) ?? []
    if (key === '') refuse(reading, line, `${text.slice(0, 40)} is no setting`, 'write it as "enable: 1"')
    else if (settings.has(key)) refuse(reading, line, `${key} is set twice`)
    else settings.set(key, { value, line })
  }
}

type Test = (value: string) => boolean
const bit: Test = (value) => value === '0' || value === '1'
const verdict: Test = (value) => ['ACCEPT', 'DROP', 'REJECT'].includes(value)
const level: Test = (value) => logLevels.some((one) => one === value)
const anything: Test = () => true
const aWord: Test = (value) => /^\S+$/.test(value)
const queues: Test = (value) => /^\d+(?::\d+)?$/.test(value)

const clusterSettings: Readonly<Record<string, Test>> = {
  enable: bit,
  ebtables: bit,
  policy_in: verdict,
  policy_out: verdict,
  policy_forward: (value) => value === 'ACCEPT' || value === 'DROP',
  log_ratelimit: aWord,
}
const guestSettings: Readonly<Record<string, Test>> = {
  ...Object.fromEntries(switches.map((name) => [name, bit])),
  policy_in: verdict,
  policy_out: verdict,
  log_level_in: level,
  log_level_out: level,
  ips_queues: queues,
  layer2_protocols: anything,
}

function checkClusterSettings(settings: Settings, reading: Reading): void {
  checkSettings(settings, clusterSettings, reading)
}
function checkGuestSettings(settings: Settings, reading: Reading): void {
  checkSettings(settings, guestSettings, reading)
}
function checkSettings(settings: Settings, known: Readonly<Record<string, Test>>, reading: Reading): void {
  for (const [key, { value, line }] of settings) {
    const test = Object.hasOwn(known, key) ? known[key] : undefined
    if (test === undefined) refuse(reading, line, `${key} is no setting of this file`)
    else if (!test(value)) refuse(reading, line, `"${value}" is no value of ${key}`)
  }
}

function readAliases({ lines }: Section, aliases: Map<string, Prefix>, reading: Reading): void {
  for (const { text, line } of lines) {
    const [, name = '', value = ''] = /^(\S+)[ \t](\S+?)[ \t]*(?:#.*)?$/.exec(text) ?? []
    const read = readEntryPrefix(value)
    if (!isName(name))
      refuse(reading, line, 'an alias is a name in small letters, one blank, and an address or network')
    else if (!read.ok) refuse(reading, line, read.why)
    else if (aliases.has(name)) refuse(reading, line, `there are two aliases ${name}`)
    else aliases.set(name, read.value)
  }
}

function addSet(
  { name, comment, line, lines }: Section,
  sets: Map<string, IpSet>,
  aliases: ReadonlyMap<string, Prefix>,
  scopes: readonly Scope[],
  reading: Reading,
): void {
  if (sets.has(name)) refuse(reading, line, `there are two IP sets ${name}`)
  const entries: SetEntry[] = []
  const seen = new Set<string>()
  for (const source of lines) {
    const entry = readEntry(source, aliases, scopes, reading)
    if (entry === undefined) continue
    const { address } = entry
    const key = 'alias' in address ? `${address.scope ?? ''}/${address.alias}` : prefixText(address)
    if (seen.has(key)) refuse(reading, source.line, 'the set has this entry already')
    seen.add(key)
    entries.push(entry)
  }
  sets.set(name, { at: { file: reading.file, line }, comment, entries })
}

const addressAlone = /^[\da-f]*[.:][\da-f.:/]*$/

function readEntry(
  { text, line }: SourceLine,
  aliases: ReadonlyMap<string, Prefix>,
  scopes: readonly Scope[],
  reading: Reading,
): SetEntry | undefined {
  // Most entries are nothing but an address.
  if (addressAlone.test(text)) {
    const read = readEntryPrefix(text)
    if (read.ok) return { at: { file: reading.file, line }, isExcluded: false, address: read.value }
  }
  const match = /^(!?)[ \t]*([^\s#!]+)[ \t]*(?:#.*)?$/.exec(text)
  if (match === null) return refuse(reading, line, 'an entry of an IP set is one address, network or alias')
  const [, mark, word = ''] = match
  const base = { at: { file: reading.file, line }, isExcluded: mark === '!' }
  const [, scope, alias] = /^(?:(dc|guest)\/)?([a-z][a-z0-9_-]+)$/.exec(word) ?? []
  if (alias === undefined) {
    const read = readEntryPrefix(word)
    return read.ok ? { ...base, address: read.value } : refuse(reading, line, read.why)
  }
  if (scope === undefined) {
    const cure = `write ${scopes[0]}/${alias}`
    warn(reading, line, `the nftables firewall may not find ${alias}: it does not say where the alias is`, cure)
  }
  if (isMissing(scope as Scope | undefined, alias, aliases, scopes))
    return refuse(reading, line, `no alias ${alias} stands above`)
  return { ...base, address: { alias, scope: scope as Scope | undefined } }
}

/** What is not of this file is looked for once the files are together. */
function isMissing(
  scope: Scope | undefined,
  name: string,
  here: ReadonlyMap<string, unknown>,
  scopes: readonly Scope[],
): boolean {
  const [own] = scopes
  if (here.has(name)) return false
  return scope === undefined ? own === 'dc' : scope === own
}

/** The Perl program leaves a rule out whose set or alias only follows. */
function checkNames(
  rule: Rule,
  sets: ReadonlyMap<string, IpSet>,
  aliases: ReadonlyMap<string, Prefix>,
  scopes: readonly Scope[],
  reading: Reading,
): void {
  if (rule.kind === 'group') return
  const missing = (end: End | undefined): boolean => {
    if (end === undefined || end.kind === 'list') return false
    return isMissing(end.scope, end.name, end.kind === 'set' ? sets : aliases, scopes)
  }
  for (const end of [rule.source, rule.destination]) {
    if (!missing(end) || end === undefined || end.kind === 'list') continue
    const what = end.kind === 'set' ? 'IP set' : 'alias'
    refuse(reading, rule.at.line, `no ${what} ${end.name} stands above the rule, which is then left out`)
  }
}
