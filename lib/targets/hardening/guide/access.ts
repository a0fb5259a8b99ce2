/**
 * Who holds which key to the Talos API.
 * @see https://docs.siderolabs.com/talos/v1.13/security/rbac
 */
import { addressesOf, firstControlPlane, type Guided, shell, writePage } from './page'

const holders = [
  ['admin', 'os:admin', '168h', 'two people, locked away, for emergencies'],
  ['operator', 'os:operator', '720h', 'who reboots, upgrades and repairs every day'],
  ['reader', 'os:reader', '2160h', 'who looks at logs; monitoring'],
  ['backup', 'os:etcd:backup', '2160h', 'the job that takes snapshots of etcd, and nothing else'],
] as const

export function writeAccess({ site }: Guided): string {
  const plane = firstControlPlane(site)
  const planes = addressesOf(site, 'controlplane').join(' ')
  return writePage([
    `# Keys to the Talos API of ${site.name}`,
    '',
    "Each team gets a key of its own that expires by itself. A key is made by the cluster, with an admin's key; the file that `talosctl gen config` writes is an admin's for a year, and no flag of it makes another.",
    '',
    '| key | role | valid | for |',
    '|---|---|---|---|',
    ...holders.map(([name, role, ttl, who]) => `| \`${name}.talosconfig\` | \`${role}\` | ${ttl} | ${who} |`),
    '',
    ...shell(
      holders.map(
        ([name, role, ttl]) => `talosctl -n ${plane} config new ${name}.talosconfig --roles ${role} --crt-ttl ${ttl}`,
      ),
    ),
    'Name every control plane as an endpoint, so that a key works when one of them is down, and see until when it holds:',
    '',
    ...shell([
      ...holders.map(([name]) => `talosctl --talosconfig ${name}.talosconfig config endpoint ${planes}`),
      ...holders.map(([name]) => `talosctl --talosconfig ${name}.talosconfig config info`),
    ]),
    '## Keep to it',
    '',
    '- Nobody revokes a key: there is no revocation list. A short life is the only limit; a leaked one ends with the CA (COMPROMISE.md).',
    '- The kubeconfig of `talosctl kubeconfig` is cluster-admin for a year. Give people an identity provider of the Kubernetes API instead, and lock that file away.',
    '- The serving certificate on port 50000 lives for a day and is changed twice a day: an alarm on its fingerprint rings all the time. Watch that it is signed by the CA you know, which is what `talosctl` checks at every connection.',
    '- A second factor: keep the key in a vault that asks for it, fetch it into a file of its own, and delete the file after the work.',
    '- Another environment, another bundle of secrets: keys of staging then open nothing in production.',
  ])
}
