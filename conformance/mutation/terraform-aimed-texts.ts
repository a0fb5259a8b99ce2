/** Configurations of which each tells one reading from its neighbours. */
import type { TextFile } from '@/lib/targets/target'
import { aimedExpressionTexts } from './terraform-expressions'
import { type Change, groupsText, ruleText } from './terraform-rule'

const typed = (type: string, fallback: string, rest = ruleText()): string =>
  `variable "v" {\n  type = ${type}\n  default = ${fallback}\n}\n${rest}`
const counted = (type: string, fallback: string, count: string): string =>
  typed(type, fallback, ruleText({ count, from_port: 'count.index' }))

const types: readonly string[] = [
  ...[
    'set',
    'list',
    'map',
    'tuple',
    'object',
    'list()',
    'list(string, number)',
    'map(string, string)',
    'optional',
    'foo',
  ].map((type) => typed(type, 'null')),
  ...[
    'tuple([string, foo])',
    'tuple([foo, string])',
    'tuple([])',
    'tuple(["string"])',
    'object({ (a) = string })',
    'object({ a = optional() })',
    'object({ a = optional(string, "b", "c") })',
    'object({ a = optional(foo) })',
    'object([string])',
    'list("string")',
    'list(5)',
    '"string"',
    '5',
    'string(5)',
    'set(tuple([string]))',
    'map(list(set(bool)))',
  ].map((type) => typed(type, 'null')),
  ...['"a"', '{ a = 1 }', '5', '["a"]', '["a", "b"]', 'toset(["a"])'].map((fallback) =>
    counted('tuple([string])', fallback, 'var.v[0] == "a" ? 1 : 2'),
  ),
  ...['["x", "2"]', '["1", "b"]', '["1", null]', '[null, "b"]', '[1, 2]', '[true, false]'].map((fallback) =>
    counted('tuple([number, string])', fallback, 'var.v[1] == "b" ? 1 : 2'),
  ),
  ...['{ a = ["x"], b = "y" }', '{ a = 1, b = "y" }', '{ a = true, b = 1 }', '{ a = null, b = "y" }', '{}'].flatMap(
    (fallback) => [
      counted('map(any)', fallback, 'length(var.v)'),
      counted('map(any)', fallback, 'lookup(var.v, "a", null) == "1" ? 1 : 2'),
      typed('map(any)', fallback, ruleText({ for_each: 'var.v' })),
    ],
  ),
  ...['[1, "1"]', '[true, "true"]', '[["a"], "b"]', '[1, true]', '[null, 1, "1"]'].flatMap((fallback) =>
    ['list(any)', 'set(any)', 'any', 'set', 'list'].map((type) => counted(type, fallback, 'length(var.v)')),
  ),
  ...['{}', '{ a = null }', '{ a = 5 }', '{ a = "x" }', '{ a = {} }', '{ b = 1 }', '[]'].flatMap((fallback) =>
    ['optional(number, 7)', 'optional(string)', 'optional(number)', 'number', 'any', 'optional(any)'].map((inner) =>
      counted(`object({ a = ${inner} })`, fallback, 'var.v.a == null ? 2 : var.v.a == 7 ? 1 : 3'),
    ),
  ),
  ...['"5"', '"5.5"', '"-5"', '"5x"', '"x5"', '"+5"', '""', '"5."', '"0x5"', '"1e1"', '" 5"'].map((fallback) =>
    typed('number', fallback, ruleText({ count: 'var.v > 0 ? 1 : 2' })),
  ),
]

const forms: readonly string[] = [
  ruleText({ from_port: '\uFEFF443' }),
  ruleText({ for_each: `{ a = "x\${aws_security_group.worker.id}" }` }),
  ruleText({ for_each: `{ a = "x\${aws_security_group.worker.id}y" }`, description: 'each.value' }),
  ruleText({
    for_each: '{ a = [aws_security_group.worker.id] }',
    cidr_ipv4: undefined,
    referenced_security_group_id: 'each.value[0]',
  }),
  ruleText({ description: `"a\${aws_security_group.worker.id}"` }),
  ruleText({ ip_protocol: '[6]' }),
  ruleText({ ip_protocol: '["tcp"]' }),
  ruleText({ ip_protocol: '{ a = 6 }' }),
  ruleText({ from_port: '[443]' }),
  ruleText({ cidr_ipv4: '{ a = "10.0.0.0/8" }' }),
  `variable "constructor" {\n  default = "10.0.0.0/8"\n}\n${ruleText({ cidr_ipv4: 'var.constructor' })}`,
  `variable "toString" {\n  type = string\n  default = "10.0.0.0/8"\n}\n${ruleText({ cidr_ipv4: 'var.toString' })}`,
  `locals {\n  constructor = "10.0.0.0/8"\n}\n${ruleText({ cidr_ipv4: 'local.constructor' })}`,
  `${ruleText()}resource "constructor" "a" {\n}\n`,
  `${ruleText()}resource "aws_security_group" "a" {\n  name_prefix = "a"\n}\n`,
  `${ruleText()}resource "aws_security_group" "a" {\n  name = "a"\n  name_prefix = "a"\n}\n`,
  ...[
    'aws = 5',
    'aws = { strange = 1 }',
    'aws = "~> 5.0"',
    'aws = { source = "hashicorp/aws" }',
    'aws = { "source" = "hashicorp/aws" }',
    'aws = { (source) = "hashicorp/aws" }',
    'aws = { version = "~> 5.0", strange = 1 }',
    'aws = { source = "hashicorp/aws", configuration_aliases = [] }',
    'x {\n  }',
    'aws = []',
    'aws = null',
    'aws = { 5 = 1 }',
  ].map((line) => `${ruleText()}terraform {\n  required_providers {\n    ${line}\n  }\n}\n`),
  ...['strange = 1', 'strange {\n  }', 'required_providers {\n    x {\n    }\n  }'].map(
    (line) => `${ruleText()}terraform {\n  ${line}\n}\n`,
  ),
  ...[
    'type = string',
    'strange = 1',
    'depends_on = [aws_security_group.worker]',
    'sensitive = true',
    'description = "x"',
    'ephemeral = false',
    'x {\n  }',
    'precondition {\n    condition = true\n    strange = "no"\n  }',
    'precondition {\n    x {\n    }\n    condition = true\n    error_message = "no"\n  }',
  ].map((line) => `${ruleText()}output "x" {\n  value = 1\n  ${line}\n}\n`),
  ...[
    'nullable = true',
    'sensitive = false',
    'ephemeral = false',
    'strange = 1',
    'x {\n  }',
    'validation {\n    condition = var.w == "a"\n    error_message = "No."\n  }',
    'validation {\n    condition = true\n    strange = 1\n  }',
  ].map((line) => `${ruleText()}variable "w" {\n  default = "a"\n  ${line}\n}\n`),
  `${ruleText()}moved {\n  from = aws_security_group.old\n  to = aws_security_group.worker\n  x = 1\n}\n`,
  ...[
    'var',
    'local',
    'var.a.b',
    'each',
    'count',
    'each.value.a',
    'local.a.b.c',
    'aws_security_group',
    'path',
    'path.x',
    'terraform.x',
    'self.x',
  ].map((description) => ruleText({ description })),
  ...['var', 'local', 'each', 'count', 'self.x', 'path.x', 'path.root', 'path.cwd', 'terraform.x'].map(
    (value) => `${ruleText()}output "x" {\n  value = ${value}\n}\n`,
  ),
  ...['null', '"a"', '5', 'true'].map((description) => ruleText({ description })),
  ...['null', '{}'].map((tags) => ruleText({ tags })),
]

const groupFile: TextFile = { path: 'groups.tf', text: groupsText }

export const aimedConfigurations: readonly (readonly TextFile[])[] = [...types, ...aimedExpressionTexts, ...forms].map(
  (text): TextFile[] => [groupFile, { path: 'main.tf', text }],
)

const control: Change = { security_group_id: 'aws_security_group.control_plane.id' }
const ports = (group: Change, from: number, to: number, name: string): string =>
  ruleText({ ...group, from_port: String(from), to_port: String(to) }, name)

/** Groups that can be told by the ports of control planes, or cannot. */
export const portConfigurations: readonly (readonly TextFile[])[] = [
  ports(control, 2380, 2380, 'a') + ports({}, 443, 443, 'b'),
  ports(control, 2379, 2380, 'a') + ports({}, 443, 443, 'b'),
  ports(control, 50001, 50001, 'a') + ports({}, 443, 443, 'b'),
  ports(control, 50000, 50001, 'a') + ports({}, 443, 443, 'b'),
  ports(control, 1, 65535, 'a') + ports({}, 443, 443, 'b'),
  ports(control, 2380, 2380, 'a') + ports({}, 0, 65535, 'b'),
  ports(control, 2, 65535, 'a') + ports({}, 0, 65535, 'b'),
  ports(control, 2380, 2380, 'a') + ruleText({ ip_protocol: '"-1"', from_port: undefined, to_port: undefined }, 'b'),
  ports(control, 2380, 2380, 'a') + ports(control, 50001, 50001, 'b'),
  ports({}, 443, 443, 'b'),
  ports(control, 2380, 2380, 'a') +
    ruleText({ from_port: '2380', to_port: '2380' }, 'b', '', 'egress') +
    ports({}, 80, 80, 'c'),
].map((text): TextFile[] => [groupFile, { path: 'main.tf', text }])

/** Whose tag says otherwise than its name. */
const tagged = groupsText.replace('"small-talos-pool-web-sg"', '"small-talos-pool-w-sg"')
export const taggedConfigurations: readonly (readonly TextFile[])[] = [
  ruleText({ security_group_id: 'aws_security_group.pool_web.id' }),
  ruleText({
    cidr_ipv4: undefined,
    referenced_security_group_id: 'aws_security_group.pool_web.id',
    security_group_id: 'aws_security_group.control_plane.id',
  }),
].map((text): TextFile[] => [
  { path: 'groups.tf', text: tagged },
  { path: 'main.tf', text },
])
