import { formatAddress } from '@/lib/net/address'
import { buildSite } from '@/lib/site/build-site'
import type { Joined } from './arbitrary-joins'
import { pfsenseBackup } from './pfsense-backup'

/** The backup of a box that has these interfaces, each with the networks of the design. */
export function backupFor({ design, interfaces }: Joined): string {
  const site = buildSite(design)
  const keys = [...new Set(Object.values(interfaces))]
  const own = keys.map((key) => {
    const prefixes = site.subnets.filter(({ name }) => interfaces[name] === key).flatMap((subnet) => subnet.prefixes)
    const [four, six] = ([4, 6] as const).map((family) => prefixes.find((prefix) => prefix.family === family))
    const end = (prefix: typeof four, names: readonly [string, string]): string =>
      prefix === undefined
        ? ''
        : `<${names[0]}>${formatAddress({ ...prefix, value: prefix.value + 1n })}</${names[0]}><${names[1]}>${prefix.length}</${names[1]}>`
    return `<${key}><enable/><if>igb2.${key}</if>${end(four, ['ipaddr', 'subnet'])}${end(six, ['ipaddrv6', 'subnetv6'])}</${key}>`
  })
  const text = pfsenseBackup()
    .replace(/\t\t<opt1>[\s\S]*?<\/opt1>\n/, '')
    .replace(/\t\t<opt2>[\s\S]*?<\/opt2>\n/, '')
  return text.replace('</interfaces>', `${own.join('')}</interfaces>`)
}
