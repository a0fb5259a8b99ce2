/** Values for the arguments of a rule, sound and not. */
import { type Change, groups } from './terraform-rule'

const numbers = ['0', '1', '65535', '65536', '-1', '-2', '22.5', '"443"', '"x"', 'null', 'true', '1e3', '443.0', '0443']
const ports: readonly Change[] = [
  ...numbers.flatMap((text) => [{ from_port: text }, { to_port: text }, { from_port: text, to_port: text }]),
  ...['tcp', 'udp', 'icmp', 'icmpv6', '-1', '6', '17', '1', '58', '50', '47', '255', '256', '0'].flatMap((name) =>
    [
      ['443', '443'],
      ['-1', '-1'],
      ['8', '0'],
      ['8', '-1'],
      ['-1', '0'],
      ['255', '255'],
      ['256', '0'],
      ['8', '256'],
      ['null', 'null'],
      ['80', '79'],
      ['0', '65535'],
      ['null', '80'],
      ['80', 'null'],
    ].map(([from_port, to_port]): Change => ({ ip_protocol: `"${name}"`, from_port, to_port })),
  ),
]

const protocols = [
  '"TCP"',
  '"all"',
  '"any"',
  '"tcp6"',
  '"esp"',
  '6',
  'null',
  '""',
  '"06"',
  '" tcp"',
  'true',
  'undefined',
]
const cidrs = [
  ...['10.0.0.0/8', '10.0.0.1/8', '10.0.0.0/33', '10.0.0.0', '10.0.0.0/08', '0.0.0.0/0', '10.1.2.3/32', '256.0.0.0/8'],
  ...['10.0.0/8', '10.0.0.0/', '/8', '', 'fd00::/8', '::/0', 'fd00::1/8', 'fd00::1/128', 'FD00::/8', 'fd00:0::/32'],
  ...['fd00::/129', '10.0.0.0/8 ', 'fd00::', '128.0.0.0/1', '8000::/1'],
]

const worker = 'aws_security_group.worker.id'
const ends: readonly Change[] = [
  ...cidrs.flatMap((text) => [
    { cidr_ipv4: JSON.stringify(text) },
    { cidr_ipv4: undefined, cidr_ipv6: JSON.stringify(text) },
  ]),
  { cidr_ipv4: undefined },
  { cidr_ipv4: 'null' },
  { cidr_ipv4: '5' },
  { cidr_ipv4: '["10.0.0.0/8"]' },
  { cidr_ipv6: '"::/0"' },
  { cidr_ipv6: 'null' },
  { prefix_list_id: '"pl-1"' },
  { prefix_list_id: '"pl-1"', cidr_ipv4: undefined },
  { prefix_list_id: 'null', cidr_ipv4: undefined, cidr_ipv6: '"::/0"' },
  ...[...groups.map((name) => `aws_security_group.${name}.id`), 'null', '"sg-1"', 'aws_security_group.none.id'].map(
    (text): Change => ({ cidr_ipv4: undefined, referenced_security_group_id: text }),
  ),
  { referenced_security_group_id: worker },
  { referenced_security_group_id: 'null' },
  { cidr_ipv4: undefined, referenced_security_group_id: 'aws_security_group.worker.name' },
  { cidr_ipv4: undefined, referenced_security_group_id: 'aws_security_group.worker' },
  { cidr_ipv4: undefined, referenced_security_group_id: `true ? ${worker} : null` },
  { cidr_ipv4: undefined, referenced_security_group_id: `false ? ${worker} : "sg-2"` },
  { cidr_ipv4: undefined, referenced_security_group_id: `"\${${worker}}"` },
  { cidr_ipv4: undefined, referenced_security_group_id: 'aws_security_group["worker"].id' },
  { cidr_ipv4: undefined, referenced_security_group_id: 'aws_security_group.worker["id"]' },
  { security_group_id: 'aws_security_group.theirs.id' },
  { security_group_id: 'aws_security_group.control_plane.id' },
  { security_group_id: 'aws_security_group.pool_web.id' },
  { security_group_id: 'aws_security_group.none.id' },
  { security_group_id: '"sg-9"' },
  { security_group_id: undefined },
  { security_group_id: 'null' },
  { security_group_id: 'aws_security_group.worker.arn' },
  { security_group_id: 'aws_security_group.worker.id.x' },
]

const others: readonly Change[] = [
  { ip_protocol: undefined },
  ...protocols.map((ip_protocol) => ({ ip_protocol })),
  { description: '"what it is for"' },
  { tags: '{ a = "b" }' },
  { tags: '{ a = local.none }' },
  { strange: '1' },
  { depends_on: '[aws_security_group.worker]' },
  { provider: 'aws' },
  { count: '0' },
  { count: '2' },
  { count: '2', from_port: '440 + count.index', to_port: '450' },
  { count: '1001', from_port: 'count.index', to_port: '65535' },
  { count: '1000', from_port: 'count.index', to_port: '65535' },
  { count: '2', from_port: 'count.other' },
  { count: '1', for_each: 'toset(["a"])' },
  ...['-1', '1.5', '"2"', 'null', 'true', '[]'].map((count) => ({ count, from_port: 'count.index' })),
  { from_port: 'count.index' },
  { cidr_ipv4: 'each.value' },
  { for_each: 'toset(["10.0.0.0/8", "10.1.0.0/16"])', cidr_ipv4: 'each.value' },
  { for_each: 'toset(["10.0.0.0/8", "10.1.0.0/16"])', cidr_ipv4: 'each.key' },
  { for_each: '{ a = "10.0.0.0/8", b = "10.1.0.0/16" }', cidr_ipv4: 'each.value' },
  { for_each: '{ "10.0.0.0/8" = 1, "10.1.0.0/16" = 2 }', cidr_ipv4: 'each.key', from_port: 'each.value' },
  { for_each: '{ a = "10.0.0.0/8" }', cidr_ipv4: 'each.other' },
  { for_each: '{ a = { b = "10.0.0.0/8" } }', cidr_ipv4: 'each.value.b' },
  { for_each: '{ a = { b = "10.0.0.0/8" } }', cidr_ipv4: 'each.value["b"]' },
  { for_each: '{ a = { b = "10.0.0.0/8" } }', cidr_ipv4: 'each.value.c' },
  { for_each: '{ a = { b = "10.0.0.0/8" } }', cidr_ipv4: 'each.a.b' },
  { for_each: '{ a = ["10.0.0.0/8"] }', cidr_ipv4: 'each.value[0]' },
  { for_each: '{ a = ["10.0.0.0/8"] }', cidr_ipv4: 'each.value[1]' },
  { for_each: '["10.0.0.0/8"]', cidr_ipv4: 'each.value' },
  { for_each: 'toset([])', cidr_ipv4: 'each.value' },
  { for_each: '{}', cidr_ipv4: 'each.value' },
  { for_each: 'null' },
  { for_each: '"a"' },
  { for_each: 'toset([1, 2])', from_port: 'each.value' },
  { for_each: 'toset([aws_security_group.worker.id])' },
  {
    for_each: '{ a = aws_security_group.worker.id }',
    cidr_ipv4: undefined,
    referenced_security_group_id: 'each.value',
  },
  { for_each: 'toset(["a\\"b"])' },
  { for_each: 'toset(["b", "a", "b"])', from_port: '{ a = 1, b = 2 }[each.key]' },
]

/** Each in place of the plain arguments. */
export const ruleChanges: readonly Change[] = [...ports, ...ends, ...others]
