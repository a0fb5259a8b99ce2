/**
 * A cluster that fetches nothing from outside.
 * @see https://docs.siderolabs.com/talos/v1.13/platform-specific-installations/air-gapped
 */
import { isAtLeast } from '@/lib/design/talos-version'
import { markdownCode } from '@/lib/text/markdown'
import { type Guided, shell, writePage } from './page'

/** Where Talos, Kubernetes and the plugins that a design can name have their images. */
const registries = ['docker.io', 'gcr.io', 'ghcr.io', 'quay.io', 'registry.k8s.io', 'factory.talos.dev'] as const

export function writeAirGapped({ site, options }: Guided): string {
  const mirrored = Object.keys(options.mirrors).sort()
  const missing = mirrored.includes('*') ? [] : registries.filter((name) => !mirrored.includes(name))
  const bundle = isAtLeast(site.talosVersion, '1.12.0')
    ? ['talosctl image talos-bundle > images.txt', 'talosctl image k8s-bundle >> images.txt']
    : ['talosctl image default > images.txt']
  return writePage([
    `# ${site.name} without the internet`,
    '',
    mirrored.length === 0
      ? 'The design names no mirror yet: `targets.hardening.mirrors`.'
      : `Mirrors: ${mirrored.map((name) => `${markdownCode(name)} from ${markdownCode(options.mirrors[name] ?? '')}`).join(', ')}.`,
    ...(missing.length === 0
      ? []
      : [`Without one, and asked when somebody names an image there: ${missing.map(markdownCode).join(', ')}.`]),
    '',
    '1. On a machine with internet, list the images of this release, and copy them into the mirror:',
    '',
    ...shell([...bundle, `while read -r image; do crane copy "$image" '<registry>'/"\${image#*/}"; done < images.txt`]),
    '2. Take the installer from the mirror as well: `machine.install.image`, and the image for upgrades.',
    '3. Secrets and configurations are made offline, from the bundle of BACKUP.md. The patches name the mirrors, so a machine has them with its first configuration:',
    '',
    ...shell([
      `talosctl gen config ${site.name} '<address of the Kubernetes API>' --with-secrets secrets.yaml \\`,
      '  --config-patch-control-plane @hardening/controlplane.patch.yaml \\',
      '  --config-patch-worker @hardening/worker.patch.yaml',
    ]),
    '4. Time: name servers inside. Nothing starts without it, and from 1.14 on the default servers are asked by NTS (`useNTS: false`).',
    '5. Discovery: `talos.discovery: false` in the design, or a discovery service of your own.',
    '6. A mirror with a certificate of your own authority: its certificate goes into a `TrustedRootsConfig` document (Talos 1.8 and later).',
    '7. In the design: `egress: restricted` with lists that lead inside only. The proof then says that nothing else leaves.',
  ])
}
