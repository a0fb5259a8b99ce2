/** The resources of the AWS provider that say what a security group admits. */
import { configurationReader } from '../../terraform/read/configuration'

export const ingressType = 'aws_vpc_security_group_ingress_rule'
export const egressType = 'aws_vpc_security_group_egress_rule'
export const groupType = 'aws_security_group'

const ruleArguments = [
  'count',
  'for_each',
  'cidr_ipv4',
  'cidr_ipv6',
  'description',
  'from_port',
  'ip_protocol',
  'prefix_list_id',
  'referenced_security_group_id',
  'security_group_id',
  'tags',
  'to_port',
]

export const awsPrefix = 'aws_'

export const readConfiguration = configurationReader({
  prefix: awsPrefix,
  about: 'groups',
  resources: {
    [groupType]: ['description', 'name', 'name_prefix', 'revoke_rules_on_delete', 'tags', 'vpc_id'],
    [ingressType]: ruleArguments,
    [egressType]: ruleArguments,
  },
  timed: [groupType],
  adviseBlock: (type) =>
    type === 'ingress' || type === 'egress'
      ? `Write each rule as a resource of its own, ${type === 'ingress' ? ingressType : egressType}.`
      : undefined,
})
