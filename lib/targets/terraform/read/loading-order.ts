/**
 * Which file of values counts where several give one: first `terraform.tfvars`, then those that are loaded by themselves, by name,
 * then those that somebody names in a command, whose order no file says.
 * @see https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
import type { FileSet } from '../../target'

export function isVariableFile(path: string): boolean {
  return path.endsWith('.tfvars')
}

/** A later one goes before an earlier. */
export function inLoadingOrder(files: FileSet): FileSet {
  return files.toSorted((a, b) => rankOf(a.path) - rankOf(b.path) || (a.path < b.path ? -1 : 1))
}

const [byDefault, byItself, byCommand] = [1, 2, 3]

function rankOf(path: string): number {
  if (!isVariableFile(path)) return 0
  if (path.endsWith('.auto.tfvars')) return byItself
  return /(?:^|\/)terraform\.tfvars$/.test(path) ? byDefault : byCommand
}

export function isByCommand(path: string): boolean {
  return rankOf(path) === byCommand
}
