import { canonicalDesign } from '../design/canonical-design'
import type { Design } from '../design/design'
import { writeDesign } from '../design/write-design'
import { sha256 } from './sha256'

/** SHA-256 of design.yaml as a bundle holds it: the same for the same design, in whatever order it was drawn. */
export function fingerprintOf(design: Design): string {
  return sha256(writeDesign(canonicalDesign(design)))
}
