/** New names, everywhere the old ones are meant: principals, interfaces, listeners, questions, targets' own tables. */
import type { Design } from '../design'
import { memberWords } from '../principal'
import { mapAddonLists } from '../references'
import { takenNames } from '../room'

/** New names by old ones, all given at once, so that two things may swap theirs. */
export interface Renames {
  readonly subnet?: ReadonlyMap<string, string>
  readonly node?: ReadonlyMap<string, string>
  readonly pool?: ReadonlyMap<string, string>
  readonly loadBalancer?: ReadonlyMap<string, string>
  readonly announced?: ReadonlyMap<string, string>
  readonly admin?: ReadonlyMap<string, string>
  readonly listener?: ReadonlyMap<string, string>
}

export type RenamedKind = 'subnet' | 'node' | 'pool' | 'loadBalancer'

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Renames one thing. A name that is taken, reserved or no DNS label changes nothing. */
export function renameThing(design: Design, kind: RenamedKind, from: string, to: string): Design {
  const reserved = (kind === 'node' || kind === 'pool') && memberWords.some((word) => word === to)
  if (from === to || !label.test(to) || reserved || takenNames(design).has(to)) return design
  return renameAll(design, { [kind]: new Map([[from, to]]) })
}

/** Renames an admin entry; a name that another entry has changes nothing. */
export function renameAdmin(design: Design, from: string, to: string): Design {
  if (from === to || design.admin.some(({ name }) => name === to)) return design
  return renameAll(design, { admin: new Map([[from, to]]) })
}

/** Renames a listener of one's own; a name that another of them has changes nothing. */
export function renameListener(design: Design, from: string, to: string): Design {
  if (from === to || design.listeners.some(({ name }) => name === to)) return design
  return renameAll(design, { listener: new Map([[from, to]]) })
}

export function renameAll(design: Design, renames: Renames): Design {
  const { subnet, node, pool, loadBalancer, announced, admin, listener } = renames
  const principals = (texts: readonly string[]) => texts.map((text) => renamePrincipal(text, renames))
  const members = (texts: readonly string[]) =>
    texts.map((text) => node?.get(text) ?? pool?.get(text) ?? renamePrincipal(text, renames))
  const inSubnet = <T extends { readonly subnet: string }>(entry: T): T => ({
    ...entry,
    subnet: subnet?.get(entry.subnet) ?? entry.subnet,
  })
  return {
    ...design,
    admin: renamed(design.admin, admin),
    subnets: renamed(design.subnets, subnet),
    nodes: renamed(design.nodes, node).map((entry) => ({ ...inSubnet(entry), nics: entry.nics.map(inSubnet) })),
    pools: renamed(design.pools, pool).map(inSubnet),
    loadBalancers: renamed(design.loadBalancers, loadBalancer),
    loadBalancerIPs: renamed(design.loadBalancerIPs, announced).map((entry) => ({
      ...entry,
      from: principals(entry.from),
    })),
    nodePorts: { ...design.nodePorts, from: principals(design.nodePorts.from), on: members(design.nodePorts.on) },
    addons: design.addons.map((addon) => mapAddonLists(addon, principals)),
    listeners: renamed(design.listeners, listener).map((entry) => ({
      ...entry,
      on: members(entry.on),
      from: principals(entry.from),
    })),
    egress:
      typeof design.egress === 'string'
        ? design.egress
        : { ...design.egress, also: design.egress.also.map((entry) => ({ ...entry, to: principals(entry.to) })) },
    overrides: design.overrides.map((entry) => ({
      ...entry,
      listener: listener?.get(entry.listener) ?? entry.listener,
      ...(entry.from === undefined ? {} : { from: principals(entry.from) }),
      ...(entry.add === undefined ? {} : { add: principals(entry.add) }),
    })),
    targets: Object.fromEntries(
      Object.entries(design.targets).map(([id, options]) => [id, renameInOptions(options, renames)]),
    ),
    accepted: design.accepted.map((entry) =>
      entry.at === undefined ? entry : { ...entry, at: renamePlace(entry.at, renames) },
    ),
    expectations: design.expectations.map((entry) => ({ ...entry, ask: renameQuestion(entry.ask, renames) })),
  }
}

function renamed<T extends { readonly name: string }>(entries: readonly T[], names?: ReadonlyMap<string, string>): T[] {
  return entries.map((entry) => ({ ...entry, name: names?.get(entry.name) ?? entry.name }))
}

const namedKinds = ['subnet', 'node', 'pool', 'admin'] as const

function renamePrincipal(text: string, renames: Renames): string {
  const colon = text.indexOf(':')
  const kind = namedKinds.find((one) => text.slice(0, Math.max(colon, 0)) === one)
  const to = kind === undefined ? undefined : renames[kind]?.get(text.slice(colon + 1))
  return to === undefined ? text : `${text.slice(0, colon)}:${to}`
}

/** Names that machines, networks and balancers share: one thing each, so a bare word says which. */
function sharedName(text: string, { subnet, node, pool, loadBalancer }: Renames): string | undefined {
  return node?.get(text) ?? pool?.get(text) ?? subnet?.get(text) ?? loadBalancer?.get(text)
}

/** `203.0.113.9 -> cp-1 postgres`, word by word. */
function renameQuestion(ask: string, renames: Renames): string {
  return ask
    .split(/(\s+)/)
    .map((word) => sharedName(word, renames) ?? renames.listener?.get(word) ?? renamePrincipal(word, renames))
    .join('')
}

const listsOfPlaces = {
  subnets: 'subnet',
  nodes: 'node',
  pools: 'pool',
  loadBalancers: 'loadBalancer',
  loadBalancerIPs: 'announced',
  admin: 'admin',
  listeners: 'listener',
  rules: 'listener',
} as const

/** `nodes/cp-1/addresses/0`: the second part is a name. */
function renamePlace(at: string, renames: Renames): string {
  const [list = '', name, ...rest] = at.split('/')
  if (name === undefined || !Object.hasOwn(listsOfPlaces, list)) return at
  const to = renames[listsOfPlaces[list as keyof typeof listsOfPlaces]]?.get(
    name.replaceAll('~1', '/').replaceAll('~0', '~'),
  )
  return to === undefined ? at : [list, to.replaceAll('~', '~0').replaceAll('/', '~1'), ...rest].join('/')
}

type Options = Design['targets'][string]
type Option = Options[string]

/** What targets call the options that name subnets, nodes and pools. A namespace or a port may have the same name, and keeps it. */
const namingOptions: ReadonlySet<string> = new Set([
  'interfaces',
  'networks',
  'nodes',
  'pools',
  'private',
  'subnets',
  'vmids',
  'zones',
])

/** Targets name subnets and nodes as keys (`vmids: { cp-1: 101 }`) and in lists (`subnets: [control]`). */
function renameInOptions(options: Options, renames: Renames): Options {
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => [
      key,
      namingOptions.has(key) ? renameInOption(value, renames) : value,
    ]),
  )
}

function renameInOption(value: Option, renames: Renames): Option {
  if (Array.isArray(value)) {
    return value.map((item) => (typeof item === 'string' ? (sharedName(item, renames) ?? item) : item))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [sharedName(key, renames) ?? key, renameInOption(item, renames)]),
  )
}
