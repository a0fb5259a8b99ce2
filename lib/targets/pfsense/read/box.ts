/** What a whole configuration says about the box around its rules. */
import { type Address, parseAddress } from '@/lib/net/address'
import { networkOf, type Prefix } from '@/lib/net/prefix'
import type { XmlElement } from '@/lib/text/xml/node'
import type { Reading } from '../../router/read/reading'
import type { Box, BoxInterface } from '../model'
import { findStrangers } from './strangers'
import { childOf, childrenOf, fieldsOf, nameOf, textOf } from './words'

export function readBox(root: XmlElement, reading: Reading): Box {
  const system = childOf(root, 'system')
  const interfaces = (childOf(root, 'interfaces')?.children ?? []).map((element) => readInterface(element, reading))
  const enabled = interfaces.flatMap((one) => (one === undefined ? [] : [one]))
  const withVips = addVirtualAddresses(enabled, root)
  const groups = childrenOf(childOf(root, 'ifgroups'), 'ifgroupentry').map((entry): [string, string[]] => [
    textOf(childOf(entry, 'ifname')),
    textOf(childOf(entry, 'members')).split(/\s+/).filter(Boolean),
  ])
  return {
    interfaces: new Map(withVips.map((one) => [one.key, one])),
    groups: new Map(groups),
    v6Allowed: childOf(system, 'ipv6allow') !== undefined,
    linkLocalAllowed: childOf(system, 'no_apipa_block') !== undefined,
    filterDisabled: childOf(system, 'disablefilter') !== undefined,
    hasStaticRoutes: childrenOf(childOf(root, 'staticroutes'), 'route').length > 0,
    strangers: findStrangers(root, new Set(enabled.map(({ key }) => key)), reading.file),
  }
}

function readInterface(element: XmlElement, reading: Reading): BoxInterface | undefined {
  const fields = fieldsOf(element, reading)
  if (!fields.has('enable')) return undefined
  const four = readEnd(fields, 'ipaddr', 'subnet')
  const six = readEnd(fields, 'ipaddrv6', 'subnetv6')
  return {
    key: nameOf(element),
    description: textOf(fields.get('descr')),
    device: textOf(fields.get('if')),
    address: { 4: four.address, 6: six.address },
    networks: [four.network, six.network].flatMap((network) => network ?? []),
    isDynamic: four.isDynamic || six.isDynamic,
    blocksPrivate: fields.has('blockpriv'),
    blocksBogons: fields.has('blockbogons'),
    at: { file: reading.file, line: element.line },
  }
}

interface InterfaceEnd {
  readonly address: Prefix | undefined
  readonly network: Prefix | undefined
  readonly isDynamic: boolean
}

function readEnd(fields: ReadonlyMap<string, XmlElement>, address: string, length: string): InterfaceEnd {
  const text = textOf(fields.get(address))
  const found = parseAddress(text)
  if (found === undefined) return { address: undefined, network: undefined, isDynamic: text !== '' }
  const bits = found.family === 4 ? 32 : 128
  const size = textOf(fields.get(length))
  const network = /^\d{1,3}$/.test(size) && Number(size) <= bits ? networkOf(found, Number(size)) : undefined
  return { address: networkOf(found, bits), network, isDynamic: false }
}

/** Alias and CARP addresses bring networks of their own to an interface. */
function addVirtualAddresses(interfaces: readonly BoxInterface[], root: XmlElement): BoxInterface[] {
  const vips = childrenOf(childOf(root, 'virtualip'), 'vip').flatMap((vip) => {
    const address: Address | undefined = parseAddress(textOf(childOf(vip, 'subnet')))
    const bits = Number(textOf(childOf(vip, 'subnet_bits')))
    if (address === undefined || !(bits >= 0 && bits <= (address.family === 4 ? 32 : 128))) return []
    return [{ key: textOf(childOf(vip, 'interface')), network: networkOf(address, bits) }]
  })
  return interfaces.map((one) => ({
    ...one,
    networks: [...one.networks, ...vips.filter(({ key }) => key === one.key).map(({ network }) => network)],
  }))
}
