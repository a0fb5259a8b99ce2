/** What the catalogue's listeners do not say becomes listeners of one's own, called as the files call them. */
import { catalog, reservedListenerIds } from '../catalog/catalog'
import { roles } from '../design/choices'
import type { Design } from '../design/design'
import type { AddressSet } from '../net/address-set'
import { type Row, subtractRows } from '../net/packet-row'
import { formatPortRange, mergePortRanges, type PortRange } from '../net/port-range'
import { protocolBlock, servicesOfPorts, servicesOfProtocol } from '../net/service'
import { compilePolicy } from '../policy/compile'
import { buildSite } from '../site/build-site'
import type { NamedPorts } from '../targets/target'
import { listenerName } from './guess-network'
import { sourceNames } from './name-sources'
import { placeOf, policyRow, sourcesOver, type Wanted } from './reach-rows'

const protocols = ['tcp', 'udp'] as const

/** Ports of one protocol with the same sources on one machine. */
interface Piece {
  readonly member: string
  readonly protocol: (typeof protocols)[number]
  readonly ports: readonly PortRange[]
  readonly sources: AddressSet
  readonly name: string
}

export function addOwnListeners(design: Design, wanted: readonly Wanted[], names: readonly NamedPorts[]): Design {
  const site = buildSite(design)
  const policy = compilePolicy(design, site)
  const pieces = wanted.flatMap((one) => {
    const { member, row } = one
    const meant = policyRow(policy, one)
    const missing = piecesOf(subtractRows(row, meant), member, names, design)
    // Where the default is to accept, a port is closed to others by naming it.
    const open = piecesOf(subtractRows(meant, row), member, names, design)
    const pieces = [...missing, ...open.filter((piece) => isUnclaimed(piece, design))]
    // All that the files admit there: simpler to say than what the catalogue leaves of it.
    return joinPieces(
      pieces.map((piece) => ({ ...piece, sources: sourcesOver(row, servicesOfPorts(piece.protocol, piece.ports)) })),
    )
  })
  const nameSources = sourceNames(design, site, placeOf(wanted))
  const taken = new Set(reservedListenerIds)
  const groups = groupMachines(pieces)
  const nodePorts = findNodePorts(groups)
  const listeners = groups
    .filter((group) => !nodePorts.includes(group))
    .map(({ piece, members }) => {
      const { protocol, ports, sources } = piece
      const on = describeMachines(members, wanted)
      const name = freeName(taken, piece.name, on)
      return { name, on, protocol, ports: ports.map(formatPortRange), from: nameSources(sources) }
    })
  // The catalogue's listener stays where the files agree with it; the other one says what they add for some machines.
  const accepted = listeners
    .filter(({ name }) => catalog.some(({ id }) => name === id || name.startsWith(`${id}-`)))
    .map(({ name }) => ({
      code: 'port-collision',
      at: `listeners/${name}`,
      reason: 'the imported files open it by machine',
    }))
  const withListeners = {
    ...design,
    listeners: [...design.listeners, ...listeners],
    accepted: [...design.accepted, ...accepted],
  }
  const [first] = nodePorts
  if (first === undefined) return withListeners
  const range = first.piece.ports.map(formatPortRange).join()
  const protocols = nodePorts.map(({ piece }) => piece.protocol)
  const on = describeMachines(first.members, wanted)
  return {
    ...withListeners,
    nodePorts: { enabled: true, range, protocols, from: nameSources(first.piece.sources), on },
  }
}

/** One range of NodePorts for the same sources and machines, in one protocol or both. */
function findNodePorts(groups: readonly Group[]): readonly Group[] {
  const inRange = groups.filter(({ piece: { ports } }) => {
    const [range, ...more] = ports
    return range !== undefined && more.length === 0 && range.from >= 30000 && range.to <= 32767 && range.to > range.from
  })
  const key = ({ piece, members }: Group): string => JSON.stringify([piece.ports, piece.sources.id, members])
  return inRange.filter((group) => inRange[0] !== undefined && key(group) === key(inRange[0]))
}

/** A listener of the catalogue is narrowed by an override; to name its port again would change nothing. */
function isUnclaimed({ protocol, ports }: Piece, design: Design): boolean {
  return !catalog.some(
    (listener) =>
      listener.protocol === protocol &&
      listener.when(design) &&
      listener.ports(design).some(({ from, to }) => ports.some((range) => range.from <= to && from <= range.to)),
  )
}

function piecesOf(row: Row, member: string, names: readonly NamedPorts[], design: Design): Piece[] {
  return protocols.flatMap((protocol) => {
    const [whole] = servicesOfProtocol(protocol)
    const base = whole?.first ?? 0
    return row.slabs.flatMap((slab) => {
      const from = Math.max(slab.first, base) - base
      const to = Math.min(slab.last, base + protocolBlock - 1) - base
      if (from > to) return []
      const range = { from, to }
      return [{ member, protocol, ports: [range], sources: slab.sources, name: nameOf(protocol, range, names, design) }]
    })
  })
}

function nameOf(protocol: string, range: PortRange, names: readonly NamedPorts[], design: Design): string {
  const inside = ({ from, to }: PortRange): boolean => from <= range.from && range.to <= to
  const known = catalog.find((one) => one.protocol === protocol && one.when(design) && one.ports(design).some(inside))
  if (known !== undefined) return known.id
  const given = names.find((one) => one.protocol === protocol && one.ports.some(inside))
  const name = listenerName(given?.name ?? '')
  const isOwn = !catalog.some(({ id }) => id === name) && /^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,39}$/u.test(name)
  return isOwn ? name : `${protocol}-${formatPortRange(range)}`
}

function joinPieces(pieces: readonly Piece[]): Piece[] {
  const joined = new Map<string, Piece>()
  for (const piece of pieces) {
    const key = `${piece.protocol} ${piece.name} ${piece.sources.id}`
    const before = joined.get(key)
    joined.set(key, { ...piece, ports: mergePortRanges([...(before?.ports ?? []), ...piece.ports]) })
  }
  return [...joined.values()]
}

interface Group {
  readonly piece: Piece
  readonly members: readonly string[]
}

function groupMachines(pieces: readonly Piece[]): Group[] {
  const groups = new Map<string, { piece: Piece; members: string[] }>()
  for (const piece of pieces) {
    const key = JSON.stringify([piece.protocol, piece.name, piece.ports, piece.sources.id])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { piece, members: [piece.member] })
    else group.members.push(piece.member)
  }
  return [...groups.values()].filter(({ piece }) => piece.ports.length > 0)
}

/** Whole roles by their names. */
function describeMachines(members: readonly string[], wanted: readonly Wanted[]): string[] {
  const left = new Set(members)
  const on: string[] = []
  for (const role of roles) {
    const all = wanted.filter((one) => one.role === role).map(({ member }) => member)
    if (all.length === 0 || !all.every((member) => left.has(member))) continue
    on.push(role)
    for (const member of all) left.delete(member)
  }
  return [...on, ...left]
}

function freeName(taken: Set<string>, wish: string, on: readonly string[]): string {
  const candidates = [wish, `${wish}-${on.join('-')}`.slice(0, 60)]
  let name = candidates.find((candidate) => !taken.has(candidate))
  for (let number = 2; name === undefined; number++) {
    const candidate = `${wish}-${number}`
    if (!taken.has(candidate)) name = candidate
  }
  taken.add(name)
  return name
}
