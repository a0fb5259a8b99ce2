/** What Terraform, the provider or EC2 would refuse in any files, with the values that stand in them. */
import type { Problem } from '@/lib/design/problem'
import type { FileSet } from '../target'
import { isTerraformFile } from '../terraform/read/loading-order'
import { readConfiguration } from './read/configuration'
import { readInstances } from './read/instances'

export function checkFiles(files: FileSet): readonly Problem[] {
  const terraform = files.filter(({ path }) => isTerraformFile(path))
  if (terraform.length === 0) return []
  const configuration = readConfiguration(terraform)
  if (!configuration.ok) return configuration.problems
  return readInstances(configuration.value, {}).problems
}
