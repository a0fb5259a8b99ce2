/**
 * Which file of values counts where several give one: first `terraform.tfvars`, then those that are loaded by themselves, by name,
 * then those that somebody names in a command, whose order no file says.
 * @see https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
import type { FileSet } from '../../target'

export function isVariableFile(path: string): boolean {
  return path.endsWith('.tfvars')
}

/** What Terraform reads of its own accord or by a command, in its language or as JSON. */
export function isTerraformFile(path: string): boolean {
  return /\.(?:tf|tfvars)(?:\.json)?$/.test(path)
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

/**
 * Why Terraform makes something else of the files than stands in them; nothing where it reads them side by side.
 * @see https://developer.hashicorp.com/terraform/language/files
 */
export function faultOfLoading(files: FileSet): { readonly file: string; readonly message: string } | undefined {
  const inLanguage = files.filter(({ path }) => path.endsWith('.tf'))
  const [first] = inLanguage
  for (const { path } of files) {
    const refuse = (message: string) => ({ file: path, message })
    const name = path.split('/').at(-1) ?? ''
    if (/\.json$/.test(name)) return refuse('Terraform reads this file too, and its JSON is not read here.')
    if (/(?:^|_)override\.tf$/.test(name))
      return refuse('Terraform lays this file over the others, which is not done here.')
    if (/^[.#]/.test(name)) return refuse('Terraform passes over a file of such a name.')
    if (first !== undefined && !isByCommand(path) && folderOf(path) !== folderOf(first.path))
      return refuse(`Terraform loads the files of one folder, and ${first.path} is in another.`)
  }
  return undefined
}

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}
