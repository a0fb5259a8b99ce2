/**
 * What to type at one step of a change: try on each machine, test by a new connection, keep, then remove what is left.
 * @see https://docs.siderolabs.com/talos/v1.13/configure-your-talos-cluster/system-configuration/editing-machine-configuration
 */
import type { Member, Site } from '@/lib/site/site'
import { quoteShell } from '@/lib/text/shell'
import { readBundlePath } from '../read'
import { wrapperPaths } from '../wrappers/paths'
import { reachAll } from './addresses'

export function applying(
  paths: readonly string[],
  members: readonly Member[],
  site: Site,
  folder: string,
): readonly string[] {
  if (site.management === 'omni') {
    return [
      `# merge ${folder}/${wrapperPaths.omni} into your cluster template, then`,
      'omnictl cluster template sync --file cluster-template.yaml',
    ]
  }
  const patches = paths.filter((path) => readBundlePath(path)?.use === 'patch')
  const removals = paths.filter((path) => readBundlePath(path)?.use === 'remove')
  const { addresses, notes } = reachAll(members)
  return [
    ...notes.map((note) => `# ${note}`),
    ...addresses.flatMap((address) => {
      const talosctl = `talosctl -n ${quoteShell(address)}`
      const send = (path: string) => `${talosctl} patch mc --patch ${quoteShell(`@${folder}/${path}`)}`
      return [
        ...patches.flatMap((path) => [`${send(path)} --mode=try --timeout=2m`, `${talosctl} version`, send(path)]),
        ...removals.map(send),
      ]
    }),
  ]
}
