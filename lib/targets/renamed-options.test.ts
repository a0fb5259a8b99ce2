import { expect, test } from 'vitest'
import type { Design } from '@/lib/design/design'
import { setTargetOptions } from '@/lib/design/edits/records'
import { renameAll } from '@/lib/design/edits/rename'
import { readExample } from '@/lib/testing/subject'
import { targets } from './all'
import { suggestedOptions } from './suggested-options'

const examples = ['seed-000-baremetal', 'two-nics'].map((name) => readExample(name))

/** Every network and machine called otherwise, in the same order. */
function renamed(design: Design): Design {
  const anew = (entries: readonly { readonly name: string }[]) =>
    new Map(entries.map(({ name }) => [name, `${name}-x`]))
  return renameAll(design, { subnet: anew(design.subnets), node: anew(design.nodes), pool: anew(design.pools) })
}

/** What names something of the design: entries of lists and keys of maps. What the box calls it stays. */
function namesIn(options: Design['targets'][string]): unknown {
  return Object.entries(options).map(([option, value]) => {
    if (typeof value !== 'object' || value === null) return [option]
    return [option, ...(Array.isArray(value) ? value : Object.keys(value).sort())]
  })
}

test.each(targets.map((target) => [target.id, target] as const))('%s: a new name reaches its options', (id, target) => {
  for (const design of examples) {
    const chosen = setTargetOptions(design, id, suggestedOptions(target, design))
    expect(namesIn(renamed(chosen).targets[id] ?? {})).toEqual(namesIn(suggestedOptions(target, renamed(design))))
  }
})
