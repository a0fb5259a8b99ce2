/** For import: the networks that the interfaces of a running configuration join. Keys, users and passwords are not read. */
import { type Address, parseAddress } from '@/lib/net/address'
import { networkOf, type Prefix, parsePrefix } from '@/lib/net/prefix'
import { explainBare } from '../router/lift/explain-bare'
import { type NamedInterface, nameNetworks } from '../router/lift/name-networks'
import type { FileSet, Lifted, Statement, TextFile } from '../target'
import { switchReaders } from './read'
import { withoutTexts } from './read/free-text'

const bare = { id: 'switch-acl', whole: 'what show running-config prints, with the addresses of the interfaces' }

export function lift(files: FileSet): Lifted {
  const own = files.filter((file) => switchReaders.some((reader) => reader.recognises(file)))
  const found = own.flatMap(findInterfaces)
  const networks = nameNetworks(found)
  const isEos = own.some(({ text }) => /^\s+ip address \S+\/\d+/m.test(text))
  return {
    files: own.map((file) => ({ ...file, from: file.path })),
    machines: [],
    facts: [],
    names: [],
    rules: own.flatMap(findEntries),
    networks: networks.map(({ fact }) => fact),
    options: {
      ...(isEos ? { os: 'eos' } : {}),
      interfaces: Object.fromEntries(networks.map(({ fact, key }) => [fact.name, key])),
    },
    ignored: own.map(({ path }) => ({
      at: { file: path, line: 1 },
      what: 'all but interfaces and access lists: users, keys and passwords are not read',
    })),
    problems: networks.length === 0 ? explainBare(own, bare) : [],
  }
}

function findEntries({ path, text }: TextFile): readonly Statement[] {
  const isEntry = /^\s*(?:(?:sequence )?\d+ )?(?:permit|deny) /
  return withoutTexts(text).lines.flatMap((line, at) => (isEntry.test(line) ? [{ file: path, line: at + 1 }] : []))
}

function findInterfaces({ path, text }: TextFile): readonly NamedInterface[] {
  const found: NamedInterface[] = []
  for (const [index, line] of withoutTexts(text).lines.entries()) {
    const key = /^interface (\S+)\s*$/.exec(line)?.[1]
    if (key !== undefined) found.push({ key, description: '', networks: [], at: { file: path, line: index + 1 } })
    const last = found.at(-1)
    if (key !== undefined || last === undefined || !/^\s/.test(line)) continue
    const description = /^\s+description (.+?)\s*$/.exec(line)?.[1] ?? last.description
    found[found.length - 1] = { ...last, description, networks: [...last.networks, ...networksIn(line)] }
  }
  return found.filter(({ networks }) => networks.length > 0)
}

/** `ip address 10.0.0.1 255.255.255.0`, `ip address 10.0.0.1/24`, `ipv6 address 2001:db8::1/64`. */
function networksIn(line: string): readonly Prefix[] {
  const masked = /^\s+ip address (\d\S*) (\d\S*)(?: secondary)?\s*$/.exec(line)
  const [address, mask] = [masked?.[1], masked?.[2]].map((text) => parseAddress(text ?? ''))
  const length = mask === undefined ? undefined : lengthOf(mask)
  if (address !== undefined && length !== undefined) return [networkOf(address, length)]
  const short = /^\s+(?:ip|ipv6) address (\S+\/\d+)(?: secondary)?\s*$/.exec(line)?.[1]
  const prefix = parsePrefix(short ?? '')
  return prefix === undefined ? [] : [prefix]
}

function lengthOf({ value }: Address): number | undefined {
  const bits = value.toString(2).padStart(32, '0')
  return /^1+0*$/.test(bits) ? bits.replaceAll('0', '').length : undefined
}
