/**
 * What to do on the day. Short, in order, to be printed.
 * @see https://docs.siderolabs.com/talos/v1.13/security/ca-rotation
 * @see https://docs.siderolabs.com/talos/v1.13/configure-your-talos-cluster/lifecycle-management/resetting-a-machine
 */
import { firstControlPlane, type Guided, shell, writePage } from './page'
import { canRotate, rotateCommand } from './rotation'

export function writeCompromise(guided: Guided): string {
  const { site } = guided
  const plane = firstControlPlane(site)
  const rotate = (flags: string): string[] =>
    canRotate(guided)
      ? shell([rotateCommand(site, `${flags} --dry-run=false --output new.talosconfig`)])
      : ['This Talos has no command that rotates: upgrade to 1.7, or build the cluster anew.', '']
  const evidence = [
    `talosctl -n '<machine>' dmesg > '<machine>.dmesg'`,
    `talosctl -n '<machine>' logs apid > '<machine>.apid.log'`,
    `talosctl -n '<machine>' support -O '<machine>.zip'`,
    `talosctl -n ${plane} list /var/log/audit/kube`,
  ]
  return writePage([
    `# When ${site.name} is broken into`,
    '',
    'Write down the time of every step. Evidence before repair; isolation before evidence when data is leaving.',
    '',
    '## A talosconfig has leaked',
    '',
    'It is valid until it expires; nobody can revoke it. What ends it is a new authority.',
    '',
    '1. Close port 50000 to everybody but the control planes and one network of yours: take the other admin entries out of the design, and apply the firewall files.',
    '2. Rotate the authority of the Talos API:',
    '',
    ...rotate('--kubernetes=false'),
    '3. Hand out new keys (ACCESS.md). The old ones are refused now; see that they are.',
    "4. An admin's key reads every secret of a machine: with `os:admin` go on as for a control plane below. With `os:reader` logs were read; with `os:etcd:backup` everything in etcd was.",
    '',
    '## A kubeconfig has leaked',
    '',
    '1. A user of your identity provider: disable the user there. A service account: delete its token or the account.',
    "2. The admin's file of `talosctl kubeconfig`: rotate the authority of Kubernetes.",
    '',
    ...rotate('--talos=false'),
    '3. Read the audit log for what was done with it; look for new bindings, admission webhooks, and pods with host access.',
    '',
    '## A worker is taken',
    '',
    '1. Isolate it: in the design override its listeners with `from: []`, or cut its port on the switch. What it already has open stays open until the link is cut.',
    '2. Evidence, while it still answers:',
    '',
    ...shell(evidence),
    '3. Take it out, then wipe it. Draining moves its pods to machines that are not taken: without eviction of pods you do not trust.',
    '',
    ...shell([
      "kubectl cordon '<machine>'",
      "kubectl delete node '<machine>'",
      "talosctl -n '<machine>' reset --graceful=false --reboot",
    ]),
    '4. Its configuration held the token that joins a machine to the cluster, and its pods held secrets: change every secret that a pod there mounted, and rotate both authorities.',
    '5. Join it anew from a fresh image, with a new name.',
    '',
    '## A control plane is taken',
    '',
    'It held every key: both authorities, that of etcd, the key that signs service accounts, the key that encrypts etcd. Rotation covers the first two. So:',
    '',
    '1. Isolate it as above; keep the others running while you build.',
    '2. Evidence as above, and a snapshot of etcd (BACKUP.md): of the old cluster it is evidence, not a source for the new one.',
    '3. Remove it from etcd and wipe it:',
    '',
    ...shell([
      `talosctl -n ${plane} etcd members`,
      `talosctl -n ${plane} etcd remove-member '<ID of the member>'`,
      "talosctl -n '<machine>' reset --graceful=false --reboot",
    ]),
    '4. A new bundle of secrets and a new cluster beside the old one; deploy from your repository, move data, not objects.',
    '5. Change every secret that was in etcd. Then reset the machines of the old cluster.',
    '',
    '## The bundle of secrets has leaked',
    '',
    'The same as a control plane: a new cluster with a new bundle.',
    '',
    '## Afterwards',
    '',
    'When, how, what was reached, what would have stopped it. Put the last into the design, so that its proof says it from then on.',
  ])
}
