/**
 * What is in a zip archive, each file whole and as its checksum says, or nothing. What an archive says of sizes is not believed:
 * entries may lie over each other, and unfold to more than they say.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3
 */
import { unzipSync } from 'fflate'
import { crc32 } from '../share/crc32'
import { inflateBounded } from '../share/frame'

interface Unpacked {
  readonly name: string
  readonly bytes: Uint8Array
}

interface UnpackLimits {
  readonly bytes: number
  readonly files: number
}

type Unpacking =
  | { readonly ok: true; readonly files: readonly Unpacked[] }
  /** `name`: the file in it that is not what the archive says. */
  | { readonly ok: false; readonly why: 'unreadable' | 'too large' | 'damaged'; readonly name?: string }

interface Entry {
  readonly name: string
  /** Packed and unpacked, as the archive says. */
  readonly size: number
  readonly originalSize: number
  readonly compression: number
}

/** Never throws. */
export function unpackZip(bytes: Uint8Array, limits: UnpackLimits): Unpacking {
  const entries: Entry[] = []
  let [packed, unpacked] = [0, 0]
  let isTooLarge = false
  try {
    unzipSync(bytes, {
      filter: (entry) => {
        entries.push(entry)
        packed += entry.size
        unpacked += entry.originalSize
        isTooLarge = unpacked > limits.bytes || packed > bytes.length || entries.length > limits.files
        if (isTooLarge) throw new RangeError('the archive is too large')
        return false
      },
    })
    return readEntries(bytes, entries)
  } catch {
    return { ok: false, why: isTooLarge ? 'too large' : 'unreadable' }
  }
}

const endSign = 0x06054b50
const headerSign = 0x02014b50

/** Throws where the directory leads out of the archive. */
function readEntries(bytes: Uint8Array, entries: readonly Entry[]): Unpacking {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const short = (at: number): number => view.getUint16(at, true)
  const long = (at: number): number => view.getUint32(at, true)
  let end = bytes.length - 22
  while (long(end) !== endSign) end--
  let at = long(end + 16)
  const files: Unpacked[] = []
  for (const { name, size, originalSize, compression } of entries) {
    if (long(at) !== headerSign) return { ok: false, why: 'unreadable' }
    const local = long(at + 42)
    const start = local + 30 + short(local + 26) + short(local + 28)
    const data = bytes.subarray(start, start + size)
    const content = compression === 0 ? data : compression === 8 ? inflateBounded(data, originalSize) : undefined
    if (content?.length !== originalSize || crc32(content) !== long(at + 16)) return { ok: false, why: 'damaged', name }
    if (!name.endsWith('/')) files.push({ name, bytes: content })
    at += 46 + short(at + 28) + short(at + 30) + short(at + 32)
  }
  return { ok: true, files }
}
