/** Configurations of which we read the state and the plan alone: the older forms of rules, and modules. */
import type { TextFile } from '@/lib/targets/target'
import { groupsText, ruleText } from './terraform-rule'

const older = (name: string, ...lines: readonly string[]): string =>
  `resource "aws_security_group_rule" "${name}" {\n  security_group_id = aws_security_group.worker.id\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
const tcp = ['protocol = "tcp"', 'from_port = 80', 'to_port = 90']

const inline = (direction: string, ...lines: readonly string[]): string =>
  `resource "aws_security_group" "pool_api" {\n  name = "small-talos-pool-api-sg"\n  ${direction} {\n${lines.map((line) => `    ${line}\n`).join('')}  }\n}\n`

/** A group with the rules inside, as the provider has them: attributes that may be written as blocks. */
const listed = (direction: string, fields: string): string =>
  `resource "aws_security_group" "node_w_1" {\n  name = "small-talos-node-w-1-sg"\n  ${direction} = [{
    cidr_blocks = null, ipv6_cidr_blocks = null, prefix_list_ids = null, description = null, security_groups = null,
    self = null, from_port = 80, to_port = 90, protocol = "tcp"
    ${fields}
  }]\n}\n`

export const olderTexts: readonly string[] = [
  older('a', 'type = "ingress"', ...tcp, 'cidr_blocks = ["10.0.0.0/8", "10.1.0.0/16"]'),
  older('a', 'type = "egress"', ...tcp, 'cidr_blocks = ["10.0.0.0/8"]', 'ipv6_cidr_blocks = ["::/0"]'),
  older('a', 'type = "ingress"', ...tcp, 'ipv6_cidr_blocks = ["fd00::/8", "2001:db8::/32"]'),
  older('a', 'type = "ingress"', ...tcp, 'self = true'),
  older('a', 'type = "ingress"', ...tcp, 'self = false', 'cidr_blocks = ["10.0.0.0/8"]'),
  older('a', 'type = "ingress"', ...tcp, 'self = true', 'cidr_blocks = ["10.0.0.0/8"]'),
  older('a', 'type = "ingress"', ...tcp, 'source_security_group_id = aws_security_group.control_plane.id'),
  older('a', 'type = "egress"', ...tcp, 'source_security_group_id = aws_security_group.pool_web.id'),
  older('a', 'type = "ingress"', ...tcp, 'source_security_group_id = "sg-1"'),
  older('a', 'type = "ingress"', ...tcp, 'prefix_list_ids = ["pl-1"]'),
  older('a', 'type = "ingress"', ...tcp),
  ...['"-1"', '-1'].flatMap((protocol) =>
    ['0', '80'].map((port) =>
      older(
        'a',
        'type = "egress"',
        `protocol = ${protocol}`,
        `from_port = ${port}`,
        `to_port = ${port}`,
        'cidr_blocks = ["0.0.0.0/0"]',
      ),
    ),
  ),
  ...['icmp', 'icmpv6', '50', 'udp', '58'].map((name) =>
    older(
      'a',
      'type = "ingress"',
      `protocol = "${name}"`,
      'from_port = 8',
      'to_port = 0',
      'cidr_blocks = ["10.0.0.0/8"]',
    ),
  ),
  older('a', 'type = "ingress"', ...tcp, 'cidr_blocks = ["10.0.0.0/8"]') + ruleText({ from_port: '80', to_port: '90' }),
  older('a', 'type = "ingress"', ...tcp, 'cidr_blocks = ["10.0.0.0/8"]') + ruleText({ from_port: '81', to_port: '90' }),
  inline('ingress', ...tcp),
  // What a plan does not know at all yet.
  listed('ingress', 'cidr_blocks = ["10.0.0.0/8"]').replace(
    /= \[\{/,
    '= aws_security_group.worker.id == "x" ? [] : [{',
  ),
  listed('ingress', 'cidr_blocks = ["10.0.0.0/8", "10.1.0.0/16"]'),
  listed('egress', 'cidr_blocks = ["10.0.0.0/8"]'),
  listed('ingress', 'ipv6_cidr_blocks = ["::/0"]'),
  listed('ingress', 'self = true'),
  listed('ingress', 'self = false, cidr_blocks = ["10.0.0.0/8"]'),
  listed('ingress', 'security_groups = [aws_security_group.worker.id]'),
  listed('ingress', 'security_groups = [aws_security_group.worker.id, aws_security_group.control_plane.id]'),
  listed('egress', 'protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"]'),
  listed('ingress', 'prefix_list_ids = ["pl-1"]'),
  `${ruleText()}data "aws_security_group" "worker" {\n  id = "sg-1"\n}\n`,
  `${ruleText()}data "aws_security_group" "x" {\n  id = aws_security_group.worker.id\n}\n`,
  ruleText({ count: '2', from_port: 'count.index' }),
  ruleText({ cidr_ipv4: undefined, referenced_security_group_id: 'aws_security_group.control_plane.id' }),
]

const failing =
  '  lifecycle {\n    precondition {\n      condition     = aws_security_group.theirs.name == "x"\n      error_message = "no"\n    }\n  }\n'
/** Refused only once the first rule is planned. */
export const erroredTexts: readonly string[] = [
  ruleText() + ruleText({ from_port: '80', to_port: '80' }, 'second', failing),
]

const called = (name: string, ...lines: readonly string[]): string =>
  `module "${name}" {\n  source = "./${name}"\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
const inside: readonly TextFile[] = [
  { path: 'inner/groups.tf', text: groupsText },
  {
    path: 'inner/main.tf',
    text: ruleText({ cidr_ipv4: undefined, referenced_security_group_id: 'aws_security_group.control_plane.id' }),
  },
]
const outer = 'variable "group" {\n}\n'

/** Modules are read in what Terraform says, and never in the files. */
export const moduleTexts: readonly (readonly TextFile[])[] = [
  [{ path: 'main.tf', text: called('inner') }, ...inside],
  [{ path: 'main.tf', text: called('inner', 'count = 1') }, ...inside],
  [{ path: 'main.tf', text: called('inner', 'for_each = toset(["a.b"])') }, ...inside],
  [{ path: 'main.tf', text: called('inner', 'count = 2') }, ...inside],
  [
    { path: 'main.tf', text: groupsText + called('outer') + ruleText({ from_port: '440' }) },
    { path: 'outer/main.tf', text: called('inner') },
    ...inside.map(({ path, text }) => ({ path: `outer/${path}`, text })),
  ],
  [
    { path: 'main.tf', text: groupsText + called('inner', 'group = aws_security_group.worker.id') },
    { path: 'inner/main.tf', text: outer + ruleText({ security_group_id: 'var.group' }) },
  ],
]
