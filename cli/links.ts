/** Links on the command line: the whole address, what follows its #, or the bare payload. */
import type { Design } from '@/lib/design/design'
import type { Result } from '@/lib/design/problem'
import { decodeLink } from '@/lib/share/codec'
import { knownNames } from '@/lib/targets/known-names'

export function isLink(text: string): boolean {
  return /#d=|^\d+\.[\w-]{20,}$/.test(text)
}

export function readLink(text: string): Result<Design> {
  return decodeLink(text, knownNames)
}
