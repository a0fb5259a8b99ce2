/**
 * How many netlink messages the kernel is sent for a set of documents. Talos up to 1.13.8 sends them in one go and
 * reads the answers late: past some 270 the socket overflows, and the firewall is never programmed.
 * @see https://github.com/siderolabs/talos/issues/14001
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/network/nftables_chain_test.go
 */
import { type Family, families } from '@/lib/net/address'
import { mergePortRanges } from '@/lib/net/port-range'
import { prefixSet } from '@/lib/net/prefix-set'
import { capabilities } from '../capabilities'
import { compareText, type TalosDocument } from './documents'
import { mergeSources } from './sources'

/** Kept well below the count at which Talos' own test saw it fail, since ours is an estimate. */
const messageBudget = 200

/** The chains' own rules: interfaces, connection state, ICMP, host DNS, pods, node addresses, the final drops. */
const fixedMessages = { block: 45, accept: 10 } as const
/** In both chains, a rule of one family: one message, two for its ports, two more for its addresses if it lists any. */
const messagesOfFamily = { listed: 10, whole: 6 } as const

export function estimateMessages(documents: readonly TalosDocument[], defaultAction: 'block' | 'accept'): number {
  let messages: number = fixedMessages[defaultAction]
  for (const document of documents) {
    for (const family of families) messages += messagesOfPart(document, family, defaultAction)
  }
  return messages
}

export interface Fitted {
  readonly documents: readonly TalosDocument[]
  /** What was done about the budget, in words; undefined when nothing had to be. */
  readonly note: string | undefined
}

/** Consolidates only what exceeds the budget. */
export function fitBudget(documents: readonly TalosDocument[], defaultAction: 'block' | 'accept'): Fitted {
  const before = estimateMessages(documents, defaultAction)
  if (before <= messageBudget) return { documents, note: undefined }
  const consolidated = consolidateDocuments(documents)
  const after = estimateMessages(consolidated, defaultAction)
  const limit = `more than some ${messageBudget} messages to the kernel overflow its socket before Talos 1.13.9 (${capabilities.manyDocuments.source})`
  const done =
    consolidated.length < documents.length
      ? `${documents.length} documents are consolidated to ${consolidated.length}, an estimated ${before} messages to ${after}: ${limit}.`
      : `${documents.length} documents take an estimated ${before} messages: ${limit}.`
  return { documents: consolidated, note: after > messageBudget ? `${done} That is still too many.` : done }
}

function messagesOfPart(document: TalosDocument, family: Family, defaultAction: 'block' | 'accept'): number {
  const first = document.sources.find((prefix) => prefix.family === family)
  const everyone = first?.length === 0
  if (defaultAction === 'block')
    return first === undefined ? 0 : everyone ? messagesOfFamily.whole : messagesOfFamily.listed
  // Inverted: who is not listed is dropped, so a family listed whole needs no rule and one not listed is dropped whole.
  return everyone ? 0 : first === undefined ? messagesOfFamily.whole : messagesOfFamily.listed
}

/**
 * Documents of one protocol and the same sources as one document with all their ports, under the name of the first of
 * them: the same packets in fewer messages.
 */
export function consolidateDocuments(documents: readonly TalosDocument[]): readonly TalosDocument[] {
  const groups = new Map<string, TalosDocument[]>()
  for (const document of documents) {
    const key = `${document.protocol} ${prefixSet(document.sources).id}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [document])
    else group.push(document)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined || group.length === 1) return group
    return [uniteGroup(first, group)]
  })
}

function uniteGroup(first: TalosDocument, group: readonly TalosDocument[]): TalosDocument {
  const rules = [...new Set(group.flatMap((document) => document.rules))].sort((a, b) => compareText(a.id, b.id))
  const { origins } = mergeSources(rules)
  const lost = group.flatMap((document) => document.lost ?? [])
  return {
    name: first.name,
    protocol: first.protocol,
    ports: mergePortRanges(group.flatMap((document) => document.ports)),
    sources: first.sources,
    rules,
    ...(origins?.length === first.sources.length ? { origins } : {}),
    ...(lost.length === 0 ? {} : { lost }),
  }
}
