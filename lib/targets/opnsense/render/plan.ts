/** What OPNsense adds to the rules of a box with pf: its own words, and ids by which an import knows them again. */
import { hashText } from '@/lib/text/hash'
import { icmpName } from '../../pf/render/icmp-names'
import type { Plan, PlannedRule, RouterDialect } from '../../router/render/plan'

export const dialect: RouterDialect = {
  icmpName,
  // Of the 255 that it keeps, what fits into a line.
  descriptionLength: 100,
  entriesPerAlias: Number.POSITIVE_INFINITY,
  // https://github.com/opnsense/core/issues/9652
  floatsOnOne: false,
  dropsPortZero: true,
  // FreeBSD's names: that of VRRP is of its own protocol, which shares the number.
  portlessWords: { esp: 'esp', gre: 'gre', ipip: 'ipencap', sctp: 'sctp', vrrp: 'carp' },
}

export interface IdentifiedRule extends PlannedRule {
  readonly uuid: string
  /** From 1: ours before those that a person makes in the browser, which begin at 100. */
  readonly sequence: number
}
export type IdentifiedPlan = Plan<IdentifiedRule>

export function identifyPlan(cluster: string, { aliases, rules }: Plan): IdentifiedPlan {
  const taken = new Set<string>()
  const identified = rules.map((rule, index): IdentifiedRule => {
    let uuid = uuidOf(`${cluster} rule ${rule.id}`)
    for (let turn = 1; taken.has(uuid); turn++) uuid = uuidOf(`${cluster} rule ${rule.id} ${turn}`)
    taken.add(uuid)
    return { ...rule, uuid, sequence: index + 1 }
  })
  return { aliases, rules: identified }
}

/** Of the shape of version 4, which alone is taken, and always the same for the same text. */
export function uuidOf(text: string): string {
  const digits = ['a', 'b', 'c', 'd'].map((salt) => hashText(`${salt} ${text}`).toString(16).padStart(8, '0')).join('')
  const variant = '89ab'[Number.parseInt(digits.charAt(16), 16) % 4]
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-')
}
