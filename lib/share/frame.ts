/**
 * What every codec puts its bytes into: deflated, behind their length and checksum. Both stand up front, so that a cut
 * link can say how much of it is missing.
 *
 * Bytes: length of the deflated part (3), its CRC-32 (4), the part itself (raw deflate), all big-endian, as base64url.
 */
import { deflateSync, Inflate } from 'fflate'
import { failure, type Result, success } from '@/lib/design/problem'
import { base64urlLength, decodeBase64url, encodeBase64url } from './base64url'
import { crc32 } from './crc32'

const headerBytes = 7
/** What a link may unfold to; the design's own limit is the same. */
const mostBytes = 2_000_000
/** One step of inflating yields at most a thousand times as much. */
const stepBytes = 1_024

export function frame(content: Uint8Array): string {
  const packed = deflateSync(content, { level: 9, mem: 4 })
  const bytes = new Uint8Array(headerBytes + packed.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, packed.length << 8)
  view.setUint32(3, crc32(packed))
  bytes.set(packed, headerBytes)
  return encodeBase64url(bytes)
}

/** The bytes that were framed. `before` is how many characters of the link stand before the payload. */
export function unframe(payload: string, before: number): Result<Uint8Array> {
  const bytes = decodeBase64url(payload)
  if (bytes === undefined) {
    const at = [...payload].findIndex((character) => !/[A-Za-z0-9_-]/.test(character))
    return refuse(`the link holds a character that does not belong there, the ${before + at + 1}th`, 'copy it again')
  }
  const found = before + payload.length
  if (bytes.length < headerBytes) {
    return refuse(`the link is incomplete: it ends after ${found} characters`, 'copy the whole of it')
  }
  const view = new DataView(bytes.buffer)
  const whole = before + base64urlLength(headerBytes + (view.getUint32(0) >>> 8))
  if (found < whole) {
    return refuse(`the link is incomplete: ${found} of ${whole} characters`, 'copy the whole of it')
  }
  if (found > whole) {
    return refuse(`the link is too long: ${found} characters where it has ${whole}`, 'copy it without what follows it')
  }
  const packed = bytes.subarray(headerBytes)
  if (crc32(packed) !== view.getUint32(3)) return refuse('a character of the link was changed', 'copy it again')
  const content = inflateBounded(packed, mostBytes)
  if (content !== undefined) return success(content)
  return refuse(`the link unfolds to more than ${mostBytes} characters, or to nothing`, 'ask for the design as a file')
}

/** Inflates step by step and stops as soon as there is too much; undefined then, and where it is no deflated whole. */
export function inflateBounded(packed: Uint8Array, most: number): Uint8Array | undefined {
  const parts: Uint8Array[] = []
  let size = 0
  let ended = false
  const inflate = new Inflate((part, final) => {
    size += part.length
    parts.push(part)
    ended = final
  })
  try {
    for (let at = 0; at < packed.length && size <= most; at += stepBytes) {
      inflate.push(packed.subarray(at, at + stepBytes), at + stepBytes >= packed.length)
    }
  } catch {
    return undefined
  }
  if (size > most || !ended) return undefined
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function refuse<T>(message: string, suggestion: string): Result<T> {
  return failure([{ severity: 'error', at: 'link', message, suggestion }])
}
