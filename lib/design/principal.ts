/** Who may be a source or a destination, as a design writes it; a principal keeps its name to the end. */
import { formatPrefix, type Prefix, parsePrefix } from '@/lib/net/prefix'

const principalWords = ['controlplane', 'worker', 'nodes', 'pods', 'admin', 'lb', 'cluster', 'anywhere'] as const
type PrincipalWord = (typeof principalWords)[number]

export type Principal =
  | { readonly kind: PrincipalWord }
  | { readonly kind: 'admin-entry' | 'subnet' | 'node' | 'pool'; readonly name: string }
  /** A load balancer's addresses, only of those that serve one listener. */
  | { readonly kind: 'lb-for'; readonly use: 'kubernetes-api' | 'talos-api' | 'trustd' | 'nodeports' }
  /** Admin entries that may use one API. */
  | { readonly kind: 'admin-for'; readonly use: 'kubernetes' | 'talos' }
  | { readonly kind: 'cidr'; readonly prefix: Prefix }

const named = { admin: 'admin-entry', subnet: 'subnet', node: 'node', pool: 'pool' } as const

/** Reads what a design may write; `lb-for` and `admin-for` come from postures only. */
export function parsePrincipal(text: string): Principal | undefined {
  const word = principalWords.find((candidate) => candidate === text)
  if (word !== undefined) return { kind: word }
  const colon = text.indexOf(':')
  if (colon < 0) return undefined
  const head = text.slice(0, colon)
  const rest = text.slice(colon + 1)
  if (rest === '') return undefined
  if (head === 'cidr') {
    const prefix = parsePrefix(rest)
    return prefix === undefined ? undefined : { kind: 'cidr', prefix }
  }
  const kind = Object.hasOwn(named, head) ? named[head as keyof typeof named] : undefined
  return kind === undefined ? undefined : { kind, name: rest }
}

export function formatPrincipal(principal: Principal): string {
  switch (principal.kind) {
    case 'cidr':
      return `cidr:${formatPrefix(principal.prefix)}`
    case 'admin-entry':
      return `admin:${principal.name}`
    case 'subnet':
    case 'node':
    case 'pool':
      return `${principal.kind}:${principal.name}`
    case 'lb-for':
      return `lb(${principal.use})`
    case 'admin-for':
      return `admin(${principal.use})`
    default:
      return principal.kind
  }
}

/** Words that name machines in a listener's `on`; no node or pool may be called so. */
export const memberWords = ['controlplane', 'worker', 'nodes'] as const

/** Whose listener it is. `member` is the bare name of a node or a pool. */
export type Members =
  | { readonly kind: (typeof memberWords)[number] }
  | { readonly kind: 'member' | 'node' | 'pool'; readonly name: string }

const membersText = /^(?:(node|pool):)?([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)$/

/** Reads one entry of `on`. */
export function parseMembers(text: string): Members | undefined {
  const word = memberWords.find((candidate) => candidate === text)
  if (word !== undefined) return { kind: word }
  const match = membersText.exec(text)
  const name = match?.[2]
  if (name === undefined) return undefined
  const head = match?.[1]
  return { kind: head === 'node' || head === 'pool' ? head : 'member', name }
}
