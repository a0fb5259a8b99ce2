/** Edits that would let a denied packet through, the narrowest first. Whether they do is for the caller to ask. */
import { addonCatalog } from '../catalog/addons'
import { catalog } from '../catalog/catalog'
import type { Design } from '../design/design'
import { toggleAddon } from '../design/edits/addons'
import { addAdmin, changeAdmin } from '../design/edits/admin'
import { changeEgress } from '../design/edits/egress'
import { addListener, addOverride } from '../design/edits/listeners'
import { addonOf, hasRoutedPods } from '../design/features'
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
  /** What the label leaves open: for whom this is enough, or why it lets in more than was asked for. */
  readonly note?: string
}

export function proposeAllows({ question, policy: reason }: Answer, vocabulary: Vocabulary): Proposal[] {
  const { design, policy } = vocabulary
  const { source, destination, packet } = question
  if (reason.verdict === 'allow') return []
  const askers = askersOf(source, vocabulary)
  const service = formatService(packet)
  const nearest = [...policy.rules, ...policy.closed].find(({ id }) => id === reason.nearest?.rule)
  const proposals: Proposal[] = []
  if (nearest !== undefined && reason.nearest?.fails === 'source') {
    const { listener, title } = nearest
    for (const { words, from, note } of [...askers, ...rolesOf(source, vocabulary)]) {
      const opened = addOverride(design, { listener, add: [...from] })
      proposals.push(propose(`Let ${words} use ${title}`, opened, note))
    }
    const [use] = nearest.from.flatMap((one) => (one.kind === 'admin-for' ? [one.use] : []))
    const from = principalOf(source, vocabulary)
    if (use !== undefined && source.kind === 'outside' && from.startsWith('cidr:')) {
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
    const open = (on: Asker, to: Asker): Proposal => {
      const opened = addListener(design, { ...entry, on: [...on.from], from: [...to.from] })
      return propose(`Open ${service} on ${on.words} to ${to.words}`, opened, to.note)
    }
    const there = { words: listens.words, from: [listens.on] }
    // One end at a time becomes wider than the question.
    proposals.push(...[...askers, ...rolesOf(source, vocabulary)].map((asker) => open(there, asker)))
    const [narrowest] = askers
    if (narrowest !== undefined) {
      proposals.push(...rolesOf(destination, vocabulary).map((role) => open(role, narrowest)))
    }
    // From outside, an add-on would let in more than was asked for.
    if (source.kind !== 'outside') proposals.push(...addonProposals(design, asked))
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

function propose(label: string, design: Design, note: string | undefined): Proposal {
  return note === undefined ? { label, design } : { label, design, note }
}

/** Add-ons that are known to listen there, with the sources that they are known to need. */
function addonProposals(design: Design, { protocol, port }: Transport): Proposal[] {
  return addonCatalog.flatMap(({ id, title }): Proposal[] => {
    if (addonOf(design, id) !== undefined) return []
    const changed = toggleAddon(design, id, true)
    const brought = catalog.find(
      (entry) =>
        entry.field === `addons/${id}` &&
        entry.protocol === protocol &&
        entry.when(changed) &&
        entry.ports(changed).some(({ from, to }) => from <= port && port <= to),
    )
    if (brought === undefined) return []
    const what = brought.title === title ? '' : ` (${brought.title})`
    const note = `Right if what listens there is ${title}: opens its ports on every machine, to those who need them.`
    return [{ label: `Turn on ${title}${what}`, design: changed, note }]
  })
}

interface Asker {
  readonly words: string
  readonly from: readonly string[]
  readonly note?: string
}

const ownPods = 'Enough if the pod runs on the very machine that it asks: only there is its own address seen.'
const allPods =
  'Wherever the pod runs: what it sends to another machine comes from the address of the one it runs on, so all nodes are let in too.'

/** Most plugins hide a pod behind its node's address as soon as it leaves the node (facts of each in the catalogue). */
function askersOf(source: Endpoint, vocabulary: Vocabulary): readonly Asker[] {
  const from = principalOf(source, vocabulary)
  if (source.kind !== 'pods' || hasRoutedPods(vocabulary.design)) return [{ words: source.text, from: [from] }]
  return [
    { words: source.text, from: [from], note: ownPods },
    { words: `${source.text} and all nodes`, from: [from, 'nodes'], note: allPods },
  ]
}

const roleWords = { controlplane: 'all control planes', worker: 'all workers' } as const

/** All machines of the role of the one that was asked about, and all machines, where those are more. */
function rolesOf({ kind, members, text }: Endpoint, { site }: Vocabulary): Asker[] {
  const asked = site.members.find(({ name }) => name === members[0])
  if (kind !== 'member' || asked === undefined || members.length !== 1) return []
  const alike = site.members.filter(({ role }) => role === asked.role)
  const roles: Asker[] = []
  if (alike.length > 1) roles.push({ words: roleWords[asked.role], from: [asked.role] })
  if (site.members.length > alike.length) roles.push({ words: 'all nodes', from: ['nodes'] })
  return roles.filter(({ from }) => !from.includes(text))
}

interface Transport {
  readonly protocol: 'tcp' | 'udp' | 'sctp'
  readonly port: number
}

function transportOf({ protocol, port }: Packet): Transport | undefined {
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
function membersOf({ text, members }: Endpoint, { design }: Vocabulary): { words: string; on: string } | undefined {
  if (text === 'controlplane' || text === 'worker' || text === 'nodes') return { words: text, on: text }
  const [name, ...others] = members
  if (name === undefined || others.length > 0) return undefined
  const isPool = design.pools.some((pool) => pool.name === name)
  // The word of a network stood for one of its machines.
  const words = design.subnets.some((subnet) => subnet.name === text) ? name : text
  return { words, on: isPool ? `pool:${name}` : `node:${name}` }
}
