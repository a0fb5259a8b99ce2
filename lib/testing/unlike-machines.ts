/** Two sets of Talos files compared on the machines of one design, by the product's own semantics. */
import type { Design } from '../design/design'
import { samePackets } from '../net/packet-set'
import { buildSite } from '../site/build-site'
import { readFiles } from '../targets/talos/read'
import { talos } from '../targets/talos/target'
import type { FileSet } from '../targets/target'
import { analyseDesign } from '../verify/analyse'

/** The files of a design that are applied as a matter of course. */
export function patchesOf(design: Design): FileSet {
  const [analysed] = analyseDesign({ design: { ...design, targets: { talos: {} } }, edits: {} }).targets
  return (analysed?.files ?? []).filter(({ use }) => use === 'apply').map(({ path, text }) => ({ path, text }))
}

/** The points at which they do not admit the same packets. */
export function findUnlike(design: Design, one: FileSet, other: FileSet): string[] {
  const site = buildSite(design)
  const [a, b] = [one, other].map((files) => {
    const read = readFiles(files, site)
    const held = read.ok ? talos.install(undefined, read.value, site) : read
    if (!held.ok) throw new Error(JSON.stringify(held.problems))
    return held.value
  })
  if (a === undefined || b === undefined) throw new Error('two sets give two models')
  return talos
    .points(site, {})
    .filter((point) => !samePackets(talos.admits(a, point, site).ruled, talos.admits(b, point, site).ruled))
    .map(({ id }) => id)
}
