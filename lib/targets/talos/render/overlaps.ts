/**
 * Where the default is to accept, a rule document drops whoever it does not list, so two documents over one port admit
 * only those in both. Ports that several listeners share therefore go to one document with the sources of all of them.
 */
import { setOfPrefixes } from '@/lib/net/address-set'
import { mergePortRanges, type PortRange } from '@/lib/net/port-range'
import { prefixSet } from '@/lib/net/prefix-set'
import { compareDocumentNames, compareText, type TalosDocument } from './documents'
import { mergeSources } from './sources'

export function separatePorts(documents: readonly TalosDocument[]): readonly TalosDocument[] {
  return (['tcp', 'udp'] as const)
    .flatMap((protocol) => separateProtocol(documents.filter((document) => document.protocol === protocol)))
    .sort((a, b) => compareDocumentNames(a.name, b.name))
}

function separateProtocol(documents: readonly TalosDocument[]): readonly TalosDocument[] {
  const shares = sharePorts(documents)
  if (shares.every((share) => share.documents.length === 1)) return documents
  const parts = new Map<string, { ports: PortRange[]; documents: Set<TalosDocument> }>()
  for (const share of shares) {
    const name = ownerOf(share.documents)
    const part = parts.get(name) ?? { ports: [], documents: new Set() }
    part.ports.push(...share.ports)
    for (const document of share.documents) part.documents.add(document)
    parts.set(name, part)
  }
  return [...parts].map(([name, part]) => uniteDocuments(name, part.ports, [...part.documents]))
}

interface Share {
  readonly documents: readonly TalosDocument[]
  readonly ports: PortRange[]
}

/** The ports, grouped by the documents that name them. */
function sharePorts(documents: readonly TalosDocument[]): readonly Share[] {
  const cuts = [...new Set(documents.flatMap(({ ports }) => ports.flatMap(({ from, to }) => [from, to + 1])))]
  cuts.sort((a, b) => a - b)
  const shares = new Map<string, Share>()
  for (const [index, from] of cuts.entries()) {
    const next = cuts[index + 1]
    if (next === undefined) break
    const naming = documents.filter(({ ports }) => ports.some((range) => range.from <= from && from <= range.to))
    if (naming.length === 0) continue
    const key = naming.map(({ name }) => name).join('\n')
    const share = shares.get(key) ?? { documents: naming, ports: [] }
    share.ports.push({ from, to: next - 1 })
    shares.set(key, share)
  }
  return [...shares.values()]
}

/** The document whose own sources are already those of all; else a name made of all names. */
function ownerOf(documents: readonly TalosDocument[]): string {
  const all = setOfPrefixes(documents.flatMap(({ sources }) => sources))
  const owner = documents.find(({ sources }) => prefixSet(sources) === all)
  return owner?.name ?? documents.map(({ name }) => name).join('+')
}

function uniteDocuments(name: string, ports: readonly PortRange[], documents: readonly TalosDocument[]): TalosDocument {
  const [first] = documents
  if (first === undefined) throw new Error('no documents to unite')
  const rules = [...new Set(documents.flatMap((document) => document.rules))].sort((a, b) => compareText(a.id, b.id))
  return { name, protocol: first.protocol, ports: mergePortRanges(ports), rules, ...mergeSources(rules) }
}
