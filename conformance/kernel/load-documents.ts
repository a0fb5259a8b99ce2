/** The machines of a scene as Talos itself programs them, from the documents that we render. */
import { formatAddress } from '@/lib/net/address'
import { setHas, setOfPrefixes } from '@/lib/net/address-set'
import { formatPrefix, type Prefix } from '@/lib/net/prefix'
import type { Site } from '@/lib/site/site'
import type { FileSet } from '@/lib/targets/target'
import { machineFiles } from '../talos/machines'
import { type Loader, loadText, type Scene } from './check-scene'

/** `binary` is what `build-program.ts` builds. */
export function loadDocuments(binary: string, files?: FileSet): Loader {
  return async (kernel, scene) => {
    await loadText([])(kernel, scene)
    const wanted = programsOf(scene, files ?? scene.documents.output.files)
    await Promise.all(
      wanted.map(async ({ host, addresses, config }) => {
        const { status, said } = await kernel.program(host, [binary, ...addresses], config)
        if (status !== 0) throw new Error(`Talos cannot program ${host}: ${said}`)
      }),
    )
  }
}

function programsOf({ cast, documents: { site } }: Scene, files: FileSet) {
  const groups = machineFiles(site, files)
  const inside = setOfPrefixes([...site.podPrefixes, ...site.servicePrefixes])
  return cast.machines.map(({ name, at, addresses }) => {
    const group = groups.find(({ members }) => members.includes(at.point.member ?? ''))
    if (group === undefined) throw new Error(`no file is for ${at.point.id}`)
    // Talos leaves out what lies in the networks of pods and services.
    const own = addresses.filter((address) => !setHas(inside, address))
    return {
      host: name,
      addresses: own.map((address) => `${formatAddress(address)}/${address.family === 4 ? 32 : 128}`),
      config: `${baseConfig(site)}---\n${group.patch}`,
    }
  })
}

/** What the machine configuration says beside the documents of the firewall; the defaults of what Talos generates. */
export function baseConfig({
  podPrefixes,
  servicePrefixes,
  talosVersion: { minor },
}: Pick<Site, 'podPrefixes' | 'servicePrefixes' | 'talosVersion'>): string {
  const list = (prefixes: readonly Prefix[]): string => prefixes.map((prefix) => `"${formatPrefix(prefix)}"`).join(', ')
  const hostDns = minor < 8 ? '' : '  features:\n    hostDNS:\n      enabled: true\n      forwardKubeDNSToHost: true\n'
  return `version: v1alpha1
machine:
  type: worker
${hostDns}cluster:
  network:
    podSubnets: [${list(podPrefixes)}]
    serviceSubnets: [${list(servicePrefixes)}]
`
}
