/**
 * The wire format of protocol buffers, as much of it as the plugin protocol needs: numbers, bytes, text and messages.
 * @see https://protobuf.dev/programming-guides/encoding/
 */

/** Field numbers to what they hold, in the order of the wire; a message inside is bytes until it is read in turn. */
export type Fields = ReadonlyMap<number, readonly (number | Buffer)[]>

export function readMessage(bytes: Buffer): Fields {
  const fields = new Map<number, (number | Buffer)[]>()
  let at = 0
  const varint = (): number => {
    let value = 0
    let factor = 1
    for (;;) {
      const byte = bytes.readUInt8(at++)
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 128
    }
  }
  while (at < bytes.length) {
    const key = varint()
    const field = Math.floor(key / 8)
    const values = fields.get(field) ?? []
    fields.set(field, values)
    switch (key % 8) {
      case 0:
        values.push(varint())
        break
      case 2: {
        const length = varint()
        values.push(bytes.subarray(at, at + length))
        at += length
        break
      }
      case 1:
        at += 8
        break
      case 5:
        at += 4
        break
      default:
        throw new Error(`a wire type that is not read: ${key % 8}`)
    }
  }
  return fields
}

export function bytesAt(fields: Fields, field: number): Buffer | undefined {
  const value = fields.get(field)?.at(-1)
  return typeof value === 'number' ? undefined : value
}

export function textAt(fields: Fields, field: number): string {
  return bytesAt(fields, field)?.toString('utf8') ?? ''
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? low + 128 : low)
  } while (rest > 0)
  return Buffer.from(bytes)
}

/** One field: truth and numbers as varints, all else with its length. What is false, zero or empty may be left out. */
export function field(number: number, value: boolean | number | string | Buffer): Buffer {
  if (typeof value === 'boolean') return value ? Buffer.concat([varint(number * 8), varint(1)]) : Buffer.alloc(0)
  if (typeof value === 'number') return Buffer.concat([varint(number * 8), varint(value)])
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes])
}

export function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields)
}
