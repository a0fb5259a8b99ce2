/** Port forwards that pass without asking the rules: no packet to a machine's own address meets them, so they are only told. */
import { parseAddress } from '@/lib/net/address'
import { setHas } from '@/lib/net/address-set'
import type { Member } from '@/lib/site/site'
import type { XmlElement } from '@/lib/text/xml/node'
import { type Reading, warn } from '../../router/read/reading'
import { childOf, childrenOf, textOf } from './words'

export function warnOfForwards(root: XmlElement, members: readonly Member[], reading: Reading): void {
  for (const rule of childrenOf(childOf(root, 'nat'), 'rule')) {
    if (!passesWithoutRule(rule)) continue
    const target = parseAddress(textOf(childOf(rule, 'target')))
    const member = members.find(({ own }) => target !== undefined && setHas(own, target))
    if (member === undefined) continue
    warn(
      reading,
      rule.line,
      `This port forward brings packets to ${member.name} without asking any rule.`,
      'Set its filter rule association to a rule, or to none.',
    )
  }
}

/** Every other port forward only says where a packet goes on to, and the rules are asked about it. */
export function passesWithoutRule(rule: XmlElement): boolean {
  const association = childOf(rule, 'associated-rule-id')
  // What holds further elements may say anything.
  const isPass = textOf(association) === 'pass' || (association?.children.length ?? 0) > 0
  return isPass && childOf(rule, 'disabled') === undefined
}
