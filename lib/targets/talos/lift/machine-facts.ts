/**
 * Addresses and name of a machine, in the layout of one document and in that of many. Whatever is not read here stays
 * behind: certificates, keys, tokens.
 * @see https://github.com/siderolabs/docs/blob/main/public/talos/v1.14/reference/configuration/document-map.mdx
 */
import { parseAddress } from '@/lib/net/address'
import { parsePrefix } from '@/lib/net/prefix'
import type { Source } from '../read/document'
import { fieldAt, textAt } from '../read/machine'
import type { Field } from '../read/rule'
import type { Tree } from '../read/tree'

type Root = NonNullable<Source['root']>
type Value = Field['value']

const linkKinds = ['LinkConfig', 'VLANConfig', 'BondConfig', 'BridgeConfig', 'DummyLinkConfig', 'VethConfig']
const sharedKinds = ['Layer2VIPConfig', 'HCloudVIPConfig']

export interface MachineAddresses {
  /** With the length of their network where one is written. */
  readonly own: readonly string[]
  readonly shared: readonly { readonly address: string; readonly line: number }[]
}

export function readAddresses(sources: readonly Source[]): MachineAddresses {
  const own: string[] = []
  const shared: { address: string; line: number }[] = []
  const addShared = (value: Value | undefined): void => {
    const address = value?.kind === 'scalar' ? value.text : ''
    if (parseAddress(address) !== undefined) shared.push({ address, line: value?.line ?? 1 })
  }
  for (const { root } of sources) {
    if (root?.kind !== 'map') continue
    const kind = textAt(root, ['kind']) ?? ''
    if (sharedKinds.includes(kind)) addShared(valueAt(root, 'name'))
    if (linkKinds.includes(kind)) {
      for (const item of itemsOf(valueAt(root, 'addresses'))) own.push(...addressOf(valueAt(item, 'address')))
    }
    if (kind !== '') continue
    for (const nic of itemsOf(valueAt(root, 'machine', 'network', 'interfaces'))) {
      for (const link of [nic, ...itemsOf(valueAt(nic, 'vlans'))]) {
        for (const item of itemsOf(valueAt(link, 'addresses'))) own.push(...addressOf(item))
        own.push(...addressOf(valueAt(link, 'cidr')))
        addShared(valueAt(link, 'vip', 'ip'))
      }
    }
  }
  const isShared = (text: string): boolean => shared.some(({ address }) => text.replace(/\/.*/, '') === address)
  return { own: [...new Set(own)].filter((text) => !isShared(text)), shared }
}

function addressOf(value: Value | undefined): string[] {
  if (value?.kind !== 'scalar') return []
  const [address = '', length] = value.text.split('/')
  const parsed = parseAddress(address)
  if (parsed === undefined || (length !== undefined && parsePrefix(value.text) === undefined)) return []
  return isOrdinary(address) ? [value.text] : []
}

/** Neither of the machine alone nor of the link alone. */
function isOrdinary(address: string): boolean {
  return !/^(127\.|169\.254\.|fe[89ab]|::1$)/i.test(address)
}

export function valueAt(root: Root | Value, ...path: readonly string[]): Value | undefined {
  return root.kind === 'map' ? fieldAt(root, path)?.value : undefined
}

export function itemsOf(value: Value | undefined): readonly Tree[] {
  return value?.kind === 'list' ? value.items : []
}
