/**
 * A playbook for the collection pfsensible.core, which adds and changes entries by name and leaves all others alone.
 * @see https://github.com/pfsensible/core
 */
import { writeYaml } from '@/lib/text/write-yaml'
import type { PlannedEnd } from '../../router/render/plan'
import type { TrackedPlan } from './plan'

export function writeAnsible(cluster: string, { aliases, rules }: TrackedPlan): string {
  const playbook = [
    {
      name: `Portcullis ${cluster}`,
      hosts: 'pfsense',
      gather_facts: false,
      tasks: [
        {
          name: 'Aliases and rules, ours first',
          'pfsensible.core.pfsense_aggregate': {
            aggregated_aliases: aliases.map(({ name, type, entries, details, description }) => ({
              name,
              type,
              address: entries.join(' '),
              descr: description,
              detail: details.join('||'),
            })),
            aggregated_rules: rules.map((rule, index) => ({
              name: rule.description,
              action: rule.action,
              interface: rule.interfaces,
              floating: true,
              direction: 'in',
              quick: true,
              ipprotocol: rule.families,
              protocol: rule.protocol ?? 'any',
              icmptype:
                rule.protocol === 'icmp' ? (rule.icmpWords.length === 0 ? 'any' : rule.icmpWords.join(',')) : undefined,
              source: endWord(rule.source),
              destination: endWord(rule.destination),
              destination_port: rule.port,
              log: rule.action === 'block' ? true : undefined,
              tracker: String(rule.tracker),
              after: rules[index - 1]?.description ?? 'top',
            })),
          },
        },
      ],
    },
  ]
  const comment = (path: readonly (string | number)[]): readonly string[] =>
    path.length === 1
      ? [
          `Portcullis: the rules of ${cluster}. Adds and changes; what an earlier bundle left is not removed.`,
          'ansible-galaxy collection install pfsensible.core, then ansible-playbook with your inventory.',
        ]
      : []
  return writeYaml(playbook, { comment })
}

function endWord(end: PlannedEnd): string {
  if (end.kind === 'any') return 'any'
  return `${end.isNegated ? '!' : ''}${end.name}`
}
