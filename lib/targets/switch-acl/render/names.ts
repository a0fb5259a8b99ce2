/**
 * Names of lists and their remarks, of signs that a command line takes for nothing else: a question mark asks for help even
 * where text is pasted.
 * @see https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/security/d1/sec-d1-cr-book/sec-cr-p1.html
 */
import type { Family } from '@/lib/net/address'
import { hashText } from '@/lib/text/hash'
import type { Way } from '../model'

const clusterLength = 20
const remarkLength = 100

function slugOf(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '-')
}

function hashOf(text: string): string {
  return hashText(text).toString(36).toUpperCase().padStart(7, '0').slice(-6)
}

/** Every list of ours begins so. */
export function listPrefix(cluster: string): string {
  const slug = slugOf(cluster)
  return slug.length <= clusterLength
    ? `PCL-${slug}-`
    : `PCL-${slug.slice(0, clusterLength - 5)}-${hashOf(cluster).slice(-4)}-`
}

export interface ListPlace {
  readonly interface: string
  readonly way: Way
  readonly family: Family
}

/** Another name for other lines: a list is written whole before an interface asks it, and never changed in place. */
export function listName(cluster: string, place: ListPlace, lines: readonly string[]): string {
  const { interface: name, way, family } = place
  const contents = hashOf([name, ...lines].join('\n'))
  return `${listPrefix(cluster)}${slugOf(name).slice(0, 24)}-${way.toUpperCase()}${family}-${contents}`
}

/** Free text as a remark that no part of a switch takes for anything else. */
export function remarkText(text: string): string {
  const plain = text
    .replaceAll(/[^A-Za-z0-9 _.,:/()+=-]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return plain.slice(0, remarkLength).trim()
}
