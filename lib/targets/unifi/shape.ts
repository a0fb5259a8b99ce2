/**
 * The bodies that the local API takes, field by field. The published document marks the kinds of an object by a field
 * and lists them apart, which a general validator passes over; here each kind is followed to its own fields.
 * @see https://developer.ui.com/network/v10.1.68/createfirewallpolicy
 */
import { isJsonObject } from '@/lib/text/json'

export type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'port' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'map'; readonly needs: Fields; readonly may: Fields }
  /** The fields hang on the word in `by`. */
  | { readonly kind: 'kinds'; readonly by: string; readonly of: Readonly<Record<string, Shape>> }
type Fields = Readonly<Record<string, Shape>>

const text: Shape = { kind: 'text' }
const flag: Shape = { kind: 'flag' }
const port: Shape = { kind: 'port' }
const map = (needs: Fields, may: Fields = {}): Shape => ({ kind: 'map', needs, may })
const list = (of: Shape): Shape => ({ kind: 'list', of })
const word = (...words: readonly string[]): Shape => ({ kind: 'word', words })
const kinds = (of: Readonly<Record<string, Shape>>, by = 'type'): Shape => ({ kind: 'kinds', by, of })

const addressItem = kinds({
  IP_ADDRESS: map({ type: text, value: text }),
  SUBNET: map({ type: text, value: text }),
  IP_ADDRESS_RANGE: map({ type: text, start: text, stop: text }),
})
const portItem = kinds({
  PORT_NUMBER: map({ type: text, value: port }),
  PORT_NUMBER_RANGE: map({ type: text, start: port, stop: port }),
})
const byList = map({ type: text, matchOpposite: flag, trafficMatchingListId: text })
const addressFilter = kinds({
  IP_ADDRESSES: map({ type: text, matchOpposite: flag, items: list(addressItem) }),
  TRAFFIC_MATCHING_LIST: byList,
})
const portFilter = kinds({
  PORTS: map({ type: text, matchOpposite: flag, items: list(portItem) }),
  TRAFFIC_MATCHING_LIST: byList,
})
const trafficFilter = kinds({
  IP_ADDRESS: map({ type: text, ipAddressFilter: addressFilter }, { portFilter }),
  PORT: map({ type: text, portFilter }),
})
const end = map({ zoneId: text }, { trafficFilter })

/** One body of `POST …/firewall/policies`. */
export const policyShape: Shape = map(
  {
    enabled: flag,
    name: text,
    action: kinds({
      ALLOW: map({ type: text, allowReturnTraffic: flag }),
      BLOCK: map({ type: text }),
      REJECT: map({ type: text }),
    }),
    source: end,
    destination: end,
    ipProtocolScope: map(
      { ipVersion: word('IPV4', 'IPV6', 'IPV4_AND_IPV6') },
      {
        protocolFilter: kinds({
          NAMED_PROTOCOL: map({ type: text, matchOpposite: flag, protocol: map({ name: word('tcp', 'udp') }) }),
          PRESET: map({ type: text, preset: map({ name: word('TCP_UDP') }) }),
        }),
      },
    ),
    loggingEnabled: flag,
  },
  { description: text, connectionStateFilter: list(word('NEW', 'ESTABLISHED', 'RELATED', 'INVALID')) },
)

/** One body of `POST …/traffic-matching-lists`. */
export const listShape: Shape = kinds({
  IPV4_ADDRESSES: map({ type: text, name: text, items: list(addressItem) }),
  IPV6_ADDRESSES: map({ type: text, name: text, items: list(addressItem) }),
  PORTS: map({ type: text, name: text, items: list(portItem) }),
})

/** What does not fit, in words, and where in the body; undefined where everything does. */
export function findMisfit(value: unknown, shape: Shape, at = ''): string | undefined {
  const here = at === '' ? 'the body' : at
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string' ? undefined : `${here} is no text`
    case 'flag':
      return typeof value === 'boolean' ? undefined : `${here} is neither true nor false`
    case 'port':
      return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65535
        ? undefined
        : `${here} is no port from 1 to 65535`
    case 'word':
      return shape.words.some((one) => one === value) ? undefined : `${here} is none of ${shape.words.join(', ')}`
    case 'list': {
      if (!Array.isArray(value)) return `${here} is no list`
      for (const [index, item] of value.entries()) {
        const misfit = findMisfit(item, shape.of, `${at}[${index}]`)
        if (misfit !== undefined) return misfit
      }
      return undefined
    }
    case 'kinds': {
      if (!isJsonObject(value)) return `${here} is no object`
      const name = value[shape.by]
      const found = typeof name === 'string' && Object.hasOwn(shape.of, name) ? shape.of[name] : undefined
      if (found !== undefined) return findMisfit(value, found, at)
      return `${here}.${shape.by} is none of ${Object.keys(shape.of).join(', ')}`
    }
    case 'map':
      return findMisfitIn(value, shape.needs, shape.may, at)
  }
}

function findMisfitIn(value: unknown, needs: Fields, may: Fields, at: string): string | undefined {
  const path = (key: string): string => (at === '' ? key : `${at}.${key}`)
  if (!isJsonObject(value)) return `${at === '' ? 'the body' : at} is no object`
  const missing = Object.keys(needs).find((key) => !Object.hasOwn(value, key))
  if (missing !== undefined) return `${path(missing)} is missing`
  for (const [key, field] of Object.entries(value)) {
    const shape = Object.hasOwn(needs, key) ? needs[key] : Object.hasOwn(may, key) ? may[key] : undefined
    if (shape === undefined) return `${path(key)} is no field of it`
    // The API writes nothing for what is left out.
    if (field === null && Object.hasOwn(may, key)) continue
    const misfit = findMisfit(field, shape, path(key))
    if (misfit !== undefined) return misfit
  }
  return undefined
}
