/** Any design behind a box that joins some of its networks, two on one interface at times; fresh, and over another bundle. */
import { expect, test } from 'vitest'
import { countJoins, drawJoins, joinsOf, saidOf } from '@/lib/testing/arbitrary-joins'
import { arbitraryPair } from '@/lib/testing/arbitrary-pair'
import { drawn } from '@/lib/testing/draw'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { proveSubject, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../all'
import type { Filter } from '../target'
import { readFiles } from './read'
import { opnsense } from './target'

const filter = findTarget(opnsense.id) as Filter

test('whatever networks the box joins, it admits what the policy admits there', () => {
  const count = countJoins()
  checkProperty(
    drawn((draw) => drawJoins(draw, opnsense.id)),
    sampleCount(80, 2000),
    (joined) => {
      count.add(joined)
      expect(saidOf(subjectOf(filter, joined.design))).toEqual({ verdict: 'equal', said: [] })
    },
  )
  expect(count.least()).toBeGreaterThan(5)
})

test('what the last bundle left is switched off, and nothing else of the table changes', () => {
  const count = { left: 0, none: 0 }
  const pairs = drawn((draw) => {
    const { before, after } = draw.value(() => arbitraryPair('1.14'))
    const { design } = joinsOf(before, draw, opnsense.id)
    return { before: design, after: { ...after, targets: design.targets } }
  })
  checkProperty(pairs, sampleCount(40, 1000), ({ before, after }) => {
    const old = subjectOf(filter, before)
    const bare = subjectOf(filter, after)
    const over = subjectOf(filter, after, { previous: old.files })
    const [tableOfBare, tableOfOver, tableOfOld] = [bare, over, old].map(tableOf)
    expect(tableOfOver?.startsWith(tableOfBare ?? 'x')).toBe(true)
    const rowsOf = (text = ''): ReadonlyMap<string, ReadonlyMap<string, string>> => {
      const read = readFiles([{ path: 'rules.csv', text }])
      if (!read.ok) throw new Error('the table is not read')
      return new Map(read.value.rules.map(({ uuid, values }) => [uuid, values]))
    }
    const [wanted, held, written] = [tableOfBare, tableOfOld, tableOfOver].map(rowsOf)
    const gone = [...(held?.keys() ?? [])].filter((uuid) => wanted?.has(uuid) === false)
    count[gone.length === 0 ? 'none' : 'left']++
    for (const uuid of gone) {
      expect(written?.get(uuid)?.get('enabled')).toBe('0')
      expect(written?.get(uuid)?.get('description')).toMatch(/ \(left over: delete\)$/)
    }
    expect(written?.size).toBe((wanted?.size ?? 0) + gone.length)
    // Whoever imports the same bundle a second time changes nothing; the third one takes the leftovers for gone.
    expect(proveSubject(over, over.files, over.files).verdict).toBe('equal')
    expect(tableOf(subjectOf(filter, after, { previous: over.files }))).toBe(tableOfBare)
  })
  expect(count.left).toBeGreaterThan(10)
})

function tableOf({ files }: { readonly files: readonly { readonly path: string; readonly text: string }[] }): string {
  return files.find(({ path }) => path.endsWith('.csv'))?.text ?? ''
}
