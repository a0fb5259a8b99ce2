/**
 * What must outlive the cluster: its secrets, and what etcd holds.
 * @see https://docs.siderolabs.com/talos/v1.13/build-and-extend-talos/cluster-operations-and-maintenance/disaster-recovery
 * @see https://github.com/FiloSottile/age
 */
import { isAtLeast } from '@/lib/design/talos-version'
import { addressesOf, firstControlPlane, type Guided, recipientOf, shell, writePage } from './page'

export function writeBackup({ site, options }: Guided): string {
  const plane = firstControlPlane(site)
  const recipient = recipientOf(options)
  const [first = plane, ...others] = addressesOf(site, 'controlplane')
  const generate = isAtLeast(site.talosVersion, '1.12.0')
    ? [`talosctl gen secrets -o - | age -r ${recipient} -o secrets.yaml.age`]
    : [
        'talosctl gen secrets -o secrets.yaml',
        `age -r ${recipient} -o secrets.yaml.age secrets.yaml`,
        'rm secrets.yaml',
      ]
  return writePage([
    `# Backups of ${site.name}`,
    '',
    '## The bundle of secrets',
    '',
    'Every key of the cluster comes from it. Made once, before the cluster, and never on a disk in plain text for longer than it takes:',
    '',
    ...shell(generate),
    'Of a cluster that runs, from the configuration of a control plane:',
    '',
    ...shell([
      `talosctl -n ${plane} get mc v1alpha1 -o jsonpath='{.spec}' > controlplane.yaml`,
      'talosctl gen secrets --from-controlplane-config controlplane.yaml -o secrets.yaml',
      `age -r ${recipient} -o secrets.yaml.age secrets.yaml`,
      'rm controlplane.yaml secrets.yaml',
    ]),
    'To use it:',
    '',
    ...shell([
      "age -d -i '<file with your private key>' -o secrets.yaml secrets.yaml.age",
      `talosctl gen config ${site.name} '<address of the Kubernetes API>' --with-secrets secrets.yaml`,
      'rm secrets.yaml',
    ]),
    '- In two places that do not burn together, and in no repository.',
    '- The private key of age in a third: whoever has both has the cluster.',
    '',
    '## etcd, every day',
    '',
    'Secrets in it are encrypted with a key of the bundle above, everything else is not: a snapshot is as secret as the cluster.',
    '',
    ...shell([
      'name=etcd-$(date -u +%Y%m%dT%H%M%SZ).snapshot',
      `talosctl --talosconfig backup.talosconfig -n ${plane} etcd snapshot "$name"`,
      `age -r ${recipient} -o "$name.age" "$name" && rm "$name"`,
    ]),
    'The command writes a file; what it prints is not the snapshot. Keep several generations: seven days, four weeks, twelve months.',
    '',
    '## Restore, rehearsed before it is needed',
    '',
    'Only when most control planes are lost: it takes the cluster back to the snapshot. In a test network first, and then tick it in the checklist.',
    '',
    ...shell([
      "age -d -i '<file with your private key>' -o etcd.snapshot etcd.snapshot.age",
      ...[first, ...others].map(
        (address) => `talosctl -n ${address} reset --graceful=false --reboot --system-labels-to-wipe=EPHEMERAL`,
      ),
      `talosctl -n ${first} service etcd   # Preparing, on every control plane`,
      `talosctl -n ${first} bootstrap --recover-from=./etcd.snapshot`,
      `talosctl -n ${first} health`,
    ]),
  ])
}
