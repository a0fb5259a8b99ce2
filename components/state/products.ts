import { setTargetOptions } from '@/lib/design/edits/records'
import { edit } from './design-store'
import type { Product } from './engine-task'
import { showTarget } from './view'

/** Lets the open design write files for one more product, and goes to them. */
export function addProduct({ id, title, options }: Product): void {
  edit(`Add files for ${title}`, (design) => setTargetOptions(design, id, options))
  showTarget(id)
}
