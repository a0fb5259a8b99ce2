/**
 * How the patches are sent, one machine first.
 * @see https://docs.siderolabs.com/talos/v1.13/configure-your-talos-cluster/system-configuration/patching
 */
import { formatTalosVersion, isAtLeast } from '@/lib/design/talos-version'
import { outboundsOf } from '../render/outbound-problems'
import { patchPath, type RolePatches } from '../render/role-patches'
import { canDelete } from '../settings/settings'
import { addressesOf, type Guided, notesOf, onEvery, shell, writePage } from './page'

export function writeApply(guided: Guided): string {
  const { site, frame, settings } = guided
  const version = formatTalosVersion(site.talosVersion)
  return writePage([
    `# Harden ${site.name}`,
    '',
    `For Talos ${version}, machine configuration in the layout \`${frame.layout}\`. Run the commands in the folder that holds \`hardening/\`.`,
    '',
    ...notesOf(site),
    '## What the patches set',
    '',
    ...(settings.length === 0 ? ['Nothing: every option is off.'] : []),
    ...settings.map(
      ({ id, purpose, on }) => `- \`${id}\`, on ${on === 'controlplane' ? 'control planes' : on}: ${purpose}`,
    ),
    '',
    'What is missing here Talos does by itself: the README of the target says what, and since when.',
    '',
    ...warnings(guided),
    ...outbound(guided),
    ...managed(guided),
    ...guided.patches.flatMap((patch) => roleSteps(patch, guided)),
    ...verify(guided),
    ...undo(guided),
    ...tools(),
  ])
}

function warnings({ settings, frame }: Guided): string[] {
  const ids = new Set(settings.map(({ id }) => id))
  const lines = [
    ...(ids.has('logs') && canDelete(frame)
      ? [
          '- The list of log destinations is emptied before it is filled: destinations that are not in the design are gone after it.',
        ]
      : []),
    ...(ids.has('mirrors') && canDelete(frame) && frame.layout === 'v1alpha1'
      ? ['- The list of mirrors is emptied before it is filled: mirrors that are not in the design are gone after it.']
      : []),
    ...((ids.has('logs') || ids.has('mirrors')) && !canDelete(frame)
      ? [
          '- This Talos adds log destinations and endpoints of mirrors to those that are there: send the patches **once**. A second time each stands there twice.',
        ]
      : []),
    ...(ids.has('logs') || ids.has('kernel-logs')
      ? ['- Logs travel in clear text. Let the destination stand in a network that only machines and admins reach.']
      : []),
    ...(ids.has('pod-security')
      ? [
          '- Pods that the restricted standard refuses are not stopped; they fail the next time they are made. See which: `kubectl label --dry-run=server --overwrite namespace --all pod-security.kubernetes.io/enforce=restricted`.',
        ]
      : []),
    ...(ids.has('tls')
      ? [
          '- Take `tls-min-version` out before you upgrade to Talos 1.14: there it is the default, and naming it stops the API server. The bundle for 1.14, made with `--previous`, has the patch for it; send that first.',
        ]
      : []),
    ...(ids.has('audit')
      ? [
          '- The audit log stays where Talos puts it, `/var/log/audit/kube` on each control plane, 30 days, ten files of 100 MB. Shipping it takes a pod that reads that folder.',
        ]
      : []),
  ]
  return lines.length === 0 ? [] : ['## Know before', '', ...lines, '']
}

function outbound({ options, rules }: Guided): string[] {
  const all = outboundsOf(options, rules)
  if (all.length === 0) return []
  const words = {
    open: 'the design lets every machine reach it',
    'by address': 'the design opens this port to some addresses; see that its address is among them',
    closed: '**the design lets no machine reach it**',
  } as const
  return ['## What machines must reach for it', '', ...all.map(({ url, way }) => `- \`${url}\`: ${words[way]}.`), '']
}

function managed({ site }: Guided): string[] {
  const ways = {
    talosctl: [],
    talhelper: [
      'Talhelper writes whole configurations: list the patches in `talconfig.yaml`, under `controlPlane.patches` and `worker.patches`, as `"@./hardening/controlplane.patch.yaml"` and `"@./hardening/worker.patch.yaml"`, and leave the `clear` and `remove` patches out. Then `talhelper genconfig`, and send what it writes.',
    ],
    omni: [
      'Omni makes the configuration anew from its patches: list them in the cluster template (`patches: [{ file: hardening/controlplane.patch.yaml }]`), and leave the `clear` and `remove` patches out. Then `omnictl cluster template sync`.',
    ],
    capi: [
      'Cluster API makes the configuration anew: put the text of the patches under `strategicPatches`, and leave the `clear` and `remove` patches out. Machines that stay as they are get them as below.',
    ],
  } as const
  const [text] = ways[site.management]
  return text === undefined ? [] : ['## Where the machines are managed', '', text, '']
}

function roleSteps(patch: RolePatches, { site }: Guided): string[] {
  if (patch.set.length === 0 && patch.remove.length === 0) return []
  if (site.management === 'talhelper' || site.management === 'omni') return []
  const { role } = patch
  const addresses = addressesOf(site, role)
  const [first = '<address>'] = addresses
  const files = (['clear', 'set'] as const).filter((kind) => patch[kind].length > 0)
  const flags = files.map((kind) => ` --patch @${patchPath(role, kind)}`).join('')
  const removal = ` --patch @${patchPath(role, 'remove')}`
  const send = (address: string, mode = ''): string => `talosctl -n ${address} patch mc${flags}${mode}`
  return [
    `## ${role === 'controlplane' ? 'Control planes, one at a time' : 'Workers'}`,
    '',
    ...(patch.remove.length === 0
      ? []
      : [
          'First, once, what the last bundle set and this one does not. Talos refuses to take away what is not there: leave out machines that never had the last bundle, and do not repeat it.',
          '',
          ...shell(onEvery(site, role, `patch mc${removal}`)),
        ]),
    ...(flags === ''
      ? []
      : [
          'On one machine look at the change, try it for two minutes, and keep it:',
          '',
          ...shell([
            send(first, ' --dry-run'),
            send(first, ' --mode=try --timeout=2m'),
            'kubectl get nodes',
            send(first),
          ]),
          ...(addresses.length < 2
            ? []
            : ['Then the others:', '', ...shell(onEvery(site, role, `patch mc${flags}`, 1))]),
        ]),
  ]
}

function verify({ site, settings, frame }: Guided): string[] {
  const [plane = '<address>'] = addressesOf(site, 'controlplane')
  const has = (id: string): boolean => settings.some((setting) => setting.id === id)
  const lines = [
    ...(has('sysctls') ? [`talosctl -n ${plane} read /proc/sys/net/ipv4/conf/all/accept_redirects   # 0`] : []),
    ...(has('audit') ? [`talosctl -n ${plane} list /var/log/audit/kube`] : []),
    ...(has('audit') || has('tls') || has('pod-security') ? ['kubectl get --raw /readyz'] : []),
    ...(has('kernel-logs')
      ? [`talosctl -n ${plane} dmesg --follow --tail   # the same lines must arrive at the destination`]
      : []),
    ...(isAtLeast(frame.version, '1.14.0') ? [`talosctl -n ${plane} get etcdencryptionconfigs`] : []),
  ]
  return lines.length === 0 ? [] : ['## See that it holds', '', ...shell(lines)]
}

function undo({ patches, frame, site }: Guided): string[] {
  const undone = patches.filter((patch) => patch.undo.length > 0)
  if (undone.length === 0) return []
  const note = canDelete(frame)
    ? 'Sent once: Talos refuses to take away what is not there.'
    : 'This Talos takes nothing away by patch: values go back to the defaults, log destinations and mirrors are taken out with `talosctl edit mc`.'
  return [
    '## Undo',
    '',
    note,
    '',
    ...shell(undone.flatMap(({ role }) => onEvery(site, role, `patch mc --patch @${patchPath(role, 'undo')}`))),
  ]
}

function tools(): string[] {
  return [
    '## Falco and kube-bench',
    '',
    'Only when you want them. Each makes a namespace of its own whose label lets its pods in, which the standard that Talos enforces would refuse elsewhere.',
    '',
    ...shell([
      'kubectl apply -f hardening/falco.yaml',
      'kubectl --namespace=falco logs daemonset/falco',
      'kubectl apply -f hardening/kube-bench.yaml',
      'kubectl --namespace=kube-bench logs job/kube-bench-controlplane',
      'kubectl --namespace=kube-bench logs job/kube-bench-worker',
      'kubectl delete namespace kube-bench',
    ]),
    'kube-bench looks for files and services that Talos does not have; what it calls failed is to be read beside the page of Talos on its own defaults.',
    '',
  ]
}
