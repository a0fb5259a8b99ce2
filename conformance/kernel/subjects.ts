/** A design as nft text and as documents of Talos, for another version and default than it says. */
import type { Design } from '@/lib/design/design'
import { findTarget } from '@/lib/targets/all'
import { type Filter, isFilter } from '@/lib/targets/target'
import { type Subject, subjectOf } from '@/lib/testing/subject'

export function subjectsOf(
  drawn: Design,
  defaultAction: Design['talos']['defaultAction'],
  version: string,
): [chains: Subject, documents: Subject] {
  const design = { ...drawn, talos: { ...drawn.talos, defaultAction, version } }
  return [subjectOf(filterOf('nftables'), design), subjectOf(filterOf('talos'), design)]
}

function filterOf(id: string): Filter {
  const target = findTarget(id)
  if (target === undefined || !isFilter(target)) throw new Error(`there is no filter ${id}`)
  return target
}
