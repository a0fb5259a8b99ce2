/** HashiCorp's own parser must see in every file what our reader sees. */
import { parse as parseTheirs } from '@cdktn/hcl2json'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { sampleCount, seed } from '@/lib/testing/samples'
import { exampleNames, readExample, subjectOf } from '@/lib/testing/subject'
import { parseHcl } from '@/lib/text/hcl/parse'
import type { HclBody, HclExpression } from '@/lib/text/hcl/syntax'
import type { Filter, TextFile } from '../target'
import { terraformAws } from './target'

/** A tree without its lines. */
function bare(expression: HclExpression): unknown {
  return JSON.parse(JSON.stringify(expression, (key, value: unknown) => (key === 'line' ? undefined : value)))
}

/** Our tree in the shape of theirs: blocks by type and labels, values that are plain as they are. */
function shapeOf(body: HclBody): Record<string, unknown> {
  const shape: Record<string, unknown> = {}
  for (const { name, value } of body.attributes) shape[name] = plainOf(value)
  for (const block of body.blocks) {
    let here = shape
    for (const step of [block.type, ...block.labels].slice(0, -1)) {
      here[step] ??= {}
      here = here[step] as Record<string, unknown>
    }
    const last = [block.type, ...block.labels].at(-1) ?? ''
    here[last] = [...((here[last] as unknown[] | undefined) ?? []), shapeOf(block.body)]
  }
  return shape
}

function plainOf(value: HclExpression): unknown {
  if (value.kind === 'literal' && typeof value.value !== 'string') return value.value
  if (value.kind === 'list') return value.items.map(plainOf)
  if (value.kind === 'object') {
    return Object.fromEntries(
      value.fields.map(({ key, value: inner }) => [
        key.kind === 'literal' ? String(key.value) : bare(key),
        plainOf(inner),
      ]),
    )
  }
  return bare(value)
}

/** Their text of a string or an expression, read by our parser; everything else as it is. */
function reread(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reread)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, reread(inner)]))
  }
  if (typeof value !== 'string') return value
  const whole = /^\$\{([\s\S]*)\}$/.exec(value)?.[1]
  const alone = whole === undefined ? undefined : readExpression(`(${whole})`)
  return alone ?? readExpression(`"${value.replace(/["\\\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))}"`)
}

function readExpression(text: string): unknown {
  const parsed = parseHcl(`x = ${text}\n`)
  const attribute = parsed.ok ? parsed.body.attributes[0] : undefined
  return attribute === undefined ? undefined : bare(attribute.value)
}

async function expectAgreement({ path, text }: TextFile, ours = text): Promise<void> {
  const parsed = parseHcl(ours)
  if (!parsed.ok) throw new Error(`${path}:${parsed.fault.line}: ${parsed.fault.message}`)
  const theirs = reread(await parseTheirs(path, text))
  expect(theirs, path).toEqual(shapeOf(parsed.body))
}

test.each(exampleNames)('the files of %s', async (name) => {
  for (const file of subjectOf(terraformAws as Filter, readExample(name)).files) await expectAgreement(file)
})

test('the files of random designs', { timeout: 600_000 }, async () => {
  const designs = fc.sample(arbitraryDesign(), { numRuns: sampleCount(12, 300), seed: seed() })
  for (const design of designs) {
    for (const file of subjectOf(terraformAws as Filter, design).files) await expectAgreement(file)
  }
})

test.each([
  ['another port', '= 10250', '= 10255'],
  ['another group', 'aws_security_group.worker.id', 'aws_security_group.control_plane.id'],
  ['a condition turned round', '? 1 : 0', '? 0 : 1'],
  ['a prefix more', '"196.45.28.20/32",', '"196.45.28.20/32", "0.0.0.0/0",'],
  ['other tags', 'merge(var.tags', 'merge(var.labels'],
])('a reader that saw %s would be found', async (_, from, to) => {
  const files = subjectOf(terraformAws as Filter, readExample('seed-000-aws')).files
  const file = files.find(({ text }) => text.replace(from, to) !== text)
  if (file === undefined) throw new Error(`no file says ${from}`)
  await expect(expectAgreement(file, file.text.replace(from, to))).rejects.toThrow()
})

test.each([
  ['a value is missing', 'a = \n'],
  ['a string never ends', 'a = "x\n'],
  ['an argument twice', 'a = 1\na = 2\n'],
  ['a block never ends', 'a "b" {\n  c = 1\n'],
  ['two arguments on a line', 'a = 1 b = 2\n'],
  ['a bare prefix', 'a = 10.0.0.0/16\n'],
  ['a list without commas', 'a = [1 2]\n'],
  ['an unknown escape', 'a = "\\q"\n'],
])('both refuse: %s', async (_, text) => {
  expect(parseHcl(text).ok).toBe(false)
  await expect(parseTheirs('x.tf', text)).rejects.toThrow()
})

test.each([
  ['comments', '# a\n// b\n/* c\n d */\na = 1 # e\n'],
  ['one-line blocks', 'a { b = 1 }\nc {}\n'],
  ['signs before a brace', `a = "$$\${x} $$ %%%{y} $"\n`],
  ['keys', 'a = { b : 1, "c d" = 2, e = [1, { f = null }] }\n'],
  ['operators', 'a = !var.b && (1 + 2) * 3 >= -4 ? "c" : "d"\n'],
  ['steps', 'a = b.c["d"].e[0]\n'],
  ['loops', `a = [for k, v in b : "\${k}=\${v}" if v != null]\nc = { for x in d : x => upper(x) }\n`],
])('both read alike: %s', async (_, text) => {
  await expectAgreement({ path: 'x.tf', text })
})
