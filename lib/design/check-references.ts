/** Names: each given once, and every reference to one that exists. A design that fails here cannot be worked with. */
import { nearestWord } from '@/lib/text/nearest'
import { findAddonFaults } from './check-addons'
import { shorten } from './describe-issue'
import type { Design } from './design'
import { type DesignFault, fault, warning } from './fault'
import type { KnownNames } from './known'
import type { Path } from './path'
import { memberWords, parseMembers, parsePrincipal } from './principal'
import { memberPlaces, principalPlaces, subnetPlaces } from './references'

export function findReferenceFaults(design: Design, known: KnownNames): DesignFault[] {
  return [
    ...findNameFaults(design, known),
    ...subnetPlaces(design).flatMap(({ path, text }) =>
      unknownName('subnet', text, namesOf(design.subnets), path, text),
    ),
    ...principalPlaces(design).flatMap(({ path, text }) => principalFaults(design, path, text)),
    ...memberPlaces(design).flatMap(({ path, text }) => memberFaults(design, path, text)),
    ...findOverrideFaults(design, known),
    ...findAddonFaults(design, known),
    ...findTargetFaults(design, known),
  ]
}

interface Named {
  readonly name: string
}

function namesOf(entries: readonly Named[]): string[] {
  return entries.map(({ name }) => name)
}

interface Claim {
  readonly path: Path
  readonly name: string
  /** `a subnet`. */
  readonly what: string
}

function claims(list: string, what: string, entries: readonly Named[]): Claim[] {
  return entries.map(({ name }, index) => ({ path: [list, index, 'name'], name, what }))
}

function findNameFaults(design: Design, { listenerIds = [], listenerPrefixes = [] }: KnownNames): DesignFault[] {
  const machines = [...claims('nodes', 'a node', design.nodes), ...claims('pools', 'a pool', design.pools)]
  const listeners = claims('listeners', 'a listener', design.listeners)
  const also = typeof design.egress === 'string' ? [] : design.egress.also
  return [
    ...findTwins([
      ...claims('subnets', 'a subnet', design.subnets),
      ...machines,
      ...claims('loadBalancers', 'a load balancer', design.loadBalancers),
    ]),
    ...findTwins(claims('admin', 'an admin entry', design.admin)),
    ...findTwins(claims('loadBalancerIPs', 'an announced address', design.loadBalancerIPs)),
    ...findTwins(listeners),
    ...findTwins(
      also.map(({ name }, index) => ({ path: ['egress', 'also', index, 'name'], name, what: 'a destination' })),
    ),
    ...machines
      .filter(({ name }) => memberWords.some((word) => word === name))
      .map(({ path, name }) =>
        fault('name-taken', path, `"${name}" already means all machines of a kind`, `call it ${name}-1`),
      ),
    ...listeners
      .filter(({ name }) => listenerIds.includes(name))
      .map(({ path, name }) =>
        fault('name-taken', path, `"${name}" is a listener of the catalogue`, `call it my-${name}, or use an override`),
      ),
    ...listeners.flatMap(({ path, name }) => {
      const prefix = listenerPrefixes.find((one) => name.startsWith(one))
      const message = `"${shorten(name)}" begins like a rule of ours`
      return prefix === undefined
        ? []
        : [fault('name-taken', path, message, `call it ${name.slice(prefix.length) || 'mine'}`)]
    }),
  ]
}

function findTwins(given: readonly Claim[]): DesignFault[] {
  const first = new Map<string, Claim>()
  return given.flatMap((claim) => {
    const twin = first.get(claim.name)
    if (twin === undefined) {
      first.set(claim.name, claim)
      return []
    }
    const name = shorten(claim.name)
    return [fault('name-taken', claim.path, `"${name}" is already ${twin.what}`, 'give this one another name')]
  })
}

/** A cluster has a control plane; only a draft may lack one. */
export function findControlPlaneFaults(design: Design): DesignFault[] {
  if ([...design.nodes, ...design.pools].some(({ role }) => role === 'controlplane')) return []
  const path = design.nodes.length === 0 ? [] : ['nodes']
  return [
    fault(
      'no-control-plane',
      path,
      'no node or pool is a control plane',
      'write nodes: [{ name: cp-1, role: controlplane, subnet: … }]',
    ),
  ]
}

type Kind = 'subnet' | 'node' | 'pool' | 'admin entry'

function unknownName(kind: Kind, name: string, known: readonly string[], path: Path, text: string): DesignFault[] {
  if (known.includes(name)) return []
  const near = nearestWord(name, known)
  const prefix = text.slice(0, text.length - name.length)
  const suggestion =
    near !== undefined
      ? `did you mean ${prefix}${near}?`
      : known.length === 0
        ? `there is no ${kind} yet`
        : `there is ${known.slice(0, 8).map(shorten).join(', ')}${known.length > 8 ? ' …' : ''}`
  return [
    fault(
      'unknown-name',
      path,
      `"${shorten(name)}" is not the name of ${kind === 'admin entry' ? 'an' : 'a'} ${kind}`,
      suggestion,
    ),
  ]
}

function principalFaults(design: Design, path: Path, text: string): DesignFault[] {
  const principal = parsePrincipal(text)
  switch (principal?.kind) {
    case undefined:
      return [
        fault(
          'invalid',
          path,
          `"${shorten(text)}" is not a principal`,
          'write one like controlplane, admin or cidr:10.0.0.0/24',
        ),
      ]
    case 'admin-entry':
      return unknownName('admin entry', principal.name, namesOf(design.admin), path, text)
    case 'subnet':
      return unknownName('subnet', principal.name, namesOf(design.subnets), path, text)
    case 'node':
      return otherKind('node', 'pool', principal.name, design.nodes, design.pools, path, text)
    case 'pool':
      return otherKind('pool', 'node', principal.name, design.pools, design.nodes, path, text)
    default:
      return []
  }
}

/** A name that belongs to a machine of the other kind says so. */
function otherKind(
  kind: 'node' | 'pool',
  other: 'node' | 'pool',
  name: string,
  own: readonly Named[],
  others: readonly Named[],
  path: Path,
  text: string,
): DesignFault[] {
  if (namesOf(own).includes(name)) return []
  if (namesOf(others).includes(name)) {
    return [fault('unknown-name', path, `"${name}" is a ${other}, not a ${kind}`, `write ${other}:${name}`)]
  }
  return unknownName(kind, name, namesOf(own), path, text)
}

function memberFaults(design: Design, path: Path, text: string): DesignFault[] {
  const members = parseMembers(text)
  switch (members?.kind) {
    case 'node':
      return otherKind('node', 'pool', members.name, design.nodes, design.pools, path, text)
    case 'pool':
      return otherKind('pool', 'node', members.name, design.pools, design.nodes, path, text)
    case 'member': {
      const known = [...memberWords, ...namesOf(design.nodes), ...namesOf(design.pools)]
      if (known.includes(members.name)) return []
      const near = nearestWord(members.name, known)
      const message = `"${members.name}" is neither a role nor a node nor a pool`
      return [
        fault(
          'unknown-name',
          path,
          message,
          near === undefined ? `write one of ${known.slice(0, 8).join(', ')}` : `did you mean ${near}?`,
        ),
      ]
    }
    default:
      return []
  }
}

function findOverrideFaults(design: Design, { listenerIds }: KnownNames): DesignFault[] {
  const replaced = new Set<string>()
  return design.overrides.flatMap(({ listener, from, at }, index) => {
    const faults: DesignFault[] = []
    const known = listenerIds === undefined ? undefined : [...listenerIds, ...namesOf(design.listeners)]
    if (known !== undefined && !known.includes(listener)) {
      const near = nearestWord(listener, known)
      faults.push(
        fault(
          'unknown-name',
          ['overrides', index, 'listener'],
          `"${shorten(listener)}" is not a listener of the catalogue or of your own`,
          near === undefined ? undefined : `did you mean ${near}?`,
        ),
      )
    }
    const key = JSON.stringify([listener, at])
    if (from !== undefined && replaced.has(key)) {
      faults.push(
        fault(
          'override-twice',
          ['overrides', index, 'from'],
          `the sources of "${shorten(listener)}" are already replaced by another override`,
          'join the two lists',
        ),
      )
    }
    if (from !== undefined) replaced.add(key)
    return faults
  })
}

function findTargetFaults(design: Design, { targetIds }: KnownNames): DesignFault[] {
  if (targetIds === undefined) return []
  return Object.keys(design.targets)
    .filter((id) => !targetIds.includes(id))
    .map((id) => {
      const near = nearestWord(id, targetIds)
      const suggestion = near === undefined ? 'it is kept, and no file is written for it' : `did you mean ${near}?`
      return {
        ...warning('unknown-target', ['targets', id], `"${shorten(id)}" is not a target of this version`, suggestion),
        atKey: true,
      }
    })
}
