/** A rule's resource as HCL. */
import { prefixText } from '@/lib/net/text-cache'
import { quoteHcl } from '@/lib/text/hcl/quote'
import type { Marked } from '../../terraform/render/module'
import { conditionOf } from '../switches'
import type { RuleResource } from './resources'

export function ruleBlock(resource: RuleResource): Marked {
  const { name, direction, rules } = resource
  return {
    kind: 'block',
    header: `resource "aws_vpc_security_group_${direction}_rule" "${name}"`,
    body: [...repetition(resource), ...argumentsOf(resource)],
    mark: rules,
  }
}

/** `count` or `for_each`, and a blank line, where the resource is not simply there. */
function repetition({ end, presence, rules }: RuleResource): readonly Marked[] {
  const condition = conditionOf(presence)
  const when = (many: string): string => (condition === undefined ? many : `${condition} ? ${many} : toset([])`)
  const set = (name: string, value: string): Marked => ({ kind: 'set', name, value, mark: rules })
  switch (end.kind) {
    case 'admins': {
      const all = 'toset(var.allowed_admin_cidrs)'
      const except = end.except
        .map((one) => (one === 'network' ? 'var.vpc_cidr' : quoteHcl(prefixText(one))))
        .join(', ')
      return [set('for_each', when(except === '' ? all : `setsubtract(${all}, [${except}])`)), { kind: 'blank' }]
    }
    case 'prefixes': {
      const body = end.prefixes.map(
        ({ prefix, rules: own }): Marked => ({ kind: 'element', value: quoteHcl(prefixText(prefix)), mark: own }),
      )
      const opener = when('toset([')
      const [before = '', after = ''] =
        condition === undefined ? [opener, ')'] : [`${condition} ? toset([`, ') : toset([])']
      return [
        { kind: 'open', name: 'for_each', opener: before, body, closer: `]${after}`, mark: rules },
        { kind: 'blank' },
      ]
    }
    default:
      return condition === undefined ? [] : [set('count', `${condition} ? 1 : 0`), { kind: 'blank' }]
  }
}

function argumentsOf({ group, service, end, description, rules }: RuleResource): readonly Marked[] {
  const set = (name: string, value: string): Marked => ({ kind: 'set', name, value, mark: rules })
  const text = quoteHcl(description)
  const ports =
    service.from === undefined || service.to === undefined
      ? []
      : [set('from_port', String(service.from)), set('to_port', String(service.to))]
  return [
    set('security_group_id', `aws_security_group.${group}.id`),
    set('description', end.kind === 'admins' ? `${text.slice(0, -1)} \${each.value}"` : text),
    ...ports,
    set('ip_protocol', quoteHcl(service.protocol)),
    ...peerArguments(end).map(([name, value]) => set(name, value)),
  ]
}

function peerArguments(end: RuleResource['end']): readonly (readonly [string, string])[] {
  switch (end.kind) {
    case 'group':
      return [['referenced_security_group_id', `aws_security_group.${end.group}.id`]]
    case 'network':
      return [[`cidr_ipv${end.family}`, 'var.vpc_cidr']]
    case 'prefix':
      return [[`cidr_ipv${end.prefix.family}`, quoteHcl(prefixText(end.prefix))]]
    case 'prefixes':
      return [[`cidr_ipv${end.prefixes[0]?.prefix.family ?? 4}`, 'each.value']]
    case 'admins':
      return [
        ['cidr_ipv4', 'strcontains(each.value, ":") ? null : each.value'],
        ['cidr_ipv6', 'strcontains(each.value, ":") ? each.value : null'],
      ]
  }
}
