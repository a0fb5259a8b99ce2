/** Networks that the internet does not route, and those that others use too. */
import { type AddressSet, setHasPrefix, setOfPrefixes } from '../net/address-set'
import { type Prefix, prefixContains } from '../net/prefix'
import { readPrefixes } from '../site/build-site'

/** RFC 1918, 4193, 6598, 3927, 4291. */
const privateSet: AddressSet = setOfPrefixes(
  readPrefixes([
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '100.64.0.0/10',
    '169.254.0.0/16',
    '127.0.0.0/8',
    'fc00::/7',
    'fe80::/10',
    '::1/128',
  ]),
)

export function isPrivate(prefix: Prefix): boolean {
  return setHasPrefix(privateSet, prefix)
}

export function prefixesMeet(a: Prefix, b: Prefix): boolean {
  return prefixContains(a, b) || prefixContains(b, a)
}
