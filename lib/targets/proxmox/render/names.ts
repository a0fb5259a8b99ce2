/**
 * Names that the product takes: small letters, digits and hyphens, 18 for a group and 61 for an IP set, that say what they are
 * and that no two things share. A rule has room for 64 with the `dc/` before them.
 * @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm
 */
import { hashText } from '@/lib/text/hash'

const longest = { group: 18, set: 61 } as const
const clusterLength = { group: 7, set: 40 } as const

/** The comment of every set and group of ours, and the beginning of that of every rule: no other cluster's begins like it. */
export function markerOf(cluster: string): string {
  return `pcl:${cluster}`
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}

function shortHash(text: string): string {
  return hashText(text).toString(36).padStart(7, '0').slice(-4)
}

/** The whole word, or its beginning and four signs of its hash. */
function shorten(word: string, length: number): string {
  if (word.length <= length) return word
  return `${word.slice(0, length - 5).replace(/-+$/, '')}-${shortHash(word)}`
}

export interface NameBook {
  /** The same name for the same contents, another for others; the first hint that is free. */
  readonly name: (contents: string, hints: readonly string[]) => string
}

export function makeNameBook(cluster: string, kind: keyof typeof longest): NameBook {
  const prefix = `pcl-${shorten(slugOf(cluster), clusterLength[kind])}-`
  const room = longest[kind] - prefix.length
  const byContents = new Map<string, string>()
  const taken = new Set<string>()
  return {
    name: (contents, hints) => {
      const known = byContents.get(contents)
      if (known !== undefined) return known
      const stems = hints.map((hint) => slugOf(hint) || 'x')
      const stem = stems[0] ?? 'x'
      let name = stems.map((one) => shorten(one, room)).find((one) => !taken.has(one)) ?? stem
      for (let turn = 0; taken.has(name) || name.length > room; turn++) {
        const tail = shortHash(`${contents} ${turn}`)
        name = room > 6 ? `${stem.slice(0, room - 5)}-${tail}` : tail
      }
      taken.add(name)
      byContents.set(contents, `${prefix}${name}`)
      return `${prefix}${name}`
    },
  }
}

/** Free text of a person as a comment: no second # in it, nothing but plain ASCII. */
export function plainText(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9 _.,:/()+@=-]/g, '_').trim()
}
