/** What Terraform, the provider or the API of Hetzner would refuse in any files. */
import type { Problem } from '@/lib/design/problem'
import type { FileSet } from '../target'
import { isTerraformFile } from '../terraform/read/loading-order'
import { readConfiguration } from './read/configuration'
import { readInstances } from './read/instances'

export function checkFiles(files: FileSet): readonly Problem[] {
  const terraform = files.filter(({ path }) => isTerraformFile(path))
  if (terraform.length === 0) return []
  const configuration = readConfiguration(terraform)
  return configuration.ok ? readInstances(configuration.value, {}).problems : configuration.problems
}
