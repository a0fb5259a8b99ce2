/**
 * For import: what Talos files say beyond their rules. The list of what is read is the whole of it; every other value of a
 * machine configuration, certificates, keys and tokens among them, stays in the text and goes nowhere.
 */
import { type Problem, problemAt } from '@/lib/design/problem'
import type { Fact, FileSet, Lifted, MachineFact, NamedPorts, TextFile } from '../target'
import { behaviourOf } from './behaviour'
import { readClusterFacts } from './lift/cluster-facts'
import { readAddresses } from './lift/machine-facts'
import { type ChainPart, openChains } from './lift/open-chains'
import { openDump, type Part } from './lift/open-dump'
import { openWrapper, type Wrapped } from './lift/open-wrapper'
import { readBundlePath, talosReaders } from './read'
import type { Source } from './read/document'
import { minorOfKind } from './read/document-kinds'
import { fieldAt, readMachine, textAt } from './read/machine'
import type { Reading } from './read/reading'
import { decodeSources, readSources } from './read/text'

interface Found {
  /** Names of the machines. */
  readonly taken: Set<string>
  /** For each wish that was taken, or is none: the number to try next. */
  readonly next: Map<string, number>
  readonly files: (TextFile & { readonly from: string })[]
  readonly referred: string[]
  readonly machines: MachineFact[]
  readonly facts: Fact[]
  readonly names: NamedPorts[]
  readonly ignored: { readonly at: { readonly file: string; readonly line: number }; readonly what: string }[]
  readonly problems: Problem[]
}

/** Of one dump; import takes a thousand machines at most, and so refuses what has more. */
const mostParts = 1_001

/** The newest, which knows every kind: what older ones refuse, the reader says. */
const newest = behaviourOf({ major: 1, minor: 14, patch: 99 })

export function lift(files: FileSet): Lifted {
  const found: Found = {
    taken: new Set(),
    next: new Map(),
    files: [],
    referred: [],
    machines: [],
    facts: [],
    names: [],
    ignored: [],
    problems: [],
  }
  const wrapped = files.flatMap((file) => {
    const inside = openWrapper(file, files)
    return inside === undefined ? [] : [{ file, inside }]
  })
  const taken = new Set(wrapped.flatMap(({ file, inside }) => [file.path, ...inside.referred]))
  for (const { file, inside } of wrapped) liftWrapped(file.path, inside, found)
  for (const file of files.filter(({ path }) => !taken.has(path))) {
    if (readBundlePath(file.path)?.use === 'disable') {
      found.ignored.push({ at: { file: file.path, line: 1 }, what: 'a patch that is only applied to switch all off' })
      continue
    }
    const opened = openChains(file)
    if (opened !== undefined) {
      if ('message' in opened) found.problems.push(opened)
      else for (const part of opened.slice(0, mostParts)) liftChain(part, found)
      continue
    }
    for (const part of openDump(file).slice(0, mostParts)) {
      found.problems.push(...part.problems)
      if (talosReaders.some((reader) => reader.recognises(part.file))) liftPart(part, found)
    }
  }
  const [first] = found.names
  if (first !== undefined && !found.facts.some(({ key }) => key === 'defaultAction')) {
    // Talos' own default, which no document says.
    found.facts.push({ key: 'defaultAction', value: 'accept', at: first.at })
  }
  return found
}

function liftWrapped(path: string, inside: Wrapped, found: Found): void {
  const { files, referred, machines, facts, problems } = inside
  found.problems.push(...problems)
  found.referred.push(...referred)
  found.machines.push(...machines.map((machine) => ({ ...machine, isNamed: true })))
  for (const { name } of machines) found.taken.add(name)
  found.facts.push(...facts)
  const what = 'all but machines, networks and patches that hold firewall documents'
  found.ignored.push(...[path, ...referred].map((file) => ({ at: { file, line: 1 }, what })))
  for (const file of files.filter((one) => talosReaders.some((reader) => reader.recognises(one)))) {
    const reading: Reading = { file: path, text: file.text, behaviour: newest, form: 'patch', problems: [] }
    const sources = readSources(reading)
    if (sources !== undefined) found.names.push(...namesIn(reading, sources, found))
    found.files.push({ ...file, from: path })
  }
}

/** A chain says neither name nor role: only control planes have etcd and trustd. */
function liftChain({ file, node, line, problems }: ChainPart, found: Found): void {
  found.problems.push(...problems)
  const reading: Reading = { file: file.path, text: file.text, behaviour: newest, form: 'patch', problems: [] }
  const names = namesIn(reading, readSources(reading) ?? [], found)
  const opens = (port: number): boolean =>
    names.some(({ ports }) => ports.some(({ from, to }) => from <= port && port <= to))
  const role = opens(2380) || opens(50001) ? 'controlplane' : 'worker'
  const name = freeName(found, undefined, role)
  const at = { file: file.path, line }
  found.names.push(...names.map((entry) => ({ ...entry, name: '' })))
  found.machines.push({ name, isNamed: false, role, addresses: node === undefined ? [] : [node], at })
  found.ignored.push({ at, what: 'the chain prerouting, which holds the same rules, and those of KubeSpan' })
  found.files.push({ path: `${name}.yaml`, text: file.text, from: file.path })
}

function liftPart({ file, node }: Part, found: Found): void {
  const { path } = file
  const reading: Reading = { file: path, text: file.text, behaviour: newest, form: 'patch', problems: [] }
  const sources = readSources(reading)
  if (sources === undefined) {
    // Its reader says what is wrong, with the line.
    found.files.push({ ...file, from: path })
    return
  }
  const machine = readMachine(sources)
  found.problems.push(...strangeTypes(sources, path))
  found.facts.push(...readClusterFacts(sources, path))
  found.names.push(...namesIn(reading, sources, found))
  if (machine === undefined) {
    const scope = readBundlePath(path)?.scope
    if (scope?.kind === 'member') addNamed(scope.name, path, found)
    found.files.push({ ...file, from: path })
    return
  }
  const { own, shared } = readAddresses(sources)
  const [vip] = shared
  if (vip !== undefined) found.facts.push({ key: 'vip', value: vip.address, at: { file: path, line: vip.line } })
  found.ignored.push(passedOver(path, sources))
  const addresses = node === undefined ? own : withNode(own, node)
  const given = nameOf(machine.hostname, path)
  if (given === undefined && addresses.length === 0) {
    // A configuration for every machine of its role, as `talosctl gen config` writes it.
    found.files.push({ path: `${machine.role}.yaml`, text: file.text, from: path })
    return
  }
  const name = freeName(found, given, machine.role)
  const at = { file: path, line: sources[0]?.line ?? 1 }
  found.machines.push({ name, isNamed: given !== undefined, role: machine.role, addresses, at })
  found.files.push({ path: `${name}.yaml`, text: file.text, from: path })
}

/** A template that happens to be YAML, or a word that Talos does not know: which machine it is for cannot be told. */
function strangeTypes(sources: readonly Source[], path: string): Problem[] {
  return sources.flatMap(({ root }): Problem[] => {
    const type = root === undefined ? undefined : fieldAt(root, ['machine', 'type'])
    const text = root?.kind === 'map' ? textAt(root, ['machine', 'type']) : undefined
    if (type === undefined || (text !== undefined && machineTypes.includes(text))) return []
    const cure = 'write controlplane or worker; fill a template in first'
    return [problemAt('error', path, type.line, 'machine.type is none that Talos knows', cure)]
  })
}

/** @see https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/machine/type.go */
const machineTypes: readonly string[] = ['controlplane', 'worker', 'init', 'join']

function namesIn(reading: Reading, sources: readonly Source[], found: Found): NamedPorts[] {
  const names: NamedPorts[] = []
  for (const document of decodeSources(reading, sources)) {
    if (document.kind === 'default') {
      found.facts.push({ key: 'defaultAction', value: document.action, at: document.at })
    }
    if (document.kind !== 'rule' || document.protocol === undefined || document.ports === undefined) continue
    const { name, protocol, at } = document
    names.push({ name, protocol, ports: document.ports.map(({ range }) => range), at })
  }
  return names
}

/** A patch for one machine: only control planes have trustd and etcd. */
function addNamed(name: string, file: string, found: Found): void {
  if (found.taken.has(name)) return
  found.taken.add(name)
  const own = found.names.filter(({ at }) => at.file === file)
  const isControl = own.some(({ ports }) => ports.some(({ from, to }) => from <= 50001 && to >= 50001))
  const role = isControl ? 'controlplane' : 'worker'
  found.machines.push({ name, isNamed: true, role, addresses: [], at: { file, line: 1 } })
}

/** The address by which a machine was asked comes first: it is the one that others know it by. */
function withNode(own: readonly string[], node: string): string[] {
  const isNode = (text: string): boolean => text.split('/')[0] === node
  return [own.find(isNode) ?? node, ...own.filter((text) => !isNode(text))]
}

function nameOf(hostname: string | undefined, path: string): string | undefined {
  const stem = (path.split('/').at(-1) ?? '').replace(/\..*$/s, '')
  const isRole = /^(?:.*[-_])?(?:control-?_?plane|worker|master)s?$|config|dump|^mc$|^nodes?$/i.test(stem)
  for (const text of [hostname?.split('.')[0], isRole ? undefined : stem]) {
    const label = text?.toLowerCase()
    if (label !== undefined && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) {
      return ['controlplane', 'worker', 'nodes'].includes(label) ? `${label}-1` : label
    }
  }
  return undefined
}

function freeName({ taken, next }: Found, given: string | undefined, role: MachineFact['role']): string {
  const base = given ?? (role === 'controlplane' ? 'cp' : 'worker')
  let name = given
  while (name === undefined || taken.has(name)) {
    const number = next.get(base) ?? 1
    name = `${base}-${number}`
    next.set(base, number + 1)
  }
  taken.add(name)
  return name
}

/** How much of a machine configuration stays behind, without a word of it. */
function passedOver(file: string, sources: readonly Source[]): Found['ignored'][number] {
  const kinds = sources.flatMap(({ root }) => {
    const kind = root?.kind === 'map' ? textAt(root, ['kind']) : undefined
    const isFirewall = kind === 'NetworkRuleConfig' || kind === 'NetworkDefaultActionConfig'
    return kind === undefined || isFirewall || minorOfKind(kind) === undefined ? [] : [kind]
  })
  const others = kinds.length === 0 ? '' : `, and of ${[...new Set(kinds)].sort().join(', ')}`
  const what = `all else of the machine configuration${others}: certificates, keys and tokens are not read`
  return { at: { file, line: sources[0]?.line ?? 1 }, what }
}
