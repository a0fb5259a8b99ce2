/**
 * Names of aliases as the boxes take them (31 letters, digits and underscores), that say what they are, and that no two
 * things share.
 * @see https://docs.netgate.com/pfsense/en/latest/firewall/aliases.html
 * @see https://docs.opnsense.org/manual/aliases.html
 */
import { makeNameBook, type NameBook, shorten, shortHash } from '@/lib/text/name-book'

const nameLength = 31
const clusterLength = 12

/** What every description of ours begins with: a cluster's name has no colon, so no other's begins like it. */
export function markerOf(cluster: string): string {
  return `pcl:${cluster}:`
}

/**
 * How the name of every list begins. Boxes know lists by their names, and several clusters may share one: the lists of
 * `prod-edge` never bear the name of the list `edge_admin` of `prod`.
 */
export function aliasPrefix(cluster: string): string {
  const word = shorten(cluster, clusterLength, '_').replaceAll('-', '_')
  return cluster.includes('-') ? `pcl_${word}__` : `pcl_${word}_`
}

export function nameBookOf(cluster: string): NameBook {
  return makeNameBook(aliasPrefix(cluster), nameLength, '_')
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
