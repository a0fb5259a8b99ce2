/** What the box holds once these files are applied to it: the product's own way to append, replace and delete. */
import { type Result, success } from '@/lib/design/problem'
import type { NewTargetModel } from './model'

/** As written here the files replace all that was there. */
export function install(_before: NewTargetModel | undefined, change: NewTargetModel): Result<NewTargetModel> {
  return success(change)
}
