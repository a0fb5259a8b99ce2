/** Edits that would let a denied packet through, the narrowest first. Whether they do is for the caller to ask. */
import type { Design } from '../design/design'
import { addAdmin, changeAdmin } from '../design/edits/admin'
import { changeEgress } from '../design/edits/egress'
import { addListener, addOverride } from '../design/edits/listeners'
import { parsePrincipal } from '../design/principal'
import { formatAddress } from '../net/address'
import { formatService, type Packet } from '../net/packet'
import type { Answer } from './answer'
import type { Endpoint } from './endpoint'
import type { Vocabulary } from './vocabulary'

export interface Proposal {
  /** Verb first: `Let office use the Talos API`. */
  readonly label: string
  readonly design: Design
}

export function proposeAllows({ question, policy: reason }: Answer, vocabulary: Vocabulary): Proposal[] {
  const { design, policy } = vocabulary
  const { source, destination, packet } = question
  if (reason.verdict === 'allow') return []
  const from = principalOf(source, vocabulary)
  const service = formatService(packet)
  const nearest = [...policy.rules, ...policy.closed].find(({ id }) => id === reason.nearest?.rule)
  const proposals: Proposal[] = []
  if (nearest !== undefined && reason.nearest?.fails === 'source') {
    const { listener, title } = nearest
    proposals.push({
      label: `Let ${source.text} use ${title}`,
      design: addOverride(design, { listener, add: [from] }),
    })
    const [use] = nearest.from.flatMap((one) => (one.kind === 'admin-for' ? [one.use] : []))
    const isOutside = source.kind === 'outside' && from.startsWith('cidr:')
    if (use !== undefined && isOutside) {
      const added = addAdmin(design, from.slice('cidr:'.length))
      proposals.push({
        label: `Make ${source.text} an admin network for ${title}`,
        design: changeAdmin(added, added.admin.length - 1, { may: [use] }),
      })
    }
  }
  const asked = transportOf(packet)
  if (asked === undefined) return proposals
  const entry = { name: service.replace('/', ' '), protocol: asked.protocol, ports: [String(asked.port)] }
  const listens = destination.kind === 'member' ? membersOf(destination, vocabulary) : undefined
  if (listens !== undefined && reason.nearest?.fails !== 'source') {
    proposals.push({
      label: `Open ${service} on ${destination.text} to ${source.text}`,
      design: addListener(design, { ...entry, on: [listens], from: [from] }),
    })
  }
  if (source.kind === 'member' && design.egress !== 'open') {
    const also = typeof design.egress === 'string' ? [] : design.egress.also
    proposals.push({
      label: `Let machines send ${service} to ${destination.text}`,
      design: changeEgress(design, { also: [...also, { ...entry, to: [principalOf(destination, vocabulary)] }] }),
    })
  }
  return proposals
}

function transportOf({ protocol, port }: Packet) {
  const isTransport = protocol === 'tcp' || protocol === 'udp' || protocol === 'sctp'
  return isTransport && port !== undefined ? { protocol, port } : undefined
}

/** As narrow as the question: the word it used where the design knows it, else the one address. */
function principalOf(end: Endpoint, { design }: Vocabulary): string {
  const { text } = end
  if (parsePrincipal(text) !== undefined) return text
  if (text.toLowerCase() === 'internet') return 'anywhere'
  const named = (list: readonly { readonly name: string }[]) => list.some(({ name }) => name === text)
  if (named(design.nodes)) return `node:${text}`
  if (named(design.pools)) return `pool:${text}`
  if (named(design.subnets)) return `subnet:${text}`
  if (named(design.admin)) return `admin:${text}`
  const [member] = end.members
  if (end.isSingle && member !== undefined) return `node:${member}`
  return `cidr:${formatAddress(end.address)}/${end.address.family === 4 ? 32 : 128}`
}

/** Whose listener it would be; undefined where the design has no word for them. */
function membersOf({ text, members }: Endpoint, { design }: Vocabulary): string | undefined {
  if (text === 'controlplane' || text === 'worker' || text === 'nodes') return text
  const [name, ...others] = members
  if (name === undefined || others.length > 0) return undefined
  return design.pools.some((pool) => pool.name === name) ? `pool:${name}` : `node:${name}`
}
