/** TITLE: in one sentence, the product whose files these are. */
import { defineFilter } from '@/lib/targets/target'
import { admits } from './admits'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import { decide } from './decide'
import { install } from './install'
import { newTargetAssumptions, newTargetPoints, place } from './member-points'
import type { NewTargetModel } from './model'
import { type NewTargetOptions, newTargetOptions } from './options'
import { newTargetReaders } from './read'
import { render } from './render'

export const newTarget = defineFilter<NewTargetOptions, NewTargetModel>({
  id: 'new-target',
  // What people read in the list of targets; sources are the vendor's own pages.
  meta: { title: 'new-target', summary: '', versions: '', place, sources: [] },
  capabilities,
  options: newTargetOptions,
  render,
  check: checkFiles,
  readers: newTargetReaders,
  points: newTargetPoints,
  variants: () => [{}],
  install,
  admits,
  decide,
  assumptions: newTargetAssumptions,
})
