/** The files of the module: what it needs, the firewalls, and what it gives. */
import { prefixText } from '@/lib/net/text-cache'
import type { Rule } from '@/lib/policy/rule'
import type { Site } from '@/lib/site/site'
import { quoteHcl } from '@/lib/text/hcl/quote'
import { explainRule } from '../../terraform/render/explain'
import { blank, comment, type Marked, separate, set } from '../../terraform/render/module'
import { longestDescription } from '../read/rule-values'
import type { FirewallBlock, RuleBlock } from './firewalls'

export function firewallBlocks(firewalls: readonly FirewallBlock[], site: Site): readonly Marked[] {
  return separate(
    firewalls.map(({ resource, label, selector, rules, open }): Marked => {
      return {
        kind: 'block',
        header: `resource "hcloud_firewall" "${resource}"`,
        body: [
          set('name', quoteHcl(`${site.name}-talos-${label}`)),
          blank,
          { kind: 'block', header: 'apply_to', body: [set('label_selector', quoteHcl(selector))] },
          ...rules.flatMap((rule) => [blank, ...ruleItems(rule)]),
          ...(open.length === 0 ? [] : [blank, comment('No rule for what is sent: everything may leave.', open)]),
        ],
      }
    }),
  )
}

const idleTexts = {
  closes: 'Admits nobody: that there is a rule for what is sent closes the rest.',
  stays: 'Admits nobody: the provider leaves the old rules where a list becomes empty.',
}

function ruleItems(rule: RuleBlock): readonly Marked[] {
  const { direction, service, ends, rules, part } = rule
  const mark = rules.map(({ id }) => id)
  const list = ends.map(
    (end): Marked => ({ kind: 'element', value: quoteHcl(prefixText(end.prefix)), mark: end.rules }),
  )
  const said =
    rule.idle === undefined ? rules.map((one) => comment(explainRule(one), [one.id])) : [comment(idleTexts[rule.idle])]
  return [
    ...(part === 1 ? said : []),
    {
      kind: 'block',
      header: 'rule',
      mark,
      body: [
        set('direction', direction === 'ingress' ? '"in"' : '"out"', mark),
        set('description', quoteHcl(describe(rules, rule.idle)), mark),
        set('protocol', quoteHcl(service.protocol), mark),
        ...(service.port === undefined ? [] : [set('port', quoteHcl(service.port), mark)]),
        {
          kind: 'open',
          name: direction === 'ingress' ? 'source_ips' : 'destination_ips',
          opener: '[',
          body: list,
          closer: ']',
          mark,
        },
      ],
    },
  ]
}

/** Signs that are plain in the console and in every shell. */
const foreign = /[^A-Za-z0-9 ._\-:/()#,]+/g

function describe(rules: readonly Rule[], idle: RuleBlock['idle']): string {
  if (idle !== undefined) return idle === 'closes' ? 'Closes what is sent' : 'Nobody'
  const titles = [...new Set(rules.map(({ title }) => title.replace(foreign, '-')))]
  return titles.join(', ').slice(0, longestDescription).trim()
}

export function outputBlocks(firewalls: readonly FirewallBlock[]): readonly Marked[] {
  const sorted = [...firewalls].sort((a, b) => (a.resource < b.resource ? -1 : 1))
  return separate(
    sorted.map(({ resource, selector }): Marked => {
      return {
        kind: 'block',
        header: `output "${resource}_firewall_id"`,
        body: [
          set('description', quoteHcl(`The firewall of servers with ${selector}`)),
          set('value', `hcloud_firewall.${resource}.id`),
        ],
      }
    }),
  )
}
