import { existsSync, readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { deflateSync, strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Design } from '@/lib/design/design'
import { readDesign } from '@/lib/design/read-design'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { encodeBase64url } from './base64url'
import { decodeLink, encodeDesign, linkToDesign } from './codec'
import { writeColumns } from './codec1/write-columns'
import { crc32 } from './crc32'
import { frame } from './frame'

function designAt(path: string): Design {
  const reading = readDesign(readFileSync(path, 'utf8'))
  if (!reading.ok) throw new Error(path)
  return reading.value
}

const examples = readdirSync('public/examples').map((file): [string, Design] => [
  file.replace(/\.yaml$/, ''),
  designAt(`public/examples/${file}`),
])
const [, sample] = examples[0] ?? []
if (sample === undefined) throw new Error('no example')

const links = 'lib/share/links'

/** An example that has changed since a link to it was given away is kept as it was; its next link has a number. */
function shippedAs(name: string): Design {
  const old = `${links}/designs/${name}.yaml`
  return designAt(existsSync(old) ? old : `public/examples/${name.replace(/@\d+$/, '')}.yaml`)
}

// Links that were given away open for ever; a change of the schema must not lose them.
describe.each(['0', '1'])('codec %s', (codec) => {
  const names = readdirSync(`${links}/${codec}`).map((file) => file.replace(/\.txt$/, ''))

  test.each(names)('the shipped link of %s opens as that design', (name) => {
    const link = readFileSync(`${links}/${codec}/${name}.txt`, 'utf8')
    expect(link).toMatch(new RegExp(`#d=${codec}\\.`))
    expect(decodeLink(link)).toStrictEqual({ ok: true, value: shippedAs(name), problems: [] })
  })
})

test.each(examples)('a link to %s as it is now was given away', (name, design) => {
  const shipped = readdirSync(`${links}/1`).filter((file) => file.replace(/(@\d+)?\.txt$/, '') === name)
  const opened = shipped.map((file) => decodeLink(readFileSync(`${links}/1/${file}`, 'utf8')))
  expect(opened).toContainEqual({ ok: true, value: design, problems: [] })
})

test('a random design comes back from its link, and equal designs have one link', () => {
  checkProperty(arbitraryDesign(), sampleCount(150, 5_000), (design) => {
    const link = encodeDesign(design)
    expect(link).toMatch(/^1\.[A-Za-z0-9_-]+$/)
    expect(decodeLink(link)).toStrictEqual({ ok: true, value: design, problems: [] })
    expect(encodeDesign(structuredClone(design))).toBe(link)
  })
})

test.each<[string, (value: string) => string]>([
  ['the whole address', (value) => `https://portcullis.example/#d=${value}`],
  ['an address with more in its fragment', (value) => `https://portcullis.example/x?y=1#view=grid&d=${value}&z=1`],
  ['the fragment', (value) => `#d=${value}`],
  ['the bare value', (value) => value],
  ['a value wrapped by a mail program', (value) => ` ${value.slice(0, 60)}\r\n${value.slice(60)}\n`],
  ['an address with the full stop of its sentence', (value) => `https://portcullis.example/#d=${value}.`],
  ['an address in brackets', (value) => `<https://portcullis.example/#d=${value}>)`],
])('reads %s', (_, wrap) => {
  expect(decodeLink(wrap(encodeDesign(sample)))).toMatchObject({ ok: true, value: sample })
})

test('a link cut anywhere says so', () => {
  const link = encodeDesign(sample)
  for (let length = 0; length < link.length; length++) {
    const cut = decodeLink(`#d=${link.slice(0, length)}`)
    expect(cut.ok).toBe(false)
    expect(cut.problems[0]?.message).toMatch(/^the link is incomplete: /)
    if (length > 14)
      expect(cut.problems[0]?.message).toBe(`the link is incomplete: ${length} of ${link.length} characters`)
  }
})

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

test('a corrupted link never opens as another design', () => {
  const faults = fc.record({
    design: arbitraryDesign(),
    changes: fc.array(
      fc.record({ at: fc.nat({ max: 100_000 }), to: fc.constantFrom(...alphabet, '%', '.', 'é', ' ') }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  checkProperty(faults, sampleCount(300, 20_000), ({ design, changes }) => {
    const characters = [...encodeDesign(design)]
    for (const { at, to } of changes) characters[at % characters.length] = to
    const result = decodeLink(characters.join(''))
    // A change that leaves every bit of the content alone may pass.
    if (result.ok) expect(result.value).toStrictEqual(design)
    else expect(result.problems[0]?.message).not.toBe('')
  })
})

test('any text is read or refused, and never throws', () => {
  checkProperty(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `#d=0.${text}`),
    ),
    sampleCount(1_000, 100_000),
    (text) => {
      expect(decodeLink(text).ok).toBe(false)
    },
  )
})

function packed(bytes: Uint8Array): string {
  const whole = new Uint8Array(7 + bytes.length)
  const view = new DataView(whole.buffer)
  view.setUint32(0, bytes.length << 8)
  view.setUint32(3, crc32(bytes))
  whole.set(bytes, 7)
  return `0.${encodeBase64url(whole)}`
}

test.each<[string, string, string | RegExp]>([
  ['nothing', '', 'this is not a link to a design'],
  ['another address', 'https://example.net/', 'this is not a link to a design'],
  ['a newer codec', '#d=2.AAAA', 'the link was made by a newer Portcullis (codec 2)'],
  ['a much newer codec', '#d=zebra.AAAA', 'the link was made by a newer Portcullis (codec zebra)'],
  ['too long a text', `#d=0.${'A'.repeat(200_001)}`, /^the link has 200006 characters; we open at most 200000$/],
  ['a foreign character', '#d=0.AAAA%AAAAAAAA', 'the link holds a character that does not belong there, the 7th'],
  ['more than there was', `#d=${encodeDesign(sample)}AAAA`, /^the link is too long: /],
  [
    'a bomb',
    packed(deflateSync(new Uint8Array(100_000_000), { level: 9 })),
    /^the link unfolds to more than 2000000 characters/,
  ],
  [
    'bytes that do not unfold',
    packed(new Uint8Array([255, 255, 255, 255])),
    /^the link unfolds to more than 2000000 characters, or to nothing/,
  ],
  ['a deflated part without end', packed(deflateSync(strToU8('{"a":1}')).subarray(0, 5)), /or to nothing/],
  ['text that is no JSON', packed(deflateSync(strToU8('{'))), 'what the link holds is not a design'],
  ['bytes that are no text', packed(deflateSync(new Uint8Array([0xff, 0xfe]))), 'what the link holds is not a design'],
  ['columns that are none', `#d=1.${frame(new Uint8Array([0xff, 0xfe]))}`, 'what the link holds is not a design'],
  ['columns of another value', `#d=1.${frame(new Uint8Array([0]))}`, 'this is not a design'],
  [
    'JSON that is too deep',
    packed(deflateSync(strToU8('['.repeat(900_000) + ']'.repeat(900_000)))),
    /nested more than 32 levels|not a design/,
  ],
  ['another value', `#d=0.${frame(strToU8('[1,2]'))}`, 'this is not a design'],
  [
    'a design with a fault',
    `#d=0.${frame(strToU8('{"version":1,"name":"x","subnets":[{"name":"a","cidrs":["10.0.0.300/24"]}]}'))}`,
    '"10.0.0.300/24" is not a CIDR',
  ],
])('refuses %s', (_, link, message) => {
  const result = decodeLink(link)
  expect(result.ok).toBe(false)
  expect(result.problems[0]?.message).toMatch(message)
})

test('a hundred machines by name fit a message of a chat', () => {
  const nodes: Design['nodes'] = Array.from({ length: 100 }, (_, index) => ({
    name: index < 3 ? `cp-${index + 1}` : `worker-${index - 2}`,
    role: index < 3 ? 'controlplane' : 'worker',
    subnet: sample.subnets[0]?.name ?? '',
    addresses: [`10.40.${index % 16}.${(index * 37) % 250}`],
    nics: [],
    publicAddresses: [],
  }))
  const link = linkToDesign({ ...sample, nodes }, 'https://portcullis.example')
  console.log(`A link to 100 machines by name has ${link.length} characters`)
  expect(link.length).toBeLessThan(2_000)
})

test.each(['constructor', 'toString', '__proto__'])(
  'a stranger who calls a key "%s" is told that it is none',
  (key) => {
    const strange: unknown = JSON.parse(`{"name":"a","${key}":{"a":1},"cni":{"${key}":{"a":1}}}`)
    expect(decodeLink(`1.${frame(writeColumns(strange))}`)).toMatchObject({ ok: false })
  },
)

// What a mail program puts behind a link goes; a pattern that looks for it from every place would take for ever.
test('what stands behind a link goes, however long it is', () => {
  const link = encodeDesign(sample)
  expect(decodeLink(`${link}${'!'.repeat(190_000 - link.length)}`)).toMatchObject({ ok: true, value: sample })
  expect(decodeLink(`1.${'!'.repeat(190_000)}a`)).toMatchObject({ ok: false })
})
