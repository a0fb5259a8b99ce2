/** The single values of a design file: names, addresses, ports, dates. Each says what to write instead of what was wrong. */
import * as z from 'zod'
import { isMapped, parseAddress } from '@/lib/net/address'
import { firstOfRange, parseAddressRange } from '@/lib/net/address-range'
import { parsePortRange } from '@/lib/net/port-range'
import { explainAddress, explainAddressRange, explainCidr, isAddress, isCidr } from './explain-address'
import { parseMembers, parsePrincipal } from './principal'

// zod probes `new Function` unless told not to, which a strict content-security policy reports as a violation.
z.config({ jitless: true })

const label = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'is not a DNS label: use lower-case letters, digits and inner hyphens')
export const designName = label.max(40, 'is too long: use at most 40 characters')
export const dnsName = label.max(63, 'is too long: use at most 63 characters')

const printable = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u
const notPrintable = 'holds a line break or an invisible character: use printable characters on one line'

/** Printable text on one line: no line breaks, control or direction-changing characters, no half of a surrogate pair. */
export function lineOf(most: number) {
  return z
    .string()
    .min(1, 'is empty: write at least one character')
    .max(most, `is too long: use at most ${most} characters`)
    .regex(printable, notPrintable)
}
export const freeText = lineOf(63)

/** Options that belong to a target or an add-on: any JSON, in which every text is printable. */
export const option = z.json().superRefine((value, context) => {
  if (!isPrintable(value)) context.addIssue({ code: 'custom', message: notPrintable })
})

function isPrintable(value: unknown): boolean {
  if (typeof value === 'string') return printable.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, part]) => printable.test(key) && isPrintable(part))
}

/** Text that is checked by one of our own parsers and explained when that fails. */
function explained(reads: (text: string) => boolean, explain: (text: string) => string) {
  return z.string().superRefine((text, context) => {
    if (!reads(text)) context.addIssue({ code: 'custom', message: explain(text) })
  })
}

export const address = explained(isAddress, explainAddress)
export const addressRange = explained((text) => {
  const range = parseAddressRange(text)
  return range !== undefined && !isMapped(firstOfRange(range))
}, explainAddressRange)
export const cidr = explained(isCidr, explainCidr)
export const addressOrCidr = explained(
  (text) => isAddress(text) || isCidr(text),
  (text) => (text.includes('/') ? explainCidr(text) : explainAddress(text)),
)
export const principal = explained(
  (text) => {
    const read = parsePrincipal(text)
    return read?.kind === 'cidr' ? !isMapped(read.prefix) : read !== undefined
  },
  (text) =>
    text.startsWith('cidr:')
      ? explainCidr(text.slice('cidr:'.length))
      : 'is not a principal: write one of controlplane, worker, nodes, pods, admin, lb, cluster, anywhere, or admin:NAME, subnet:NAME, node:NAME, pool:NAME, cidr:PREFIX',
)
/** Whose listener it is: a role, `nodes`, the bare name of a node or pool, or `node:` or `pool:` with a name. */
export const members = explained(
  (text) => parseMembers(text) !== undefined,
  () => 'does not name machines: write controlplane, worker, nodes, or the name of a node or pool',
)

export const portNumber = z
  .int('is not a port: write a whole number from 1 to 65535')
  .min(1, 'is not a port: write a number from 1 to 65535')
  .max(65535, 'is not a port: write a number from 1 to 65535')
const portText = explained(
  (text) => parsePortRange(text) !== undefined,
  () => 'is not a port or range: write one like "5432" or "6800-7568", up to 65535',
)
/** A port or range; a bare number, as YAML reads an unquoted port, is taken at its word. */
export const ports = z.union([portText, portNumber]).transform(String)

export const date = z.iso.date('is not a date: write year, month and day like 2027-06-30')

/** `host:port` or a host alone, as Talos' endpoint has it, without the scheme. */
export const endpoint = explained(isEndpoint, (text) =>
  text.includes('//')
    ? 'is a URL: leave out the scheme and write host:port like api.example.net:443'
    : 'is not an endpoint: write host:port like api.example.net:443 or [2001:db8::10]:6443',
)

function isEndpoint(text: string): boolean {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text)
  if (match === null) return false
  const [, bracketed, plain, port] = match
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return false
  if (bracketed !== undefined) return parseAddress(bracketed)?.family === 6
  if (plain === undefined || plain.length > 253) return false
  // All digits and dots is meant as an address and must be one.
  if (/^[\d.]+$/.test(plain)) return parseAddress(plain) !== undefined
  return plain.split('.').every((part) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(part))
}
