/**
 * What to type at one step of a change: try on each machine, test by a new connection, keep, then remove what is left.
 * @see https://docs.siderolabs.com/talos/v1.13/configure-your-talos-cluster/system-configuration/editing-machine-configuration
 */

import { reachAll } from '@/lib/site/machine-addresses'
import type { Member, Site } from '@/lib/site/site'
import { quoteShell } from '@/lib/text/shell'
import { readBundlePath } from '../read'
import { wrapperPaths } from '../wrappers/paths'

/** Which file of a machine talhelper writes hangs on the cluster's name and the machine's, so a person picks it. */
export const generatedFile = "'clusterconfig/<file of the machine>.yaml'"

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
  const { addresses, notes } = reachAll(members)
  const machines = notes.map((note) => `# ${note}`)
  if (site.management === 'talhelper') {
    return [
      `# merge ${folder}/${wrapperPaths.talhelper} into your talconfig.yaml, with ${folder}/talos/ beside it as talos/, then`,
      'talhelper genconfig',
      ...machines,
      ...addresses.flatMap((address) => {
        const talosctl = `talosctl -n ${quoteShell(address)}`
        const send = `${talosctl} apply-config -f ${generatedFile}`
        return [`${send} --mode=try --timeout=2m`, `${talosctl} version`, send]
      }),
    ]
  }
  const patches = paths.filter((path) => readBundlePath(path)?.use === 'patch')
  const removals = paths.filter((path) => readBundlePath(path)?.use === 'remove')
  return [
    ...(site.management === 'capi'
      ? [`# ${folder}/${wrapperPaths.capi} holds the same for machines made later: merge it into your manifests first`]
      : []),
    ...machines,
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
