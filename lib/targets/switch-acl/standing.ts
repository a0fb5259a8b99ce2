/** The file whose lists the switch holds afterwards; the one that takes them away says nothing about it. */
import type { FileSet } from '../target'

export const listsPath = 'switch-acl/access-lists.cfg'
export const removePath = 'switch-acl/remove.cfg'

export function standing(files: FileSet): FileSet {
  return files.filter(({ path }) => path !== removePath)
}
