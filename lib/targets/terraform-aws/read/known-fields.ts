/**
 * What is known of groups and rules beside what decides: names, tags, numbers. A field that is not among these may decide
 * something, and is told.
 * @see https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-security-groups.html
 * @see https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-security-group-rules.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule
 */
import { type JsonShape, plainKeys } from '@/lib/text/json-strangers'

const permission: JsonShape = {
  keys: {
    ...plainKeys('IpProtocol', 'FromPort', 'ToPort'),
    IpRanges: { keys: plainKeys('CidrIp', 'Description') },
    Ipv6Ranges: { keys: plainKeys('CidrIpv6', 'Description') },
    PrefixListIds: { keys: plainKeys('PrefixListId', 'Description') },
    UserIdGroupPairs: {
      keys: plainKeys(
        ...['Description', 'GroupId', 'GroupName', 'PeeringStatus', 'UserId', 'VpcId', 'VpcPeeringConnectionId'],
      ),
    },
  },
}

/** The whole answer; one that goes on elsewhere is not whole. */
export const accountShape: JsonShape = {
  keys: {
    SecurityGroups: {
      keys: {
        ...plainKeys('Description', 'GroupName', 'GroupId', 'OwnerId', 'VpcId', 'Tags', 'SecurityGroupArn'),
        IpPermissions: permission,
        IpPermissionsEgress: permission,
      },
    },
    SecurityGroupRules: {
      keys: {
        ...plainKeys('SecurityGroupRuleId', 'SecurityGroupRuleArn', 'GroupId', 'GroupOwnerId', 'IsEgress'),
        ...plainKeys('IpProtocol', 'FromPort', 'ToPort', 'CidrIpv4', 'CidrIpv6', 'PrefixListId', 'Description', 'Tags'),
        ReferencedGroupInfo: {
          keys: plainKeys('GroupId', 'PeeringStatus', 'UserId', 'VpcId', 'VpcPeeringConnectionId'),
        },
      },
    },
  },
}

const ofAll = ['id', 'arn', 'region', 'description', 'tags', 'tags_all', 'timeouts']
const legacyEnds = ['cidr_blocks', 'from_port', 'ipv6_cidr_blocks', 'prefix_list_ids', 'protocol', 'self', 'to_port']
const inline: JsonShape = { keys: plainKeys(...legacyEnds, 'description', 'security_groups') }
const rule: JsonShape = {
  keys: plainKeys(
    ...[...ofAll, 'security_group_rule_id', 'security_group_id', 'ip_protocol', 'from_port', 'to_port'],
    ...['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id'],
  ),
}

/** Values of resources in a state or a plan, by their types. */
export const resourceShapes: Readonly<Record<string, JsonShape>> = {
  aws_security_group: {
    keys: {
      ...plainKeys(...ofAll, 'name', 'name_prefix', 'owner_id', 'revoke_rules_on_delete', 'vpc_id'),
      ingress: inline,
      egress: inline,
    },
  },
  aws_vpc_security_group_ingress_rule: rule,
  aws_vpc_security_group_egress_rule: rule,
  aws_security_group_rule: {
    keys: plainKeys(
      ...[...ofAll, ...legacyEnds, 'type', 'security_group_id', 'security_group_rule_id', 'source_security_group_id'],
    ),
  },
}
