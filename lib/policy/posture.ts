/** The three postures of SPEC 3: who the catalogue's users are as principals, and at which places. */
import { addonOfUser, type User } from '../catalog/listener'
import type { Design, Place } from '../design/design'
import { addonOf, hasRoutedPods } from '../design/features'
import { formatPrincipal, type Principal, parsePrincipal } from '../design/principal'
import { readPrefix } from '../net/text-cache'

/** A source of a rule, and the places where it holds. */
export interface PlacedPrincipal {
  readonly principal: Principal
  readonly places: readonly Place[]
}

export const everyPlace: readonly Place[] = ['guest', 'nic', 'router']

/** Addresses that only neighbours on the same wire have (RFC 4291). */
const linkLocal = 'fe80::/10'

export function principalsOfUser(user: User, design: Design): PlacedPrincipal[] {
  const addon = addonOfUser(user)
  if (addon !== undefined) {
    return principalsOfOption(design, addon, 'from').map((principal) => ({ principal, places: everyPlace }))
  }
  switch (user) {
    case 'pods':
      // Without a route of their own, pods reach other nodes with their node's address: only a filter inside their
      // own node sees them (facts/flows.md 4.1).
      return [{ principal: { kind: 'pods' }, places: hasRoutedPods(design) ? everyPlace : ['guest'] }]
    case 'pods at guest':
      return [{ principal: { kind: 'pods' }, places: ['guest'] }]
    case 'link-local': {
      // Clouds do not filter address assignment, and no router passes it on.
      const prefix = readPrefix(linkLocal)
      return prefix === undefined ? [] : [{ principal: { kind: 'cidr', prefix }, places: ['guest'] }]
    }
    case 'admin(kubernetes)':
      return [{ principal: { kind: 'admin-for', use: 'kubernetes' }, places: everyPlace }]
    case 'admin(talos)':
      return [{ principal: { kind: 'admin-for', use: 'talos' }, places: everyPlace }]
    case 'lb(kubernetes-api)':
      return [{ principal: { kind: 'lb-for', use: 'kubernetes-api' }, places: everyPlace }]
    case 'lb(talos-api)':
      return [{ principal: { kind: 'lb-for', use: 'talos-api' }, places: everyPlace }]
    case 'lb(trustd)':
      return [{ principal: { kind: 'lb-for', use: 'trustd' }, places: everyPlace }]
    case 'lb(nodeports)':
      return [{ principal: { kind: 'lb-for', use: 'nodeports' }, places: everyPlace }]
    case 'controlplane':
    case 'worker':
    case 'nodes':
    case 'cluster':
    case 'anywhere':
    case 'admin':
      return [{ principal: { kind: user }, places: everyPlace }]
    default:
      return []
  }
}

/** Whom an add-on's own option names, in one order whatever the design's. */
export function principalsOfOption(design: Design, addon: string, option: 'from' | 'to'): Principal[] {
  const value = addonOf(design, addon)?.options[option]
  return readPrincipals(Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [])
}

/** Principals as a person wrote them, in one order whatever theirs was. */
export function readPrincipals(texts: readonly string[]): Principal[] {
  return sortPrincipals(texts.flatMap((text) => parsePrincipal(text) ?? []))
}

const kindOrder: readonly Principal['kind'][] = [
  'controlplane',
  'worker',
  'nodes',
  'pods',
  'cluster',
  'lb',
  'lb-for',
  'admin',
  'admin-for',
  'admin-entry',
  'subnet',
  'pool',
  'node',
  'cidr',
  'anywhere',
]

export function sortPrincipals(principals: readonly Principal[]): Principal[] {
  const byText = new Map(principals.map((principal) => [formatPrincipal(principal), principal]))
  return [...byText]
    .sort(([a, x], [b, y]) => kindOrder.indexOf(x.kind) - kindOrder.indexOf(y.kind) || (a < b ? -1 : 1))
    .map(([, principal]) => principal)
}
