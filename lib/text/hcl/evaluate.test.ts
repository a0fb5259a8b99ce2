import { describe, expect, test } from 'vitest'
import { expressionOf, plain } from '@/lib/testing/hcl-expression'
import { evaluate, type HclScope } from './evaluate'
import type { HclValue } from './value'

const known: Readonly<Record<string, HclValue>> = {
  'var.plugin': 'cilium',
  'var.on': true,
  'var.port': 30000,
  'var.cidrs': { kind: 'list', items: ['10.0.0.0/8', '2001:db8::/32', '10.0.0.0/8'] },
  'var.tags': { kind: 'object', fields: new Map([['a', 'b']]) },
  'group.x': { kind: 'pending', path: 'group.x' },
}

function scope(): HclScope {
  return { resolve: (path) => known[path.join('.')], faults: [] }
}

describe('an expression comes to', () => {
  test.each<[string, unknown]>([
    ['"a"', 'a'],
    ['"a\\"b\\\\ \\u00e9 \\n"', 'a"b\\ é \n'],
    ['"$${x} %%{y} $ % {"', `\${x} %{y} $ % {`],
    // Two signs before the brace are one sign and an escape.
    [`"$$\${x}"`, `$\${x}`],
    [`"\${var.plugin}-\${var.port}"`, 'cilium-30000'],
    [`"\${var.on}"`, true],
    ['-1', -1],
    ['1.5e1', 15],
    ['null', null],
    ['[1, "b",]', [1, 'b']],
    ['[\n  1, # one\n  2 // two\n]', [1, 2]],
    ['{ a = 1, "b.c" : var.on }', { a: 1, 'b.c': true }],
    ['{\n  a = 1\n  (var.plugin) = 2\n}', { a: 1, cilium: 2 }],
    ['[for x in ["a"] : { (x) = 5, x = 6 }]', [{ a: 5, x: 6 }]],
    ['var.plugin == "cilium" ? 1 : 0', 1],
    ['var.plugin != "cilium" ? 1 : 0', 0],
    ['var.port == "30000"', false],
    ['!var.on || 2 > 1 && 3 <= 3', true],
    ['1 + 2 * 3 - 4 / 2 % 3', 5],
    ['(1 + 2) * 3', 9],
    ['contains(["calico", "cilium"], var.plugin)', true],
    ['toset(var.cidrs)', { set: ['10.0.0.0/8', '2001:db8::/32'] }],
    ['setsubtract(toset(var.cidrs), ["10.0.0.0/8"])', { set: ['2001:db8::/32'] }],
    ['var.on ? toset(["b", "a"]) : toset([])', { set: ['a', 'b'] }],
    ['strcontains(var.cidrs[1], ":")', true],
    ['merge(var.tags, { c = "d" })', { a: 'b', c: 'd' }],
    ['[for c in var.cidrs : c if strcontains(c, ":")]', ['2001:db8::/32']],
    ['{ for i, c in var.cidrs : i => c if i > 0 }', { '1': '2001:db8::/32', '2': '10.0.0.0/8' }],
    // What fails in Terraform too is passed over; see below what fails here alone.
    ['alltrue([for c in var.cidrs : try(var.tags.missing, true)])', true],
    ['[try([1][2], "2"), try(null.a, "n"), can(var.tags.missing), can("x".y)]', ['2', 'n', false, false]],
    ['try(var.tags.a, unheard())', 'b'],
    ['[try(var.on && var.tags.missing, 1), try(null.a || !var.on, 2), can(null.a && null.a)]', [1, 2, false]],
    ['length(var.cidrs) + length("é")', 4],
    ['group.x.id', '<group.x.id>'],
    [`"\${group.x.id}"`, '<group.x.id>'],
    // What is written beside an id makes another text of it.
    [`"\${group.x.id}/a"`, '<…>'],
    ['{ a = null }.a', null],
    ['[null, 1]["0"]', null],
    // Both results of a condition have one type.
    ['(var.on ? 1 : "x") == 1', false],
    ['(var.on ? "1" : 1) == "1"', true],
    ['var.on ? { a = 1, b = "x" } : {}', { a: '1', b: 'x' }],
    ['var.on ? { a = 1, b = "x" } : { a = 2, b = "y" }', { a: 1, b: 'x' }],
    ['var.on ? null : "x"', null],
    ['var.on ? ["a"] : toset(["b"])', { set: ['a'] }],
    ['var.on ? toset([2, 1]) : ["a"]', { set: [1, 2] }],
    ['var.on ? [1, "1"] : toset([])', { set: ['1'] }],
    ['var.on ? "a" : group.x.id', 'a'],
    ['var.on ? null : group.x.id', null],
    ['tolist(["a", group.x.id, null])', ['a', '<group.x.id>', null]],
    ['var.on ? 1 : unheard()', 1],
    ['tomap({ a = 1, b = "x" })', { a: '1', b: 'x' }],
    ['tolist([{ a = 1 }, { b = "x" }])', [{ a: '1' }, { b: 'x' }]],
    ['coalesce(1, "x")', '1'],
    ['compact([1, "", null])', ['1']],
    // Letters and their accents are composed, as Terraform holds them.
    ['"e\\u0301" == "é"', true],
    ['var.tags.a', 'b'],
    ['var.tags["a"]', 'b'],
    ['concat(var.cidrs, [])[0]', '10.0.0.0/8'],
    ['coalesce(null, "", "x")', 'x'],
    // Terraform goes through maps in the order of their keys, and gives lists and sets one type.
    ['[for k, v in { b = 1, a = 2 } : v]', [2, 1]],
    // And through sets by number, false before true, and what is null last.
    ['[for x in toset([10, 9, 1]) : x]', [1, 9, 10]],
    ['tolist(toset([true, null, false]))', [false, true, null]],
    ['flatten([toset([2, 1]), [[0]]])', [1, 2, 0]],
    ['distinct([1, "1", true])', ['1', 'true']],
    ['setintersection(["1", "2"], [1])', { set: ['1'] }],
    ['var.tags == "x"', false],
    ['anytrue([null, "true"])', true],
    ['lower("ÄB")', 'äb'],
    ['{ (var.plugin) = 1 }.cilium', 1],
  ])('%s', (text, want) => {
    const at = scope()
    expect(plain(evaluate(expressionOf(text), at))).toEqual(want)
    expect(at.faults).toEqual([])
  })
})

describe('an expression has no value, and the line says why', () => {
  test.each<[string, string]>([
    ['var.missing', '"var.missing" is not known here'],
    ['unheard(1)', 'The function "unheard" is not read here'],
    ['group.x.id == "a"', 'known only after it is applied'],
    ['length(group.x)', 'known only after it is applied'],
    ['var.port ? 1 : 0', 'neither true nor false'],
    ['"a" + 1', 'wants two numbers'],
    ['1 / 0', 'divides by zero'],
    [`"\${var.cidrs}-"`, 'fit into a string'],
    ['contains(["a"])', '"contains" is given 1 values'],
    ['toset("a")', '"toset" cannot take these values'],
    ['[for x in toset([["b"], ["a"]]) : x]', 'gone through'],
    ['flatten([toset([["b"], ["a"]])])', '"flatten" cannot take these values'],
    ['concat(toset(["a"]), ["b"])', '"concat" cannot take these values'],
    ['toset(var.cidrs)[0]', 'is not there'],
    ['[for c in var.plugin : c]', 'Only a list, a set or a map'],
    ['["a"] == tolist(["a"])', 'of one type'],
    ['group.x["id"]', 'known only after it is applied'],
    ['contains([group.x.id], "a")', 'known only after it is applied'],
    ['contains([null], null)', 'is given nothing (null)'],
    ['anytrue(["x"])', 'cannot take these values'],
    ['can(1, 2)', '"can" is given 2 values'],
    ['upper("ß")', 'cannot take these values'],
    [`"x\${0.1 + 0.2}"`, 'to its last digit'],
    ['0.1 + 0.2 == 0.3', 'to its last digit'],
    ['99999999 * 99999999', 'to its last digit'],
    ['tonumber("9007199254740993")', '"tonumber" cannot take these values'],
    // A fault of ours is none of Terraform's, which goes on with the first.
    ['try(unheard(1), true)', 'The function "unheard" is not read here'],
    ['can(unheard(1))', 'The function "unheard" is not read here'],
    ['try(tonumber(var.plugin), 1)', '"tonumber" cannot take these values'],
    // What fails beside what decides alone is a fault up to 1.11, and none from 1.12 on.
    ['try(var.on || var.tags.missing, true)', '"var.tags.missing" is not there'],
    ['try(var.tags.missing && !var.on, true)', '"var.tags.missing" is not there'],
    ['try(var.tags.missing && unheard(1), true)', '"var.tags.missing" is not there'],
    ['try(group.x.id || var.tags.missing, true)', '"var.tags.missing" is not there'],
    [`"\${group.x.id}\${var.cidrs}"`, 'fit into a string'],
    ['var.on ? 1 : true', 'Of which type both results are'],
    ['var.on ? "a" : ["a"]', 'Of which type both results are'],
    // An id is text, and makes text of what it stands beside.
    ['var.on ? 1 : group.x.id', 'Of which type both results are'],
    ['tolist([[1, group.x.id], tolist([2, 3])])', 'cannot take these values'],
    ['var.on ? { a = 1, b = [] } : {}', 'Of which type both results are'],
    ['var.on ? toset(["a"]) : var.cidrs', 'Of which type both results are'],
    ['tomap({ a = 1, b = [] })', '"tomap" cannot take these values'],
    ['compact([{ a = 1 }])', '"compact" cannot take these values'],
    ['length("q\\u0301")', '"length" cannot take these values'],
    ['tolist([1, true])', 'cannot take these values'],
  ])('%s', (text, why) => {
    const at = scope()
    expect(evaluate(expressionOf(text), at)).toBeUndefined()
    expect(at.faults[0]?.message).toContain(why)
    expect(at.faults[0]?.line).toBe(1)
  })
})
