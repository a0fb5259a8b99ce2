/** Base64 for the fragment of a URL, without padding. @see https://www.rfc-editor.org/rfc/rfc4648#section-5 */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const digits = new Map([...alphabet].map((character, index) => [character, index]))

export function encodeBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += `${alphabet[group >> 18]}${alphabet[(group >> 12) & 63]}`
    if (left > 1) text += alphabet[(group >> 6) & 63]
    if (left > 2) text += alphabet[group & 63]
  }
  return text
}

/** The whole bytes that the characters carry; undefined when one is not of the alphabet. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let group = 0
  let bits = 0
  let at = 0
  for (const character of text) {
    const digit = digits.get(character)
    if (digit === undefined) return undefined
    group = ((group << 6) | digit) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (group >> bits) & 255
    }
  }
  return bytes
}

/** Characters that so many bytes take. */
export function base64urlLength(bytes: number): number {
  return Math.ceil((bytes * 4) / 3)
}
