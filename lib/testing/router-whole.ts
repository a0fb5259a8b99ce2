/** What a box holds after our files, told as its own backup or running configuration tells it: rules, and the interfaces around them. */
import type { Design } from '@/lib/design/design'
import { formatAddress } from '@/lib/net/address'
import type { Prefix } from '@/lib/net/prefix'
import { buildSite } from '@/lib/site/build-site'
import { readFiles } from '@/lib/targets/opnsense/read'
import { opnsense } from '@/lib/targets/opnsense/target'
import { pfsense } from '@/lib/targets/pfsense/target'
import { switchAcl } from '@/lib/targets/switch-acl/target'
import type { FileSet, Filter } from '@/lib/targets/target'
import { opnsenseConfiguration } from './opnsense-configuration'
import { backupFor } from './pfsense-backup-for'
import { subjectOf } from './subject'

export type Keys = Readonly<Record<string, string>>

export interface WholeRouter {
  readonly filter: Filter
  /** By number of the network, from 0. */
  readonly keyOf: (index: number) => string
  /**
   * The box of the first design, which joins all of its networks, with the rules that the second one gives it. `held`: its
   * backup from before, where files are merged into one.
   */
  readonly holding: (box: Design, keys: Keys, rules: Design, held?: FileSet) => FileSet
}

export const wholeRouters: readonly WholeRouter[] = [
  {
    filter: pfsense as Filter,
    keyOf: (index) => `opt${index + 5}`,
    holding: (box, keys, rules, held) => {
      const base = held ?? [{ path: 'config.xml', text: pfsenseBox(box, keys) }]
      return subjectOf(pfsense as Filter, rules, { base }).files.filter(({ path }) => path.includes('merged'))
    },
  },
  {
    filter: opnsense as Filter,
    keyOf: (index) => `opt${index + 5}`,
    holding: (box, keys, rules) => [{ path: 'config.xml', text: opnsenseHolding(box, keys, rules) }],
  },
  {
    filter: switchAcl as Filter,
    keyOf: (index) => `Vlan${index + 5}`,
    holding: (box, keys, rules) => [{ path: 'running-config.txt', text: switchHolding(box, keys, rules) }],
  },
]

/** The interfaces of the design stand after those that were there. */
function pfsenseBox(box: Design, interfaces: Keys): string {
  const whole = backupFor({ design: box, interfaces })
  const end = whole.indexOf('</lan>')
  return elsewhere(whole.slice(0, end)) + whole.slice(end)
}

/** The other interfaces of the box, out of the way of every example. */
function elsewhere(configuration: string): string {
  return configuration.replaceAll(/<ipaddr>(?:192\.168\.10|192\.168\.30|203\.0\.113)\.[12]</g, (found) =>
    found.includes('.30.')
      ? '<ipaddr>172.31.30.1<'
      : found.includes('.10.')
        ? '<ipaddr>172.31.10.1<'
        : '<ipaddr>172.31.0.2<',
  )
}

interface Joined {
  readonly key: string
  readonly name: string
  /** The first of each family, with the address of the box in it. */
  readonly ends: readonly { readonly prefix: Prefix; readonly address: string }[]
}

function interfacesOf(box: Design, keys: Keys): Joined[] {
  return buildSite(box).subnets.flatMap(({ name, prefixes }) => {
    const key = keys[name]
    const firsts = ([4, 6] as const).flatMap((family) => prefixes.find((prefix) => prefix.family === family) ?? [])
    const ends = firsts.map((prefix) => ({
      prefix,
      address: formatAddress({ ...prefix, value: prefix.value + 1n }),
    }))
    return key === undefined ? [] : [{ key, name, ends }]
  })
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function fieldsOf(values: Iterable<readonly [string, string]>): string {
  return [...values]
    .filter(([name]) => !name.startsWith('@'))
    .map(([name, value]) => `<${name}>${xmlText(value)}</${name}>`)
    .join('')
}

/** As the box writes its configuration once both files are imported. */
function opnsenseHolding(box: Design, keys: Keys, rules: Design): string {
  const read = readFiles(subjectOf(opnsense as Filter, rules).files)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const interfaces = interfacesOf(box, keys).map(({ key, name, ends }) => {
    const parts = ends.map(({ prefix, address }) =>
      prefix.family === 4
        ? `<ipaddr>${address}</ipaddr><subnet>${prefix.length}</subnet>`
        : `<ipaddrv6>${address}</ipaddrv6><subnetv6>${prefix.length}</subnetv6>`,
    )
    return `<${key}><if>igb3.${key}</if><descr>${name}</descr><enable>1</enable>${parts.join('')}</${key}>`
  })
  const rows = read.value.rules.map(({ uuid, values }) => `<rule uuid="${uuid}">${fieldsOf(values)}</rule>`)
  const aliases = [...read.value.aliases.values()].map(
    ({ values }, index) =>
      `<alias uuid="60000000-0000-4000-8000-${String(index).padStart(12, '0')}">${fieldsOf(values)}</alias>`,
  )
  return elsewhere(opnsenseConfiguration())
    .replace('</interfaces>', `${interfaces.join('\n')}</interfaces>`)
    .replace('</aliases></Alias>', `${aliases.join('\n')}</aliases></Alias>`)
    .replace('</rules></Filter>', `${rows.join('\n')}</rules></Filter>`)
}

/** As `show running-config` prints it: every interface once, with what was told of it before and the lists that it asks. */
function switchHolding(box: Design, keys: Keys, rules: Design): string {
  const written = subjectOf(switchAcl as Filter, rules)
    .files.map(({ text }) => text)
    .join('')
  const blocks = interfacesOf(box, keys).map(({ key, name, ends }) => {
    const lines = ends.map(({ prefix, address }) =>
      prefix.family === 4
        ? ` ip address ${address} ${maskOf(prefix.length)}`
        : ` ipv6 address ${address}/${prefix.length}`,
    )
    return [`interface ${key}`, ` description ${name}`, ...lines].join('\n')
  })
  return ['Building configuration...', 'version 17.9', 'hostname gate', ...blocks, written, 'end', ''].join('\n')
}

function maskOf(length: number): string {
  const bits = '1'.repeat(length).padEnd(32, '0')
  return [0, 8, 16, 24].map((at) => Number.parseInt(bits.slice(at, at + 8), 2)).join('.')
}
