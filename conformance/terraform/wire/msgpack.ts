/**
 * MessagePack, as Terraform passes values of resources. What is known only after an apply is an extension of its own.
 * @see https://github.com/msgpack/msgpack/blob/master/spec.md
 */
export interface Unknown {
  readonly unknown: true
}
export const unknown: Unknown = { unknown: true }

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value } | Unknown

export function isUnknown(value: Value | undefined): value is Unknown {
  return typeof value === 'object' && value !== null && 'unknown' in value && value.unknown === true
}

/** Keys that the schema leaves out must be left out here too. */
export function encode(value: Value): Buffer {
  if (value === null) return Buffer.from([0xc0])
  if (typeof value === 'boolean') return Buffer.from([value ? 0xc3 : 0xc2])
  if (typeof value === 'number') return encodeNumber(value)
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([sized(0xdb, bytes.length), bytes])
  }
  if (isUnknown(value)) return Buffer.from([0xd4, 0, 0])
  if (Array.isArray(value)) {
    const items = value as readonly Value[]
    return Buffer.concat([sized(0xdd, items.length), ...items.map(encode)])
  }
  const entries = Object.entries(value as { readonly [key: string]: Value })
  return Buffer.concat([
    sized(0xdf, entries.length),
    ...entries.flatMap(([key, inner]) => [encode(key), encode(inner)]),
  ])
}

function sized(tag: number, length: number): Buffer {
  const head = Buffer.alloc(5)
  head[0] = tag
  head.writeUInt32BE(length, 1)
  return head
}

function encodeNumber(value: number): Buffer {
  const bytes = Buffer.alloc(9)
  if (Number.isInteger(value)) {
    bytes[0] = 0xd3
    bytes.writeBigInt64BE(BigInt(value), 1)
  } else {
    bytes[0] = 0xcb
    bytes.writeDoubleBE(value, 1)
  }
  return bytes
}

export function decode(bytes: Buffer): Value {
  return decodeAt(bytes, { at: 0 })
}

interface Place {
  at: number
}

function decodeAt(bytes: Buffer, place: Place): Value {
  const tag = bytes.readUInt8(place.at++)
  if (tag < 0x80) return tag
  if (tag >= 0xe0) return tag - 0x100
  if (tag < 0x90) return decodeMap(bytes, place, tag & 0x0f)
  if (tag < 0xa0) return decodeList(bytes, place, tag & 0x0f)
  if (tag < 0xc0) return decodeText(bytes, place, tag & 0x1f)
  switch (tag) {
    case 0xc0:
      return null
    case 0xc2:
      return false
    case 0xc3:
      return true
    case 0xc4:
    case 0xd9:
      return decodeText(bytes, place, take(bytes, place, 1))
    case 0xc5:
    case 0xda:
      return decodeText(bytes, place, take(bytes, place, 2))
    case 0xc6:
    case 0xdb:
      return decodeText(bytes, place, take(bytes, place, 4))
    case 0xcb:
      place.at += 8
      return bytes.readDoubleBE(place.at - 8)
    case 0xcc:
      return take(bytes, place, 1)
    case 0xcd:
      return take(bytes, place, 2)
    case 0xce:
      return take(bytes, place, 4)
    case 0xd0:
      place.at += 1
      return bytes.readInt8(place.at - 1)
    case 0xd1:
      place.at += 2
      return bytes.readInt16BE(place.at - 2)
    case 0xd2:
      place.at += 4
      return bytes.readInt32BE(place.at - 4)
    case 0xcf:
    case 0xd3:
      place.at += 8
      return Number(tag === 0xcf ? bytes.readBigUInt64BE(place.at - 8) : bytes.readBigInt64BE(place.at - 8))
    case 0xdc:
      return decodeList(bytes, place, take(bytes, place, 2))
    case 0xdd:
      return decodeList(bytes, place, take(bytes, place, 4))
    case 0xde:
      return decodeMap(bytes, place, take(bytes, place, 2))
    case 0xdf:
      return decodeMap(bytes, place, take(bytes, place, 4))
    default:
      return decodeExtension(bytes, place, tag)
  }
}

/** The only extensions are values that are not yet known, with or without what is known of them. */
function decodeExtension(bytes: Buffer, place: Place, tag: number): Value {
  const fixed = [0xd4, 0xd5, 0xd6, 0xd7, 0xd8].indexOf(tag)
  const size = fixed >= 0 ? 1 << fixed : [0xc7, 0xc8, 0xc9].indexOf(tag)
  if (size < 0) throw new Error(`a tag that is not MessagePack: ${tag}`)
  const length = fixed >= 0 ? size : take(bytes, place, 1 << size)
  place.at += 1 + length
  return unknown
}

function take(bytes: Buffer, place: Place, width: number): number {
  place.at += width
  return bytes.readUIntBE(place.at - width, width)
}

function decodeText(bytes: Buffer, place: Place, length: number): string {
  place.at += length
  return bytes.toString('utf8', place.at - length, place.at)
}

function decodeList(bytes: Buffer, place: Place, length: number): Value {
  return Array.from({ length }, () => decodeAt(bytes, place))
}

function decodeMap(bytes: Buffer, place: Place, length: number): Value {
  const map: Record<string, Value> = {}
  for (let i = 0; i < length; i++) {
    const key = decodeAt(bytes, place)
    map[String(key)] = decodeAt(bytes, place)
  }
  return map
}
