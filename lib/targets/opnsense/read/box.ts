/** What a whole configuration says about the box around its rules. */
import { type Address, parseAddress } from '@/lib/net/address'
import { networkOf, type Prefix } from '@/lib/net/prefix'
import type { XmlElement } from '@/lib/text/xml/node'
import type { Box, BoxGroup, BoxInterface } from '../model'
import { childOf, childrenOf, textIn } from './elements'
import { findStrangers } from './strangers'

export function readBox(root: XmlElement, file: string): Box {
  const system = childOf(root, 'system')
  const elements = childOf(root, 'interfaces')?.children ?? []
  // Groups and the loopback stand among them.
  const own = elements.filter((one) => isSet(one, 'enable') && textIn(one, 'type') !== 'group' && one.name !== 'lo0')
  const interfaces = own.map((one) => readInterface(one, root, file))
  const groups = childrenOf(childOf(root, 'ifgroups'), 'ifgroupentry').map((entry): [string, BoxGroup] => [
    textIn(entry, 'ifname'),
    {
      members: textIn(entry, 'members')
        .split(/[\s,]+/)
        .filter(Boolean),
      sequence: Number(textIn(entry, 'sequence')) || 0,
    },
  ])
  return {
    interfaces: new Map(interfaces.map((one) => [one.key, one])),
    groups: new Map([...tunnels(elements), ...groups]),
    v6Allowed: isSet(system, 'ipv6allow'),
    filterDisabled: isSet(system, 'disablefilter'),
    strangers: findStrangers(root, new Set(interfaces.map(({ key }) => key)), file),
  }
}

/** Groups that are not of a person's own making: all tunnels of a kind. Devices say which interface is one. */
function tunnels(elements: readonly XmlElement[]): [string, BoxGroup][] {
  return elements
    .filter((one) => textIn(one, 'type') === 'group')
    .map(({ name }) => [name, { members: [], sequence: 0 }])
}

/** Present, and not written as a no. */
function isSet(element: XmlElement | undefined, name: string): boolean {
  return childOf(element, name) !== undefined && textIn(element, name) !== '0'
}

function readInterface(element: XmlElement, root: XmlElement, file: string): BoxInterface {
  const four = readEnd(textIn(element, 'ipaddr'), textIn(element, 'subnet'))
  const six = readEnd(textIn(element, 'ipaddrv6'), textIn(element, 'subnetv6'))
  const virtual = childrenOf(childOf(root, 'virtualip'), 'vip')
    .filter((vip) => textIn(vip, 'interface') === element.name)
    .flatMap((vip) => readEnd(textIn(vip, 'subnet'), textIn(vip, 'subnet_bits')).network ?? [])
  return {
    key: element.name,
    description: textIn(element, 'descr'),
    device: textIn(element, 'if'),
    address: { 4: four.address, 6: six.address },
    networks: [four.network, six.network].flatMap((network) => network ?? []).concat(virtual),
    isDynamic: four.isDynamic || six.isDynamic,
    blocksPrivate: isSet(element, 'blockpriv'),
    at: { file, line: element.line },
  }
}

interface InterfaceEnd {
  readonly address: Prefix | undefined
  readonly network: Prefix | undefined
  readonly isDynamic: boolean
}

function readEnd(text: string, length: string): InterfaceEnd {
  const found: Address | undefined = parseAddress(text)
  if (found === undefined) return { address: undefined, network: undefined, isDynamic: text !== '' }
  const bits = found.family === 4 ? 32 : 128
  const isLength = /^\d{1,3}$/.test(length) && Number(length) <= bits
  return {
    address: networkOf(found, bits),
    network: isLength ? networkOf(found, Number(length)) : undefined,
    isDynamic: false,
  }
}
