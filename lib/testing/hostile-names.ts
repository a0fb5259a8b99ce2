/** Every name and free text of a design in other words, hostile or harmless ones. */
import type { Design } from '@/lib/design/design'
import { renameAll } from '@/lib/design/edits/rename'
import { hostileLabels, hostileTexts } from './arbitrary-text'

export interface Naming {
  readonly cluster: string
  /** New words by how many were given before. */
  readonly text: (index: number) => string
  /** These rise with the index, so that machines stay in their order. */
  readonly label: (index: number) => string
}

const risingLabels = [...hostileLabels, ...hostileLabels.map((label) => `${label.slice(0, 61)}-1`)].sort()
/** More machines, networks and balancers than any example has that is named anew. */
const mostThings = 20

/** Hostile words, beginning with another one for each `first`. */
export function hostileNaming(first: number): Naming {
  const offset = first % (risingLabels.length - mostThings)
  return {
    cluster: (hostileLabels[first % hostileLabels.length] ?? 'x').slice(0, 40).replace(/-+$/, ''),
    text: (index) => hostileTexts[(first + index) % hostileTexts.length] ?? 'x',
    label: (index) => risingLabels[offset + index] ?? `z-${index}`,
  }
}

/** In every harmless word, and nowhere else in a file. */
export const harmlessMark = 'qz'

/** Words that are nothing but words. */
export const harmlessNaming: Naming = {
  cluster: `${harmlessMark}c`,
  text: (index) => `${harmlessMark}t ${wordOf(index)}`,
  label: (index) => `${harmlessMark}l-${wordOf(index)}`,
}

function wordOf(index: number): string {
  return String.fromCharCode(97 + Math.floor(index / 26), 97 + (index % 26))
}

/** The same cluster with every name and free text replaced, wherever it stands; what names another thing follows. */
export function withNames(design: Design, { cluster, text, label }: Naming): Design {
  return { ...withLabels(withTexts(design, text), label), name: cluster }
}

/** The same cluster with every free text replaced, each entry by another of the texts. */
export function withHostileNames(design: Design, first: number): Design {
  return withTexts(design, hostileNaming(first).text)
}

function withTexts(design: Design, text: Naming['text']): Design {
  // Two entries of the same name would be one thing.
  const unique = (first: number) => (entry: { readonly name: string }, index: number) =>
    [entry.name, `${text(first + index)} ${index}`.slice(0, 63)] as const
  const { admin, listeners, egress, accepted, ...rest } = renameAll(design, {
    admin: new Map(design.admin.map(unique(0))),
    listener: new Map(design.listeners.map(unique(2))),
  })
  return {
    ...rest,
    admin: admin.map((entry, index) => ({ ...entry, owner: text(index + 1) })),
    listeners: listeners.map((entry, index) => ({ ...entry, owner: text(index + 3) })),
    egress:
      typeof egress === 'string'
        ? egress
        : { ...egress, also: egress.also.map((entry, index) => ({ ...entry, name: text(index + 5) })) },
    accepted: accepted.map((entry, index) => ({ ...entry, reason: text(index + 4) })),
  }
}

function withLabels(design: Design, label: Naming['label']): Design {
  const { subnets, nodes, pools, loadBalancers, loadBalancerIPs } = design
  const names = [subnets, nodes, pools, loadBalancers, loadBalancerIPs].flat().map(({ name }) => name)
  const labels = new Map([...new Set(names)].map((name, index) => [name, label(index)]))
  const renames = { subnet: labels, node: labels, pool: labels, loadBalancer: labels, announced: labels }
  return renameAll(design, renames)
}
