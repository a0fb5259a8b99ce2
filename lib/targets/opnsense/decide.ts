/**
 * One packet through the rules of the box: what OPNsense decides before any rule of a person, then those rules as pf takes them.
 * @see https://github.com/opnsense/core/blob/master/src/etc/inc/filter.lib.inc
 */
import type { Packet } from '@/lib/net/packet'
import { parsePrefix, prefixHasAddress } from '@/lib/net/prefix'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { allow, deny } from '../decision/decision'
import { decideOn } from '../router/evaluate/decide'
import type { Decision } from '../target'
import { keysAt } from './evaluate/keys'
import { rulesetOf } from './evaluate/ruleset'
import type { Box, OpnModel } from './model'

export function decide(model: OpnModel, at: Point, _site: Site, packet: Packet): Decision {
  const ruleset = rulesetOf(model)
  return decideOn(ruleset, keysAt(ruleset, at), packet, (key, one) => decideEarly(ruleset.box, key, one))
}

/** Automatic rules, in their order. */
function decideEarly(box: Box | undefined, key: string, { source, ...packet }: Packet): Decision | undefined {
  if (box?.v6Allowed === false && source.family === 6) return deny('IPv6 is switched off on the box')
  if (packet.protocol === 'icmpv6' && [1, 2, 135, 136].includes(packet.icmpType ?? 0)) {
    return allow('OPNsense always lets these ICMPv6 messages through')
  }
  if ((packet.protocol === 'tcp' || packet.protocol === 'udp') && packet.port === 0) {
    return deny('OPNsense drops packets to port 0')
  }
  const from = box?.interfaces.get(key)
  if (from?.blocksPrivate !== true) return undefined
  const texts = ['10.0.0.0/8', '127.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']
  const isPrivate = texts.some((text) => {
    const prefix = parsePrefix(text)
    return prefix !== undefined && prefixHasAddress(prefix, source)
  })
  return isPrivate ? deny(`${key} blocks private networks`, [from.at]) : undefined
}
