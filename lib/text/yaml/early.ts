/**
 * The library learns of a fault only when it has read the whole document, and takes several times as long over one that is
 * nothing but faults. So the head of a long text is read first: what is wrong there is wrong whatever follows.
 */
import { faultOf, type YamlFault } from './place'

const headLength = 8_000

/** @param read throws what is wrong with a text */
export function findEarlyFault(text: string, read: (head: string) => unknown): YamlFault | undefined {
  // What opens at the very start may close anywhere.
  if (text.length < 2 * headLength || /^(?:\s|#.*\n)*(?:---\s*)?["'[{]/.test(text.slice(0, headLength)))
    return undefined
  const end = lineBegin(text, headLength)
  const last = end === undefined ? undefined : lastBegin(text, end)
  if (end === undefined || last === undefined) return undefined
  try {
    read(text.slice(0, end))
    return undefined
  } catch (thrown) {
    const fault = faultOf(thrown)
    if (fault === undefined) {
      if (thrown instanceof RangeError) return undefined
      throw thrown
    }
    // The last entry may go on behind the head, and a quote or bracket of any may be closed there.
    const isOpen = /^this (?:quoted text|bracket) is /.test(fault.message)
    return isOpen || fault.offset >= last ? undefined : fault
  }
}

const topLine = /\n(?=[A-Za-z0-9_-])/g

/** The first line at or behind the offset that begins an entry of the whole text. */
function lineBegin(text: string, offset: number): number | undefined {
  topLine.lastIndex = offset
  const found = topLine.exec(text)
  return found === null || found.index > 4 * headLength ? undefined : found.index + 1
}

function lastBegin(text: string, end: number): number | undefined {
  const head = text.slice(0, end - 1)
  for (let at = head.lastIndexOf('\n'); at > 0; at = head.lastIndexOf('\n', at - 1)) {
    if (/[A-Za-z0-9_-]/.test(head[at + 1] ?? '')) return at + 1
  }
  return undefined
}
