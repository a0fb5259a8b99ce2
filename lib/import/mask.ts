/**
 * The second door for secrets. Readers keep only the fields on their lists; should one of them quote a key, a token or a
 * hash while it explains a fault, the text is covered here.
 */
import type { Problem } from '../design/problem'

/** Keys in Base64 or hexadecimal, tokens, password hashes: long runs that hold both letters and digits. */
const run = /[A-Za-z0-9+/=_$!%^&*~]{12,}/g
const pem = /-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g
/** Words of the products that are as long. */
const word = /^[A-Za-z]+(?:v?\d{1,3}(?:alpha|beta)?\d{0,2})?$/

export function maskSecrets(text: string): string {
  return text.replace(pem, '…').replace(run, (found) => {
    const hasBoth = /\d/.test(found) && /[A-Za-z]/.test(found)
    return hasBoth && !word.test(found) && !isPath(found) ? '…' : found
  })
}

/** Parts between slashes, each of which is short enough to be a name. */
function isPath(text: string): boolean {
  return !/[+=$!%^&*~]/.test(text) && text.includes('/') && text.split('/').every((part) => part.length < 12)
}

/** What a fault quotes: where a text is broken at a secret, the piece of it that reads as a key, a tag or an anchor. */
const quoted = /(?<=")[^"]{6,}(?=")|(?<=<\/?)[^<>\s]{6,}(?=>)|(?<=[*&])\S{6,}/g
const isNetwork = /^[\d.:/a-f]+$/i

function maskQuoted(text: string): string {
  return text.replace(quoted, (found) => {
    const hasBoth = /\d/.test(found) && /[A-Za-z]/.test(found)
    return hasBoth && !word.test(found) && !isNetwork.test(found) ? '…' : found
  })
}

export function maskProblem({ message, suggestion, ...rest }: Problem): Problem {
  return {
    ...rest,
    message: maskQuoted(maskSecrets(message)),
    ...(suggestion === undefined ? {} : { suggestion: maskQuoted(maskSecrets(suggestion)) }),
  }
}
