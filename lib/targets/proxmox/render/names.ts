/**
 * Names that the product takes: small letters, digits and hyphens, 18 for a group and 61 for an IP set, that say what they are
 * and that no two things share. A rule has room for 64 with the `dc/` before them.
 * @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm
 */
import { makeNameBook, type NameBook, shorten, slugOf } from '@/lib/text/name-book'
import type { FileSet } from '../../target'

const longest = { group: 18, set: 61 } as const
const clusterLength = { group: 7, set: 40 } as const

/** The comment of every set and group of ours, and the beginning of that of every rule: no other cluster's begins like it. */
export function markerOf(cluster: string): string {
  return `pcl:${cluster}`
}

/** The markers of a bundle for the same machines whose cluster was called otherwise. */
export function earlierMarkers(previous: FileSet, cluster: string): string[] {
  const texts = previous.filter(({ path }) => path.endsWith('proxmox/cluster.fw')).map(({ text }) => text)
  const found = texts.flatMap((text) => [...text.matchAll(/^\[(?:IPSET|group) pcl-\S+\] # (pcl:[a-z0-9-]{1,40})$/gm)])
  return [...new Set(found.flatMap(([, marker]) => marker ?? []))].filter((one) => one !== markerOf(cluster)).sort()
}

export function nameBookOf(cluster: string, kind: keyof typeof longest): NameBook {
  const prefix = `pcl-${shorten(slugOf(cluster, '-'), clusterLength[kind], '-')}-`
  return makeNameBook(prefix, longest[kind], '-')
}

/** Free text of a person as a comment: no second # in it, nothing but plain ASCII. */
export function plainText(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9 _.,:/()+@=-]/g, '_').trim()
}
