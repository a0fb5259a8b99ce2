/** Readers of what Terraform holds, what `terraform show -json` says of it, and what the account itself does. */
import { failure, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import type { FileSet, Reader, TextFile } from '../target'
import { isTerraformFile } from '../terraform/read/loading-order'
import type { SecurityModel } from './model'
import { readAccount } from './read/account'
import { readConfiguration } from './read/configuration'
import { findConflicts } from './read/group-rules'
import { readInstances } from './read/instances'
import { readState } from './read/state'

function checked(read: Result<SecurityModel>, site: Site): Result<SecurityModel> {
  if (!read.ok) return read
  const conflicts = findConflicts(read.value, site)
  return conflicts.length > 0 ? failure(conflicts) : success(read.value, read.problems)
}

const configurationReader: Reader<SecurityModel> = {
  id: 'configuration',
  recognises: ({ path }) => isTerraformFile(path),
  read: (files: FileSet, site: Site) => {
    const configuration = readConfiguration(files)
    return configuration.ok ? checked(readInstances(configuration.value, site.variables), site) : configuration
  },
}

function readOne(
  files: FileSet,
  site: Site,
  read: (file: TextFile, site: Site) => Result<SecurityModel>,
): Result<SecurityModel> {
  const [file, second] = files
  if (file === undefined || second !== undefined) {
    const at = second?.path ?? 'files'
    return failure([{ severity: 'error', at, message: 'A state, a plan or an account is one file.' }])
  }
  return checked(read(file, site), site)
}

/** What the first lines of a JSON file are about. */
function isAbout({ path, text }: TextFile, keys: RegExp): boolean {
  return /\.(json|tfstate)$/.test(path) && keys.test(text.slice(0, 2000))
}

const stateReader: Reader<SecurityModel> = {
  id: 'state',
  settled: true,
  recognises: (file) => isAbout(file, /"(format_version|lineage|@level)"/),
  read: (files, site) => readOne(files, site, readState),
}

const accountReader: Reader<SecurityModel> = {
  id: 'account',
  settled: true,
  recognises: (file) => isAbout(file, /"SecurityGroup(?:s|Rules)"\s*:/),
  read: (files, site) => readOne(files, site, readAccount),
}

export const readers: readonly Reader<SecurityModel>[] = [configurationReader, stateReader, accountReader]
