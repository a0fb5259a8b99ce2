/** Readers of what Terraform holds, and of what `terraform show -json` says of it. */
import { failure } from '@/lib/design/problem'
import type { Reader } from '../target'
import { isTerraformFile } from '../terraform/read/loading-order'
import type { FirewallModel } from './model'
import { readConfiguration } from './read/configuration'
import { readInstances } from './read/instances'
import { readState } from './read/state'

const configurationReader: Reader<FirewallModel> = {
  id: 'configuration',
  recognises: ({ path }) => isTerraformFile(path),
  read: (files, site) => {
    const configuration = readConfiguration(files)
    return configuration.ok ? readInstances(configuration.value, site.variables) : configuration
  },
}

const stateReader: Reader<FirewallModel> = {
  id: 'state',
  settled: true,
  recognises: ({ path, text }) =>
    /\.(json|tfstate)$/.test(path) && /"(format_version|lineage|@level)"/.test(text.slice(0, 2000)),
  read: (files) => {
    const [file, second] = files
    if (file !== undefined && second === undefined) return readState(file)
    const at = second?.path ?? 'files'
    return failure([{ severity: 'error', at, message: 'A state or a plan is one file.' }])
  },
}

export const readers: readonly Reader<FirewallModel>[] = [configurationReader, stateReader]
