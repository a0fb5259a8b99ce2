/** Port forwards that pass without asking the rules: no packet to a machine's own address meets them, so they are only told. */
import { parseAddress } from '@/lib/net/address'
import { setHas } from '@/lib/net/address-set'
import type { Member } from '@/lib/site/site'
import type { XmlElement } from '@/lib/text/xml/node'
import { type Reading, warn } from '../../router/read/reading'
import { childOf, childrenOf, textOf } from './words'

export function warnOfForwards(root: XmlElement, members: readonly Member[], reading: Reading): void {
  for (const rule of childrenOf(childOf(root, 'nat'), 'rule')) {
    if (textOf(childOf(rule, 'associated-rule-id')) !== 'pass' || childOf(rule, 'disabled') !== undefined) continue
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
