/**
 * One packet through the rules of the box: what pfSense decides before any rule of a person, then those rules as pf takes them.
 * @see https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc
 */
import type { Packet } from '@/lib/net/packet'
import { parsePrefix, prefixHasAddress } from '@/lib/net/prefix'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { allow, deny } from '../decision/decision'
import { decideOn } from '../router/evaluate/decide'
import type { Decision } from '../target'
import { rulesetOf } from './evaluate/ruleset'
import { keysAt } from './evaluate/tabs'
import type { Box, PfModel } from './model'

export function decide(model: PfModel, at: Point, _site: Site, packet: Packet): Decision {
  const ruleset = rulesetOf(model)
  return decideOn(ruleset, keysAt(ruleset, ruleset.box, at), packet, (key, one) => decideEarly(ruleset.box, key, one))
}

/** What pfSense decides before the rules of a person. */
function decideEarly(
  box: Box | undefined,
  key: string,
  { source, destination, ...packet }: Packet,
): Decision | undefined {
  if (box?.v6Allowed === false && source.family === 6) return deny('IPv6 is switched off on the box')
  const linkLocal = parsePrefix('169.254.0.0/16')
  if (box?.linkLocalAllowed !== true && linkLocal !== undefined) {
    const isHere = prefixHasAddress(linkLocal, source) || prefixHasAddress(linkLocal, destination)
    if (isHere) return deny('pfSense drops IPv4 link-local addresses')
  }
  if (packet.protocol === 'icmpv6' && [1, 2, 135, 136].includes(packet.icmpType ?? 0)) {
    return allow('pfSense always lets these ICMPv6 messages through')
  }
  if ((packet.protocol === 'tcp' || packet.protocol === 'udp') && packet.port === 0) {
    return deny('pfSense drops packets to port 0')
  }
  if (box?.interfaces.get(key)?.blocksPrivate === true) {
    const texts = ['10.0.0.0/8', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']
    const found = texts.some((text) => {
      const prefix = parsePrefix(text)
      return prefix !== undefined && prefixHasAddress(prefix, source)
    })
    const at = box.interfaces.get(key)?.at
    if (found) return deny(`${key} blocks private networks`, at === undefined ? [] : [at])
  }
  return undefined
}
