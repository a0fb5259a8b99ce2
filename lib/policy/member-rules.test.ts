import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkProperty } from '../testing/property'
import { rulesByMember } from './member-rules'
import type { Rule } from './rule'

const names = ['a', 'b', 'c', 'd']
const anyLists = fc.array(fc.subarray(names), { maxLength: 4 })
/** Rules share their lists of names, and some have one of their own. */
const anyRules = anyLists.chain((lists) =>
  fc
    .array(fc.nat({ max: 5 }), { maxLength: 8 })
    .map((picked) =>
      picked.map((index, at) => ({ id: `rule-${at}`, members: lists[index] ?? ['a', 'd'] }) as unknown as Rule),
    ),
)

test('each machine gets the rules that name it, in their order; machines with the same rules the same list', () => {
  checkProperty(anyRules, 300, (rules) => {
    const { of } = rulesByMember(rules)
    for (const name of [...names, 'stranger']) {
      expect(of(name).map(({ id }) => id)).toEqual(
        rules.filter(({ members }) => members.includes(name)).map(({ id }) => id),
      )
    }
    for (const one of names) {
      for (const other of names) {
        const isSame = rules.every(({ members }) => members.includes(one) === members.includes(other))
        if (isSame) expect(of(one)).toBe(of(other))
      }
    }
  })
})
