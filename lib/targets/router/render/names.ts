/**
 * Names of aliases as the boxes take them (31 letters, digits and underscores), that say what they are, and that no two
 * things share.
 * @see https://docs.netgate.com/pfsense/en/latest/firewall/aliases.html
 * @see https://docs.opnsense.org/manual/aliases.html
 */
import { hashText } from '@/lib/text/hash'

const nameLength = 31
const clusterLength = 12

/** What every description of ours begins with: a cluster's name has no colon, so no other's begins like it. */
export function markerOf(cluster: string): string {
  return `pcl:${cluster}:`
}

/** How the name of every list begins. */
export function aliasPrefix(cluster: string): string {
  return `pcl_${shorten(slugOf(cluster), clusterLength)}_`
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
}

function shortHash(text: string): string {
  return hashText(text).toString(36).padStart(7, '0').slice(-4)
}

/** The whole word, or its beginning and four signs of its hash. */
function shorten(word: string, length: number): string {
  return word.length <= length ? word : `${word.slice(0, length - 5)}_${shortHash(word)}`
}

export interface NameBook {
  /** A name for these contents: the same for the same, another for others; the first hint that is free. */
  readonly name: (contents: string, hints: readonly string[]) => string
}

export function makeNameBook(cluster: string): NameBook {
  const prefix = aliasPrefix(cluster)
  const room = nameLength - prefix.length
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
        name = `${stem.slice(0, room - 5)}_${shortHash(`${contents} ${turn}`)}`
      }
      taken.add(name)
      byContents.set(contents, `${prefix}${name}`)
      return `${prefix}${name}`
    },
  }
}

/** Descriptions for rule ids, each asked for once, in an order that does not change. */
export function makeDescriptionBook(cluster: string, length: number): (id: string) => string {
  const marker = markerOf(cluster)
  const descriptions = new Set<string>()
  return (id) => {
    const plain = id.replaceAll(/[^A-Za-z0-9 _.:/+@=-]/g, '_')
    const room = length - marker.length
    const fits = plain === id && plain.length <= room
    let description = `${marker}${fits ? plain : `${plain.slice(0, Math.max(0, room - 5))}~${shortHash(id)}`}`
    for (let turn = 1; descriptions.has(description); turn++) {
      description = `${marker}${plain.slice(0, Math.max(0, room - 5))}~${shortHash(`${id} ${turn}`)}`
    }
    descriptions.add(description)
    return description
  }
}

/** Free text of a person as a comment that no box takes for anything else. */
export function plainText(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9 _.,:/()+=-]/g, '_').trim()
}
