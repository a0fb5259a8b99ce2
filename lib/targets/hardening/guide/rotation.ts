/**
 * New certificates and new authorities.
 * @see https://docs.siderolabs.com/talos/v1.13/security/ca-rotation
 */
import { isAtLeast } from '@/lib/design/talos-version'
import { addressesOf, firstControlPlane, type Guided, recipientOf, shell, writePage } from './page'

/** The command that rotates, with every machine named, so that it hangs on no discovery. */
export function rotateCommand(site: Guided['site'], flags: string): string {
  const list = (role: 'controlplane' | 'worker'): string => addressesOf(site, role).join(',')
  const workers = addressesOf(site, 'worker')
  return [
    `talosctl -n ${firstControlPlane(site)} rotate-ca`,
    `--control-plane-nodes ${list('controlplane')}`,
    ...(workers.length === 0 ? [] : [`--worker-nodes ${list('worker')}`]),
    flags,
  ]
    .filter((part) => part !== '')
    .join(' \\\n  ')
}

export function canRotate({ site }: Pick<Guided, 'site'>): boolean {
  return isAtLeast(site.talosVersion, '1.7.0')
}

export function writeRotation(guided: Guided): string {
  const { site, options } = guided
  const plane = firstControlPlane(site)
  return writePage([
    `# Certificates of ${site.name}`,
    '',
    '## What lives how long',
    '',
    '| what | lives | renewed |',
    '|---|---|---|',
    '| serving certificates of the Talos API | a day | by Talos, twice a day |',
    '| certificates of the Kubernetes components | a year at most | by Talos, and at each restart |',
    '| talosconfig | what `--crt-ttl` says, a year by itself | by you: ACCESS.md |',
    '| kubeconfig of an admin | a year | by you: `talosctl kubeconfig` |',
    '| authorities of Talos, Kubernetes and etcd | ten years | by you, below |',
    '',
    'When a key runs out, by its own words:',
    '',
    ...shell(['talosctl config info']),
    '## New authorities',
    '',
    ...(canRotate(guided)
      ? [
          'When a key that they signed must end before its time, and once in ten years. First a backup (BACKUP.md), and a rehearsal that changes nothing:',
          '',
          ...shell([rotateCommand(site, '')]),
          'Then for good. It writes a new talosconfig; the old one ends when it is done. The machines need not restart.',
          '',
          ...shell([rotateCommand(site, '--dry-run=false --output new.talosconfig')]),
          'One of the two alone: `--kubernetes=false` for the Talos API, `--talos=false` for Kubernetes. Afterwards every key is handed out anew (ACCESS.md), pods that keep the old authority are restarted, and the bundle of secrets is made again from the cluster:',
          '',
          ...shell([
            `talosctl --talosconfig new.talosconfig -n ${plane} get mc v1alpha1 -o jsonpath='{.spec}' > controlplane.yaml`,
            'talosctl gen secrets --from-controlplane-config controlplane.yaml -o secrets.yaml --force',
            `age -r ${recipientOf(options)} -o secrets.yaml.age secrets.yaml && rm controlplane.yaml secrets.yaml`,
          ]),
        ]
      : [
          'This Talos has no command for it; 1.7 does. Upgrade first: by hand it is a dozen edits of every machine in the right order.',
          '',
        ]),
    'It does not change the authority of etcd, the key that signs service accounts, the authority of the aggregation layer and the key that encrypts etcd. When these are known to somebody, the cluster is built anew: COMPROMISE.md.',
  ])
}
