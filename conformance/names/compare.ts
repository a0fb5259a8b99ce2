/** What a foreign parser saw of the same files under harmless names and under hostile ones, laid side by side. */

export interface Naming {
  /** Whether a text of the harmless tree is made of names. */
  readonly isNamed: (text: string) => boolean
  /** The hostile names: one may be a word of the format itself, and then that word counts for nothing. */
  readonly hostile: ReadonlySet<string>
}

const named = '·'

/** Numbers in the order of names. */
const ordered = 'sequence'

/**
 * Differences beyond names and beyond order, which names decide too; for the order there is the proof. Every text of the
 * harmless tree that holds no name must stand in the hostile one at the same place, nothing else may stand there, and no
 * two things may come to one name.
 */
export function beyondNames(harmless: unknown, hostile: unknown, { isNamed, hostile: words }: Naming): string[] {
  const plain = new Set<string>()
  gather(harmless, (text) => {
    if (!isNamed(text)) plain.add(text)
  })
  const [ours, theirs] = [new Set<string>(), new Set<string>()]
  const maskOf = (seen: Set<string>) => (text: string, key: string) => {
    if (key === ordered) return named
    if (plain.has(text)) return words.has(text) ? named : text
    if (!prose.test(key)) seen.add(text)
    return named
  }
  const differences = differing(masked(harmless, maskOf(ours)), masked(hostile, maskOf(theirs)))
  const isAmbiguous = [...words].some((word) => plain.has(word))
  return isAmbiguous || theirs.size >= ours.size
    ? differences
    : [...differences, `${ours.size} names have become only ${theirs.size}`]
}

/** Texts for people: two names may be cut to the same words there. */
const prose = /^(descr|description|detail|comment|content|remark|name|text|help)$/i

function gather(tree: unknown, take: (text: string) => void): void {
  if (typeof tree === 'string') take(tree)
  if (typeof tree !== 'object' || tree === null) return
  for (const [key, part] of Object.entries(tree)) {
    if (!Array.isArray(tree)) take(key)
    gather(part, take)
  }
}

type Mask = (text: string, key: string) => string

/** The same tree with names masked, lists and keys in an order of their own. */
function masked(tree: unknown, mask: Mask, key = ''): unknown {
  if (typeof tree === 'string') return mask(tree, key)
  if (typeof tree !== 'object' || tree === null) return tree
  if (Array.isArray(tree)) return sorted(tree.map((part) => masked(part, mask, key)))
  return sorted(Object.entries(tree).map(([name, part]) => [mask(name, 'key'), masked(part, mask, name)]))
}

function sorted(parts: readonly unknown[]): unknown[] {
  return parts
    .map((part) => ({ part, text: JSON.stringify(part) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ part }) => part)
}

/** The smallest parts of two masked trees that have no like in the other. */
function differing(before: unknown, after: unknown): string[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const [gone, come] = [missing(before, after), missing(after, before)]
    if (gone.length === 1 && come.length === 1) return differing(gone[0], come[0])
    return [...gone.map((part) => `gone: ${show(part)}`), ...come.map((part) => `new: ${show(part)}`)]
  }
  return before === after ? [] : [`${show(before)} has become ${show(after)}`]
}

/** What stands in the first list more often than in the second. */
function missing(first: readonly unknown[], second: readonly unknown[]): unknown[] {
  const left = second.map((part) => JSON.stringify(part))
  return first.filter((part) => {
    const at = left.indexOf(JSON.stringify(part))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function show(part: unknown): string {
  return JSON.stringify(part).slice(0, 300)
}
