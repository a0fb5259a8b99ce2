import { deflateSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openGiven } from './open-given'
import { unpackZip } from './unpack'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const limits = { bytes: 1_000_000, files: 10 }

function signAt(bytes: Uint8Array, sign: number, from = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (let at = from; at + 4 <= bytes.length; at++) if (view.getUint32(at, true) === sign) return at
  throw new Error('there is no such sign')
}

test.each([0, 6] as const)('files come back as they were, packed with level %i', (level) => {
  const files = {
    '2.yaml': encode('b'),
    '1': encode('a'),
    'more/größe.txt': encode('x'.repeat(500)),
    'none.txt': encode(''),
  }
  const read = unpackZip(zipSync(files, { level }), limits)
  expect(read).toEqual({
    ok: true,
    files: expect.arrayContaining(Object.entries(files).map(([name, bytes]) => ({ name, bytes }))),
  })
})

test('a file whose letters changed on the way is not read as another', () => {
  const zip = zipSync({ 'a.yaml': encode('subnet: 10.0.0.1/32') }, { level: 0 })
  const at = Buffer.from(zip).indexOf('10.0.0.1')
  zip[at + 7] = '3'.charCodeAt(0)
  const opened = openGiven([{ path: 'a.zip', bytes: zip }])
  expect(opened).toMatchObject({ ok: false, problems: [{ at: 'a.zip/a.yaml' }] })
})

test('a file that is longer than the archive says is not cut', () => {
  const zip = zipSync({ 'a.yaml': encode('a: 1\n'.repeat(100)) })
  const view = new DataView(zip.buffer, zip.byteOffset)
  view.setUint32(signAt(zip, 0x02014b50) + 24, 5, true)
  expect(unpackZip(zip, limits)).toEqual({ ok: false, why: 'damaged', name: 'a.yaml' })
})

test('entries that lie over each other are too large', () => {
  const zip = zipSync({ a: deflateSync(new Uint8Array(100_000)), b: encode('b') }, { level: 0 })
  const view = new DataView(zip.buffer, zip.byteOffset)
  const [first, second] = [signAt(zip, 0x02014b50), signAt(zip, 0x02014b50, signAt(zip, 0x02014b50) + 1)]
  for (const field of [20, 24, 42]) view.setUint32(second + field, view.getUint32(first + field, true), true)
  expect(unpackZip(zip, limits)).toMatchObject({ ok: false })
})

test('more files, or more in them, than there may be', () => {
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`${index}`, encode('a')]))
  expect(unpackZip(zipSync(many), limits)).toEqual({ ok: false, why: 'too large' })
  expect(unpackZip(zipSync({ a: new Uint8Array(1_000_001) }), limits)).toEqual({ ok: false, why: 'too large' })
})

test('what is no archive', () => {
  expect(unpackZip(encode('PK'), limits)).toEqual({ ok: false, why: 'unreadable' })
  expect(unpackZip(new Uint8Array(0), limits)).toEqual({ ok: false, why: 'unreadable' })
})
