/** The files beside the rules: what the module needs, takes and gives. */
import { formatPrefix, type Prefix } from '@/lib/net/prefix'
import type { Site } from '@/lib/site/site'
import { quoteHcl } from '@/lib/text/hcl/quote'
import { type Marked, separate, validation, variable } from '../../terraform/render/module'
import type { AwsOptions } from '../options'
import { pluginValues } from '../switches'

export interface VariableValues {
  readonly admins: readonly Prefix[]
  /** Rules that the admins' list stands for. */
  readonly adminRules: readonly string[]
  readonly vpc: Prefix | undefined
  readonly networkRules: readonly string[]
}

/** What the design calls the environment; a group name may not begin with `sg-`. */
function environmentOf(site: Site, { environment }: AwsOptions): string {
  return environment ?? (site.name.startsWith('sg-') ? `talos-${site.name}` : site.name)
}

const isCanonical = (text: string): string => `try(cidrsubnet(${text}, 0, 0) == ${text}, false)`

export function variableBlocks(site: Site, options: AwsOptions, values: VariableValues): readonly Marked[] {
  const { admins, adminRules, vpc, networkRules } = values
  const list: Marked =
    admins.length === 0
      ? { kind: 'set', name: 'default', value: '[]', mark: adminRules }
      : {
          kind: 'open',
          name: 'default',
          opener: '[',
          body: admins.map((prefix) => ({ kind: 'element', value: quoteHcl(formatPrefix(prefix)), mark: adminRules })),
          closer: ']',
          mark: adminRules,
        }
  return separate([
    variable(
      'allowed_admin_cidrs',
      'Networks whose admins reach the Kubernetes API and the Talos API',
      'list(string)',
      [
        list,
        ...validation(
          `alltrue([for c in var.allowed_admin_cidrs : ${isCanonical('c')}])`,
          'Each entry is a CIDR without bits behind its length, like 203.0.113.0/24.',
        ),
      ],
    ),
    variable(
      'cni_type',
      'The network plugin; another one than in the design comes with its default transport',
      'string',
      [
        { kind: 'set', name: 'default', value: quoteHcl(site.cniPlugin) },
        ...validation(
          `contains([${pluginValues.map(quoteHcl).join(', ')}], var.cni_type)`,
          `The network plugin is one of ${pluginValues.join(', ')}.`,
        ),
      ],
    ),
    variable('enable_nodeport', 'Opens the NodePorts', 'bool', [
      { kind: 'set', name: 'default', value: String(site.nodePortsEnabled) },
    ]),
    variable('environment', 'Begins the names of the groups', 'string', [
      { kind: 'set', name: 'default', value: quoteHcl(environmentOf(site, options)) },
    ]),
    variable('tags', 'Tags of every group', 'map(string)', [{ kind: 'set', name: 'default', value: '{}' }]),
    variable('vpc_cidr', 'The network of the cluster', 'string', [
      ...(vpc === undefined
        ? []
        : [{ kind: 'set', name: 'default', value: quoteHcl(formatPrefix(vpc)), mark: networkRules } as const]),
      ...validation(isCanonical('var.vpc_cidr'), 'A CIDR without bits behind its length, like 10.0.0.0/16.'),
    ]),
    variable('vpc_id', 'The VPC that the groups belong to', 'string', []),
  ])
}

/** What a group's resource is called, and what its machines are. */
export interface GroupFacts {
  readonly group: string
  /** In the group's own name: `control-plane`, `pool-web`. */
  readonly label: string
  readonly description: string
}

export function groupBlocks(groups: readonly GroupFacts[]): readonly Marked[] {
  return separate(
    groups.map(({ group, label, description }) => ({
      kind: 'block',
      header: `resource "aws_security_group" "${group}"`,
      body: [
        { kind: 'set', name: 'name', value: `"\${var.environment}-talos-${label}-sg"` },
        { kind: 'set', name: 'description', value: quoteHcl(description) },
        { kind: 'set', name: 'vpc_id', value: 'var.vpc_id' },
        { kind: 'blank' },
        {
          kind: 'open',
          name: 'tags',
          opener: 'merge(var.tags, {',
          body: [
            { kind: 'set', name: 'Name', value: `"\${var.environment}-talos-${label}-sg"` },
            { kind: 'set', name: 'NodeType', value: quoteHcl(label) },
          ],
          closer: '})',
        },
      ],
    })),
  )
}

export function outputBlocks(groups: readonly GroupFacts[]): readonly Marked[] {
  const sorted = [...groups].sort((a, b) => (a.group < b.group ? -1 : 1))
  return separate(
    sorted.map(({ group, description }) => ({
      kind: 'block',
      header: `output "${group}_security_group_id"`,
      body: [
        { kind: 'set', name: 'description', value: quoteHcl(`${description}: the id to attach`) },
        { kind: 'set', name: 'value', value: `aws_security_group.${group}.id` },
      ],
    })),
  )
}
