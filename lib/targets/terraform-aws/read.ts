/** Readers of what Terraform holds: the files themselves, and what `terraform show -json` says of a plan or a state. */
import { failure, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import type { FileSet, Reader } from '../target'
import { findConflicts } from './group-rules'
import type { SecurityModel } from './model'
import { readConfiguration } from './read-configuration'
import { readInstances } from './read-instances'

function checked(read: Result<SecurityModel>, site: Site): Result<SecurityModel> {
  if (!read.ok) return read
  const conflicts = findConflicts(read.value, site)
  return conflicts.length > 0 ? failure(conflicts) : success(read.value, read.problems)
}

const configurationReader: Reader<SecurityModel> = {
  id: 'configuration',
  recognises: ({ path }) => /\.(tf|tfvars)$/.test(path),
  read: (files: FileSet, site: Site) => {
    const configuration = readConfiguration(files)
    return configuration.ok ? checked(readInstances(configuration.value, site.variables), site) : configuration
  },
}

export const readers: readonly Reader<SecurityModel>[] = [configurationReader]
