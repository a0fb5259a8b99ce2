/**
 * The page for the person at the terminal: every command of this bundle, with the addresses filled in.
 * @see https://docs.siderolabs.com/talos/v1.13/configure-your-talos-cluster/system-configuration/editing-machine-configuration
 */
import { formatTalosVersion } from '@/lib/design/talos-version'
import { formatPrefix, prefixContains } from '@/lib/net/prefix'
import type { Rule } from '@/lib/policy/rule'
import { loopOverMachines, reachAll } from '@/lib/site/machine-addresses'
import type { Member, Site } from '@/lib/site/site'
import { talosFilterOf } from '@/lib/site/talos-filter'
import { quoteShell } from '@/lib/text/shell'
import type { OutputFile } from '../../target'
import { capabilities, isCapable } from '../capabilities'
import { type Group, patchPath } from '../render/groups'
import { skipsMissing } from '../render/leftovers'
import { wrapperPaths } from '../wrappers/paths'
import { generatedFile } from './applying'

export interface Guided {
  readonly site: Site
  readonly groups: readonly Group[]
  readonly refused: boolean
  readonly rules: readonly Rule[]
  readonly defaultAction: 'block' | 'accept'
  /** Machines that never had the last bundle. */
  readonly isNew: (member: Member) => boolean
}

export function writeApplyGuide(guided: Guided): OutputFile {
  const { site } = guided
  const lines = [
    `# Apply the Talos firewall of ${site.name}`,
    '',
    `For Talos ${formatTalosVersion(site.talosVersion)}. Run the commands in the folder that holds \`talos/\`.`,
    '',
    ...beforeYouStart(guided),
    ...(guided.refused ? wholeConfiguration(guided) : applySteps(guided)),
    ...disableSteps(guided),
    ...lockedOut(guided),
    ...maintenance(guided),
  ]
  const text = `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`
  return {
    path: 'talos/APPLY.md',
    text,
    lineRules: text
      .split('\n')
      .slice(1)
      .map(() => []),
    use: 'read',
  }
}

function beforeYouStart({ site, rules, defaultAction }: Guided): string[] {
  const networks = adminNetworks(rules, site)
  const from =
    networks.length === 0 ? 'each network that administrates' : networks.map((text) => `\`${text}\``).join(', ')
  return [
    '## Before you start',
    '',
    `- The files are patches. Never send one with \`talosctl apply-config\`: that replaces the whole configuration.`,
    `- The Talos API will answer ${from} and the machines the rules name, nobody else. Have a terminal ready in each.`,
    defaultAction === 'block' || talosFilterOf(site).acceptTracks
      ? '- An open connection survives a bad rule, because answers are always let through. Test with a **new** connection.'
      : '- A bad rule cuts open connections too: before Talos 1.14 a firewall that accepts by default weighs every packet anew. Try first (`--mode=try`), and test with a **new** connection.',
    '- One control plane at a time: etcd needs most of them.',
    ...(site.management === 'omni'
      ? ['- Omni reaches its machines through SideroLink, which the firewall always trusts: it is a way in of its own.']
      : []),
    '',
  ]
}

/** Sources of the Talos API on control planes that are not inside the cluster. */
function adminNetworks(rules: readonly Rule[], site: Site): string[] {
  const apid = rules.find(
    (rule) => rule.direction === 'ingress' && rule.listener === 'apid' && rule.on === 'controlplane',
  )
  const inside = [...site.clusterPrefixes, ...site.subnets.filter((s) => s.holdsMembers).flatMap((s) => s.prefixes)]
  const outside = (apid?.sources.guest ?? []).filter((prefix) => !inside.some((outer) => prefixContains(outer, prefix)))
  return outside.slice(0, 20).map(formatPrefix)
}

function applySteps(guided: Guided): string[] {
  switch (guided.site.management) {
    case 'talosctl':
      return guided.groups.flatMap((group) => groupSteps(group, guided))
    case 'talhelper':
      return [
        '## Apply with talhelper',
        '',
        `1. Keep the folder \`talos/\` beside your \`talconfig.yaml\` and merge \`${wrapperPaths.talhelper}\` into it, in place of what the last bundle put there.`,
        '2. `talhelper genconfig` writes complete machine configurations; documents that are no longer listed are gone from them.',
        '3. Send them one machine at a time, first to try, then to keep, and test from a new connection in between:',
        '',
        ...shell([
          `talosctl -n '<address>' apply-config -f ${generatedFile} --mode=try --timeout=2m`,
          "talosctl -n '<address>' version",
          `talosctl -n '<address>' apply-config -f ${generatedFile}`,
        ]),
      ]
    case 'omni':
      return [
        '## Apply with Omni',
        '',
        `1. Merge \`${wrapperPaths.omni}\` into your cluster template, in place of what the last bundle put there. Documents that are no longer listed are removed by Omni.`,
        '2. Look at the difference, then send it. Omni has no trial: keep its page open, it stays connected.',
        '',
        ...shell([
          'omnictl cluster template diff --file cluster-template.yaml',
          'omnictl cluster template sync --file cluster-template.yaml',
        ]),
      ]
    case 'capi':
      return [
        '## Apply with Cluster API',
        '',
        `1. Merge \`${wrapperPaths.capi}\` into your cluster's manifests. A TalosConfigTemplate is not changed in place: give it a new name and let its MachineDeployment point to it.`,
        '2. `kubectl apply` them. New machines are made with the firewall; a changed TalosControlPlane replaces its machines one by one.',
        '3. Machines that stay as they are get the same documents by patch:',
        '',
        ...guided.groups.flatMap((group) => groupSteps(group, guided)),
      ]
  }
}

function groupSteps(group: Group, guided: Guided): string[] {
  const { addresses, notes } = reachAll(group.members)
  const path = patchPath(group.name)
  const [first = '<address>', ...others] = addresses
  const each = group.role === 'controlplane'
  const tried = each ? addresses : [first]
  const steps = [
    `## ${titleOf(group)}`,
    '',
    ...notes.map((note) => `- ${note}.`),
    '',
    ...tried.flatMap((address) => [
      `Try on ${address.startsWith('<') ? 'one' : `\`${address}\``}, test from a new connection in each admin network, and keep it within two minutes:`,
      '',
      ...shell([
        `talosctl -n ${quoteShell(address)} patch mc --patch ${patchArgument(path)} --mode=try --timeout=2m`,
        `talosctl -n ${quoteShell(address)} version`,
        ...(each ? ['kubectl get nodes'] : []),
        `talosctl -n ${quoteShell(address)} patch mc --patch ${patchArgument(path)}`,
      ]),
    ]),
  ]
  if (!each && others.length > 0)
    steps.push('Then the others:', '', ...shell(loopOverMachines(others, `patch mc --patch ${patchArgument(path)}`)))
  return [...steps, ...removeSteps(group, guided)]
}

function removeSteps(group: Group, { site, isNew }: Guided): string[] {
  if (group.leftovers.length === 0 || !isCapable(site.talosVersion, 'deleteDocument')) return []
  const members = group.members.filter((member) => skipsMissing(site.talosVersion) || !isNew(member))
  if (members.length === 0) return []
  const once = skipsMissing(site.talosVersion)
    ? 'This may be repeated.'
    : 'Send it once and without trial: this Talos refuses to delete what is not there, on new machines too, which are left out here.'
  return [
    `Remove what the last bundle left. ${once}`,
    '',
    ...shell(
      loopOverMachines(
        reachAll(members).addresses,
        `patch mc --patch ${patchArgument(patchPath(group.name, 'remove.'))}`,
      ),
    ),
  ]
}

function titleOf(group: Group): string {
  if (group.name.startsWith('nodes/'))
    return `${group.members[0]?.kind === 'pool' ? 'Pool' : 'Node'} ${group.members[0]?.name ?? ''}`
  return group.role === 'controlplane' ? 'Control planes' : 'Workers'
}

function patchArgument(path: string): string {
  return quoteShell(`@${path}`)
}

function shell(lines: readonly string[]): string[] {
  return ['```sh', ...lines, '```', '']
}

/** Where no patch gets there: the whole configuration, without its old firewall documents. */
function wholeConfiguration({ site, groups }: Guided): string[] {
  return [
    '## Send the whole configuration',
    '',
    `Talos ${formatTalosVersion(site.talosVersion)} cannot be taken from the last bundle to this one by patch. For each machine:`,
    '',
    '1. Take its machine configuration file and delete every `NetworkDefaultActionConfig` and `NetworkRuleConfig` document in it.',
    '2. Patch that file on your own computer, and send it whole:',
    '',
    ...groups.flatMap((group) => {
      const file = group.role === 'controlplane' ? 'controlplane' : 'worker'
      const { addresses } = reachAll(group.members)
      const address = quoteShell(addresses[0] ?? '<address>')
      return [
        `${titleOf(group)}:`,
        '',
        ...shell([
          `talosctl machineconfig patch ${file}.yaml --patch ${patchArgument(patchPath(group.name))} -o ${file}-new.yaml`,
          `talosctl -n ${address} apply-config -f ${file}-new.yaml --mode=try --timeout=2m`,
          `talosctl -n ${address} version`,
          `talosctl -n ${address} apply-config -f ${file}-new.yaml`,
        ]),
      ]
    }),
  ]
}

function disableSteps({ site, groups }: Guided): string[] {
  const heading = ['## Switch it off', '']
  if (!isCapable(site.talosVersion, 'deleteDocument')) {
    return [
      ...heading,
      `No patch can: ${capabilities.deleteDocument.note} A patch with \`ingress: accept\` changes nothing either. Delete the firewall documents from the machine's configuration file and send it whole with \`talosctl apply-config -f\`.`,
      '',
    ]
  }
  if (site.management === 'talhelper' || site.management === 'omni') {
    heading.push('Take the patches out of where you merged them. On one machine, in an emergency:', '')
  }
  return [
    ...heading,
    'The default action and every rule go together: rules that stay without it would drop whoever they do not list. A patch with `ingress: accept` changes nothing. The first machine of each group; the others alike:',
    '',
    ...shell(
      groups.map((group) => {
        const address = reachAll(group.members.slice(0, 1)).addresses[0] ?? '<address>'
        return `talosctl -n ${quoteShell(address)} patch mc --patch ${patchArgument(patchPath(group.name, 'disable.'))}`
      }),
    ),
  ]
}

function lockedOut({ site, groups }: Guided): string[] {
  const planes = groups.filter(({ role }) => role === 'controlplane')
  const [target = '<address>', through = '<address of another control plane>'] = planes.flatMap(
    ({ members }) => reachAll(members).addresses,
  )
  const rescue = isCapable(site.talosVersion, 'deleteDocument')
    ? `patch mc --patch ${patchArgument(patchPath(planes[0]?.name ?? 'controlplane', 'disable.'))}`
    : 'apply-config -f controlplane-without-firewall.yaml'
  return [
    '## Locked out',
    '',
    '1. Within the trial: wait. After two minutes the machine goes back by itself; a reboot does the same, since a trial is not stored.',
    '2. Through another control plane, which passes commands on to the machines that admit control planes:',
    '',
    ...shell([`talosctl -e ${quoteShell(through)} -n ${quoteShell(target)} ${rescue}`]),
    ...(site.management === 'omni' ? ['3. Through Omni, which no rule can cut off.', ''] : []),
    ...(site.kubespan ? ['3. From a KubeSpan peer, which no rule can cut off.', ''] : []),
    'There is no shell on the console. What is left is to reset the machine from its boot menu and to configure it anew: on a control plane only while the others hold etcd.',
    '',
  ]
}

function maintenance({ groups }: Guided): string[] {
  const group = groups.findLast(({ role }) => role === 'worker') ?? groups[0]
  const path = patchPath(groups.find(({ name }) => name === 'worker')?.name ?? group?.name ?? 'worker')
  return [
    '## New machines',
    '',
    'A machine without configuration has no firewall at all: its API answers everybody on port 50000, without asking who they are. Keep new machines behind a network that only you reach until they are configured, or give them the patch with their first configuration:',
    '',
    ...shell([
      `talosctl apply-config --insecure -n '<address>' -f ${group?.role ?? 'worker'}.yaml --config-patch ${patchArgument(path)}`,
    ]),
  ]
}
