/** What Terraform and the account hold of a small cluster, its sensitive values among the rest. */
import type { FileSet } from '../targets/target'
import type { BoxKind } from './box-kind'

const password = 'pl4nted-Database-0451'
const userData = 'cGxhbnRlZCB1c2VyIGRhdGEgMTIzNDU2Nzg5MA=='
const secrets = [password, userData]

const ports = [
  { group: 'control_plane', from: 2379, to: 2380, source: 'control_plane' },
  { group: 'control_plane', from: 6443, to: 6443, cidr: '198.51.100.0/26' },
  { group: 'control_plane', from: 50000, to: 50001, source: 'worker' },
  { group: 'worker', from: 10250, to: 10250, source: 'control_plane' },
] as const
const ids = { control_plane: 'sg-0c1', worker: 'sg-0w1' } as const

/** The module as text, with the values of its variables beside it. */
export function terraformFiles(module: FileSet): BoxKind[] {
  const resources = [
    ...(['control_plane', 'worker'] as const).map((name) => ({
      address: `aws_security_group.${name}`,
      mode: 'managed',
      type: 'aws_security_group',
      name,
      values: { id: ids[name], name: `small-talos-${name}`, ingress: [], egress: [] },
    })),
    ...ports.map(({ group, from, to, ...end }, at) => ({
      address: `aws_vpc_security_group_ingress_rule.rule_${at}`,
      mode: 'managed',
      type: 'aws_vpc_security_group_ingress_rule',
      name: `rule_${at}`,
      values: {
        security_group_id: ids[group],
        ip_protocol: 'tcp',
        from_port: from,
        to_port: to,
        cidr_ipv4: 'cidr' in end ? end.cidr : null,
        referenced_security_group_id: 'source' in end ? ids[end.source] : null,
      },
    })),
    {
      address: 'aws_db_instance.state',
      mode: 'managed',
      type: 'aws_db_instance',
      name: 'state',
      values: { password, user_data: userData },
      sensitive_values: { password: true },
    },
  ]
  const shown = (key: 'values' | 'planned_values') => ({
    format_version: '1.2',
    terraform_version: '1.11.4',
    variables: { db_password: { value: password } },
    [key]: { outputs: { password: { sensitive: true, value: password } }, root_module: { resources } },
  })
  const file = (path: string, key: 'values' | 'planned_values'): FileSet => [
    { path, text: `${JSON.stringify(shown(key), undefined, 2)}\n` },
  ]
  return [
    { name: 'a Terraform module', files: module, secrets: [], machines: 'none' },
    { name: 'a state, by terraform show -json', files: file('state.json', 'values'), secrets, machines: 'none' },
    { name: 'a plan, by terraform show -json', files: file('plan.json', 'planned_values'), secrets, machines: 'none' },
  ]
}

/** Both forms in which `aws ec2` tells of groups; descriptions and tags are free text. */
export function accountFiles(): BoxKind[] {
  const groups = (['control_plane', 'worker'] as const).map((group) => ({
    GroupId: ids[group],
    GroupName: `small-talos-${group.replace('_', '-')}-sg`,
    Description: `joins with ${password}`,
    OwnerId: '123456789012',
    IpPermissions: ports
      .filter((rule) => rule.group === group)
      .map((rule) => ({
        IpProtocol: 'tcp',
        FromPort: rule.from,
        ToPort: rule.to,
        IpRanges: 'cidr' in rule ? [{ CidrIp: rule.cidr, Description: password }] : [],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: 'source' in rule ? [{ GroupId: ids[rule.source], UserId: '123456789012' }] : [],
      })),
    Tags: [{ Key: 'note', Value: userData }],
  }))
  const rules = ports.map((rule, at) => ({
    SecurityGroupRuleId: `sgr-0${at}`,
    GroupId: ids[rule.group],
    GroupOwnerId: '123456789012',
    IsEgress: false,
    IpProtocol: 'tcp',
    FromPort: rule.from,
    ToPort: rule.to,
    ...('cidr' in rule ? { CidrIpv4: rule.cidr } : { ReferencedGroupInfo: { GroupId: ids[rule.source] } }),
    Description: password,
    Tags: [{ Key: 'note', Value: userData }],
  }))
  const file = (path: string, value: object): FileSet => [{ path, text: `${JSON.stringify(value, undefined, 4)}\n` }]
  return [
    {
      name: 'aws ec2 describe-security-groups',
      files: file('groups.json', { SecurityGroups: groups }),
      secrets,
      machines: 'none',
    },
    {
      name: 'aws ec2 describe-security-group-rules',
      files: file('rules.json', { SecurityGroupRules: rules }),
      secrets,
      machines: 'none',
    },
  ]
}
