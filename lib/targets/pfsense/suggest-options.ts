/** Which interface joins which network: by the addresses in a backup, or else one after the other. */
import { type Prefix, prefixContains } from '@/lib/net/prefix'
import type { Site } from '@/lib/site/site'
import type { FileSet } from '../target'
import type { Box } from './model'
import type { PfsenseOptions } from './options'
import { boxOfBackup } from './render/base'

export function suggestOptions(site: Site, base: FileSet = []): PfsenseOptions {
  const [box] = base.flatMap((file) => boxOfBackup(file) ?? [])
  const keys = site.subnets.flatMap(({ name, prefixes }, index): [string, string][] => {
    const key = box === undefined ? `opt${index + 1}` : keyOf(prefixes, box)
    return key === undefined ? [] : [[name, key]]
  })
  return { interfaces: Object.fromEntries(keys) }
}

/** The interface with the narrowest network around one of the prefixes. */
function keyOf(prefixes: readonly Prefix[], { interfaces }: Box): string | undefined {
  const around = [...interfaces.values()].flatMap(({ key, networks }) =>
    networks
      .filter((network) =>
        prefixes.some((prefix) => prefix.family === network.family && prefixContains(network, prefix)),
      )
      .map(({ length }) => ({ key, length })),
  )
  return around.reduce<(typeof around)[number] | undefined>(
    (best, one) => (best === undefined || one.length > best.length ? one : best),
    undefined,
  )?.key
}
