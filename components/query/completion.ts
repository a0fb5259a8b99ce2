/** What a half-typed question could become: names of the design before and after the arrow, then services. */
import type { Design } from '@/lib/design/design'
import type { Policy } from '@/lib/policy/rule'

type NameKind =
  | 'node'
  | 'pool'
  | 'subnet'
  | 'admin'
  | 'balancer'
  | 'announced'
  | 'zone'
  | 'listener'
  | 'service'
  | 'example'

interface KnownName {
  readonly name: string
  readonly kind: NameKind
  readonly detail?: string
}

export interface KnownNames {
  readonly ends: readonly KnownName[]
  readonly services: readonly KnownName[]
}

export interface Completion extends KnownName {
  /** The whole question with the name put in. */
  readonly text: string
}

const mostShown = 8

/** Those that stand for many machines say so, in the words that people type for them. */
const zoneWords: readonly (readonly [name: string, detail?: string])[] = [
  ['internet'],
  ['admin'],
  ['controlplane', 'all control planes'],
  ['worker', 'all workers'],
  ['nodes', 'all nodes'],
  ['pods'],
]

/** Names without spaces only: a name with one cannot stand in a question. */
export function knownNames(design: Design, policy: Policy): KnownNames {
  const zones = zoneWords.map(([name, detail]): KnownName => withDetail({ name, kind: 'zone' }, detail))
  const ends: KnownName[] = [
    ...zones,
    ...design.nodes.map(({ name, addresses }): KnownName => withDetail({ name, kind: 'node' }, addresses[0])),
    ...design.pools.map(({ name }): KnownName => ({ name, kind: 'pool' })),
    ...design.subnets.map(({ name, cidrs }): KnownName => withDetail({ name, kind: 'subnet' }, cidrs[0])),
    ...design.admin.map(({ name, cidr }): KnownName => withDetail({ name, kind: 'admin' }, cidr)),
    ...design.loadBalancers.map(
      ({ name, addresses }): KnownName => withDetail({ name, kind: 'balancer' }, addresses[0]),
    ),
    ...design.loadBalancerIPs.map(
      ({ name, addresses }): KnownName => withDetail({ name, kind: 'announced' }, addresses[0]),
    ),
  ]
  const listeners = new Map<string, string>()
  for (const { listener, title, direction } of [...policy.rules, ...policy.closed]) {
    if (direction === 'ingress') listeners.set(listener, title)
  }
  const services: KnownName[] = [...listeners].map(([name, detail]) => ({ name, detail, kind: 'listener' }))
  const seen = new Set<string>()
  const unique = (one: KnownName): boolean => !/\s/.test(one.name) && !seen.has(one.name) && seen.add(one.name).size > 0
  return { ends: ends.filter(unique), services }
}

function withDetail(known: KnownName, detail: string | undefined): KnownName {
  return detail === undefined ? known : { ...known, detail }
}

export function completeQuestion(text: string, known: KnownNames): Completion[] {
  if (text.trim() === '') return examples(known)
  const { head, from, to, service } = readParts(text)
  if (to === undefined) return matching(known.ends, from).map((one) => ({ ...one, text: `${head}${one.name} -> ` }))
  const arrow = `${head}${from} -> `
  if (service === undefined) return matching(known.ends, to).map((one) => ({ ...one, text: `${arrow}${one.name} ` }))
  const found = matching([...known.services, ...literalService(service)], service)
  return found.map((one) => ({ ...one, text: `${arrow}${to} ${one.name}` })).filter((one) => one.text !== text)
}

interface Parts {
  /** `can ` of the spoken form is dropped: a completion always writes the short form. */
  readonly head: string
  readonly from: string
  readonly to: string | undefined
  readonly service: string | undefined
}

function readParts(text: string): Parts {
  const spoken = /^\s*can\s+(\S*)(?:\s+reach(?:\s+(\S*)(\s+.*)?)?)?$/i.exec(text)
  const short = /^\s*(.*?)\s*(?:->|→)\s*(\S*)(\s+.*)?$/.exec(text)
  const match = short ?? spoken
  if (match === null) return { head: '', from: text.trim(), to: undefined, service: undefined }
  const [, from = '', to, service] = match
  return { head: '', from, to, service: service?.trim().replace(/\?$/, '') }
}

function literalService(typed: string): KnownName[] {
  return /^\d{1,5}$/.test(typed)
    ? ['tcp', 'udp'].map((protocol) => ({ name: `${protocol}/${typed}`, kind: 'service' }))
    : []
}

/** Those that begin with what is typed, then those that hold it. */
function matching(names: readonly KnownName[], typed: string): KnownName[] {
  const word = typed.toLowerCase()
  const rank = ({ name, detail }: KnownName): number => {
    const own = name.toLowerCase()
    if (own === word) return 4
    if (own.startsWith(word)) return 0
    if (own.includes(word) || own.endsWith(`/${word}`)) return 1
    return detail?.toLowerCase().includes(word) === true ? 2 : 3
  }
  return names
    .map((one) => ({ one, at: rank(one) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at)
    .slice(0, mostShown)
    .map(({ one }) => one)
}

/** Two questions that everyone has first. */
function examples({ ends, services }: KnownNames): Completion[] {
  const node = ends.find((one) => one.kind === 'node' || one.kind === 'pool')?.name
  const asked = ['apid', 'kubernetes-api', 'kubelet'].flatMap((id) => services.find((one) => one.name === id) ?? [])
  if (node === undefined) return []
  return asked.map(({ name, detail }) => {
    const text = `internet -> ${node} ${name}`
    return { name: text, kind: 'example', text, ...(detail === undefined ? {} : { detail }) }
  })
}
