/**
 * SHA-256, because the browser's own is missing from pages that are not served over HTTPS and answers only later.
 * @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final
 */

/** The first 32 bits of the fractional parts of the roots of the first primes: `root` 2 or 3. */
function fractions(count: number, root: 2 | 3): Uint32Array {
  const words = new Uint32Array(count)
  for (let candidate = 2, found = 0; found < count; candidate++) {
    if (!isPrime(candidate)) continue
    const value = root === 2 ? Math.sqrt(candidate) : Math.cbrt(candidate)
    words[found++] = Math.floor((value - Math.floor(value)) * 2 ** 32)
  }
  return words
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false
  return true
}

const start = fractions(8, 2)
const rounds = fractions(64, 3)

/** 64 lower-case hexadecimal digits. */
export function sha256(data: Uint8Array | string): string {
  const bytes = padded(typeof data === 'string' ? new TextEncoder().encode(data) : data)
  const view = new DataView(bytes.buffer)
  const state = Uint32Array.from(start)
  const words = new Uint32Array(64)
  for (let offset = 0; offset < bytes.length; offset += 64) addBlock(state, words, view, offset)
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('')
}

/** A one bit, zeros, and the length in bits, to whole blocks of 64 bytes. */
function padded(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil((data.length + 9) / 64) * 64)
  bytes.set(data)
  bytes[data.length] = 0x80
  new DataView(bytes.buffer).setBigUint64(bytes.length - 8, BigInt(data.length) * 8n)
  return bytes
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function addBlock(state: Uint32Array, words: Uint32Array, view: DataView, offset: number): void {
  const word = (index: number): number => words[index] ?? 0
  for (let i = 0; i < 16; i++) words[i] = view.getUint32(offset + i * 4)
  for (let i = 16; i < 64; i++) {
    const early = word(i - 15)
    const late = word(i - 2)
    const mixedEarly = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const mixedLate = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    words[i] = word(i - 16) + mixedEarly + word(i - 7) + mixedLate
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g)
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + (rounds[i] ?? 0) + word(i)) | 0
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) + value
}
