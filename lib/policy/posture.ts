/** The three postures of SPEC 3: who the catalogue's users are as principals, and at which places. */
import type { User } from '../catalog/listener'
import type { Design, Place } from '../design/design'
import { hasRoutedPods } from '../design/features'
import { formatPrincipal, type Principal, parsePrincipal } from '../design/principal'

/** A source of a rule, and the places where it holds. */
export interface PlacedPrincipal {
  readonly principal: Principal
  readonly places: readonly Place[]
}

export const everyPlace: readonly Place[] = ['guest', 'nic', 'router']

/** `optionFrom`: what the add-on's own option `from` names. */
export function principalsOfUser(user: User, design: Design, optionFrom: readonly Principal[]): PlacedPrincipal[] {
  switch (user) {
    case 'pods':
      // Without a route of their own, pods reach other nodes with their node's address: only a filter inside their
      // own node sees them (facts/flows.md 4.1).
      return [{ principal: { kind: 'pods' }, places: hasRoutedPods(design) ? everyPlace : ['guest'] }]
    case 'pods at guest':
      return [{ principal: { kind: 'pods' }, places: ['guest'] }]
    case 'option from':
      return optionFrom.map((principal) => ({ principal, places: everyPlace }))
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
    default:
      return [{ principal: { kind: user }, places: everyPlace }]
  }
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
