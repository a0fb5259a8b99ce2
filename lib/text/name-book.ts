/** Names that say what they are, in the few signs a product takes, and that no two things share. */
import { hashText } from './hash'

export interface NameBook {
  /** The same name for the same contents, another for others; the first hint that is free. */
  readonly name: (contents: string, hints: readonly string[]) => string
}

type Separator = '-' | '_'

/** Small letters and digits; whatever else stands between them becomes one separator. */
export function slugOf(text: string, separator: Separator): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, separator)
    .replaceAll(new RegExp(`^${separator}+|${separator}+$`, 'g'), '')
}

/** Four signs that differ where the texts do, nearly always. */
export function shortHash(text: string): string {
  return hashText(text).toString(36).padStart(7, '0').slice(-4)
}

/** The whole word, or its beginning and four signs of its hash. */
export function shorten(word: string, length: number, separator: Separator): string {
  if (word.length <= length) return word
  return `${word.slice(0, length - 5).replace(/-+$/, '')}${separator}${shortHash(word)}`
}

/** `longest`: letters that the product takes, with the prefix that every name begins with. */
export function makeNameBook(prefix: string, longest: number, separator: Separator): NameBook {
  const room = longest - prefix.length
  const byContents = new Map<string, string>()
  const taken = new Set<string>()
  return {
    name: (contents, hints) => {
      const known = byContents.get(contents)
      if (known !== undefined) return known
      const stems = hints.map((hint) => slugOf(hint, separator) || 'x')
      const stem = stems[0] ?? 'x'
      let name = stems.map((one) => shorten(one, room, separator)).find((one) => !taken.has(one)) ?? stem
      for (let turn = 0; taken.has(name) || name.length > room; turn++) {
        const tail = shortHash(`${contents} ${turn}`)
        name = room > 6 ? `${stem.slice(0, room - 5)}${separator}${tail}` : tail
      }
      taken.add(name)
      byContents.set(contents, `${prefix}${name}`)
      return `${prefix}${name}`
    },
  }
}
