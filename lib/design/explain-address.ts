/** Why a text is not an address, range or CIDR, in words that say what to change. */
import { formatAddress, isMapped, parseAddress } from '@/lib/net/address'
import { parsePrefix } from '@/lib/net/prefix'

const exampleAddress = 'write one like 10.0.0.11 or 2001:db8::11'
const exampleRange = 'write one like 10.0.0.10-10.0.0.49'
const exampleCidr = 'write one like 10.0.0.0/24 or 2001:db8::/64'

/** What a design takes as an address. */
export function isAddress(text: string): boolean {
  const read = parseAddress(text)
  return read !== undefined && !isMapped(read)
}

/** What a design takes as a CIDR. */
export function isCidr(text: string): boolean {
  const read = parsePrefix(text)
  return read !== undefined && !isMapped(read)
}

/** No packet carries such an address, and products take it for either. */
function explainMapped(text: string): string | undefined {
  const read = parseAddress(text.replace(/[-/].*$/, ''))
  if (read === undefined || !isMapped(read)) return undefined
  const own = formatAddress({ family: 4, value: read.value & 0xffffffffn })
  return `is an IPv4 address in IPv6 notation: write the one of IPv4, like ${own}`
}

export function explainAddress(text: string): string {
  const mapped = explainMapped(text)
  if (mapped !== undefined) return mapped
  if (parsePrefix(text) !== undefined)
    return `has a prefix length; an address stands alone: write ${text.split('/')[0]}`
  return `is not an address: ${withReason(text, exampleAddress)}`
}

export function explainAddressRange(text: string): string {
  const mapped = explainMapped(text)
  if (mapped !== undefined) return mapped
  if (parsePrefix(text) !== undefined) {
    return `is a CIDR where single addresses belong: write the first and the last, like 10.0.0.10-10.0.0.49`
  }
  const dash = text.search(/[-–—]/)
  if (dash < 0) return `is not an address or range: ${withReason(text, exampleRange)}`
  if (text[dash] !== '-') return `joins its ends with a long dash: ${exampleRange}`
  const first = text.slice(0, dash)
  const last = text.slice(dash + 1)
  if (/\s/.test(text)) return `holds a space: ${exampleRange}`
  const from = parseAddress(first)
  if (from === undefined) return `does not start with an address: ${withReason(first, exampleRange)}`
  const to = parseAddress(last)
  if (to === undefined) {
    // The short form of many DHCP servers.
    if (/^\d{1,3}$/.test(last) && from.family === 4) {
      return `is not a range: write its end in full, ${first}-${first.slice(0, first.lastIndexOf('.') + 1)}${last}`
    }
    return `does not end with an address: ${withReason(last, exampleRange)}`
  }
  if (from.family !== to.family) return 'starts in one address family and ends in the other: write a range for each'
  return `ends before it starts: write ${last}-${first}`
}

export function explainCidr(text: string): string {
  const mapped = explainMapped(text)
  if (mapped !== undefined) return mapped
  const slash = text.indexOf('/')
  if (slash < 0) {
    const address = parseAddress(text)
    if (address === undefined) return `is not a CIDR: ${withReason(text, exampleCidr)}`
    return `has no prefix length: write ${text}/${address.family === 4 ? 32 : 128} for this address alone, or its network like ${address.family === 4 ? '10.0.0.0/24' : '2001:db8::/64'}`
  }
  const base = text.slice(0, slash)
  const length = text.slice(slash + 1)
  const address = parseAddress(base)
  if (address === undefined) return `is not a CIDR: ${withReason(base, exampleCidr)}`
  const most = address.family === 4 ? 32 : 128
  if (/^\d+$/.test(length) && Number(length) > most) {
    return `is not a CIDR: the prefix length ${shorten(length)} is over ${most}; ${exampleCidr}`
  }
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(length)) {
    return `is not a CIDR: write the netmask as a prefix length, like ${base}/24`
  }
  return `is not a CIDR: after the slash stands a prefix length from 0 to ${most}; ${exampleCidr}`
}

function withReason(text: string, example: string): string {
  const reason = reasonOf(text)
  return reason === undefined ? example : `${reason}; ${example}`
}

/** What is wrong with a single address, when it can be told. */
function reasonOf(text: string): string | undefined {
  if (/\s/.test(text)) return 'it holds a space'
  if (text.includes('%')) return 'it names a zone; leave out the part from % on'
  if (/^\d+(\.\d+)*\.?$/.test(text)) return reasonOfV4(text)
  if (/^[0-9a-f:.]+$/i.test(text) && text.includes(':')) return reasonOfV6(text)
  return undefined
}

function reasonOfV4(text: string): string | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return 'an IPv4 address has four numbers'
  const large = parts.find((part) => Number(part) > 255)
  if (large !== undefined) return `${shorten(large)} is over 255`
  const padded = parts.find((part) => part.length > 1 && part.startsWith('0'))
  if (padded !== undefined)
    return `${padded} starts with a zero, which some products read as octal; write ${Number(padded)}`
  return undefined
}

function reasonOfV6(text: string): string | undefined {
  if (text.split('::').length > 2) return 'it has :: twice'
  const groups = text.split(':').filter((group) => group !== '')
  const long = groups.find((group) => !group.includes('.') && group.length > 4)
  if (long !== undefined) return `${shorten(long)} has more than four digits`
  if (groups.length > 8) return 'it has more than eight groups'
  if (!text.includes('::') && groups.length < 8) return 'it has fewer than eight groups; write :: for a run of zeros'
  return undefined
}

function shorten(text: string): string {
  return text.length <= 20 ? text : `${text.slice(0, 17)}…`
}
