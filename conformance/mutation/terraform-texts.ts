/** Ways to write rules for Terraform: values, expressions, blocks and files, right and wrong ones; Terraform says which is which. */
import type { TextFile } from '@/lib/targets/target'
import { expressionTexts } from './terraform-expressions'
import { groupsText, ruleText } from './terraform-rule'
import { ruleChanges } from './terraform-values'

const insides = [
  '  lifecycle {\n    create_before_destroy = true\n  }\n',
  '  lifecycle {\n    prevent_destroy = false\n  }\n',
  '  lifecycle {\n    ignore_changes = [to_port]\n  }\n',
  '  lifecycle {\n    ignore_changes = [to_port]\n    create_before_destroy = true\n  }\n',
  '  lifecycle {\n    precondition {\n      condition     = false\n      error_message = "no"\n    }\n  }\n',
  '  lifecycle {\n    enabled = false\n  }\n',
  '  provisioner "local-exec" {\n    command = "true"\n  }\n',
  '  strange {\n  }\n',
  '  dynamic "strange" {\n    for_each = []\n    content {}\n  }\n',
  '  cidr_ipv4 = "10.0.0.0/8"\n',
]

const variable = (name: string, ...lines: readonly string[]): string =>
  `variable "${name}" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
const list = { for_each: 'toset(var.v)', cidr_ipv4: 'each.value' }
const typed = (type: string, fallback: string): string => variable('v', `type = ${type}`, `default = ${fallback}`)

const counted = (type: string, fallback: string, count: string): string =>
  typed(type, fallback) + ruleText({ count, from_port: 'count.index' })

/** Variables of each type, with what is made of them. */
const converted = [
  ...['list(string)', 'set(string)', 'set(number)', 'list(number)', 'set(any)'].flatMap((type) =>
    ['["a", "a"]', '["1", 1, "2"]', '["1", null]'].map((fallback) => counted(type, fallback, 'length(var.v)')),
  ),
  ...['map(number)', 'map(string)', 'map(any)', 'map(bool)'].flatMap((type) =>
    ['{ a = "x", b = 1 }', '{ a = "1", b = 2 }', '{ a = true, b = "false" }'].map((fallback) =>
      counted(type, fallback, 'length(var.v)'),
    ),
  ),
  ...[
    'tuple([string, number])',
    'tuple([number, string])',
    'tuple([string])',
    'tuple([])',
    'tuple(string)',
    'tuple',
  ].map((type) => counted(type, '["1", "2"]', 'var.v[0]')),
  ...['optional(string)', 'optional(string, "1")', 'optional(number)', 'string', 'number', 'list(string)'].flatMap(
    (inner) =>
      ['{}', '{ a = null }', '{ a = "1" }', '{ a = 1, b = 2 }', '{ a = ["1"] }'].map((fallback) =>
        counted(
          `object({ a = ${inner} })`,
          fallback,
          'var.v.a == null ? 2 : var.v.a == "1" ? 1 : var.v.a == 1 ? 3 : 0',
        ),
      ),
  ),
  counted('object({ a = object({ b = optional(string) }) })', '{ a = {} }', 'var.v.a.b == null ? 1 : 2'),
  counted('object', '{ a = 1 }', '1'),
  counted('object(string)', '{ a = 1 }', '1'),
  counted('map', '{ a = 1 }', '1'),
  counted('list', '["a"]', 'length(var.v)'),
  ...[
    'list(string)',
    'set(string)',
    'any',
    'list(any)',
    'list(number)',
    'string',
    'map(string)',
    'tuple([string])',
  ].map((type) => typed(type, '["10.1.0.0/16", "10.0.0.0/8"]') + ruleText(list)),
  ...['list(string)', 'set(string)', 'list(bool)', 'list(list(string))'].map(
    (type) => typed(type, '["10.1.0.0/16", "10.0.0.0/8", "10.1.0.0/16"]') + ruleText(list),
  ),
  ...['number', 'string', 'any', 'bool', 'list(number)', 'optional(number)', 'unknown', 'number(string)'].flatMap(
    (type) =>
      ['443', '"443"', '"44.5"', '"x"', '"-1"', 'null', 'true', '"1e3"', '" 443"', '"443."'].map(
        (fallback) => typed(type, fallback) + ruleText({ from_port: 'var.v', to_port: '65535' }),
      ),
  ),
  ...['bool', 'string', 'any', 'number'].flatMap((type) =>
    ['true', '"true"', '"false"', 'false', '"yes"', '1', '"TRUE"', 'null'].flatMap((fallback) => [
      typed(type, fallback) + ruleText({ count: 'var.v ? 1 : 0' }),
      typed(type, fallback) + ruleText({ count: 'var.v == true ? 1 : 0' }),
    ]),
  ),
  ...[
    'map(string)',
    'map(number)',
    'object({ a = string })',
    'object({ a = string, b = optional(string) })',
    'any',
  ].flatMap((type) =>
    ['{ a = "10.0.0.0/8" }', '{ a = 5 }', '{}', '{ a = "10.0.0.0/8", b = null }', '["10.0.0.0/8"]'].map(
      (fallback) => typed(type, fallback) + ruleText({ for_each: 'var.v', cidr_ipv4: 'each.value' }),
    ),
  ),
  ...['map(list(string))', 'map(set(string))', 'list(map(string))', 'list(object({ a = string }))'].map(
    (type) =>
      typed(type, '{ a = ["10.1.0.0/16", "10.0.0.0/8", "10.0.0.0/8"] }') +
      ruleText({ for_each: 'toset(var.v.a)', cidr_ipv4: 'each.value' }),
  ),
]

const open = { cidr_ipv4: 'var.v' }
const named = [
  variable('v', 'default = "10.0.0.0/8"') + ruleText(open),
  variable('v', 'type = string') + ruleText(open),
  variable('v') + ruleText(open),
  variable('v', 'default = null') + ruleText(open),
  variable('v', 'default = "10.0.0.0/8"') + variable('v', 'default = "10.1.0.0/16"') + ruleText(open),
  variable('v', 'default = "10.0.0.0/8"', 'nullable = false', 'sensitive = false') + ruleText(open),
  variable('v', 'default = var.v') + ruleText(open),
  variable('v', 'default = local.a') + ruleText(open),
  ruleText(open),
  `locals {\n  a = "10.0.0.0/8"\n}\n${ruleText({ cidr_ipv4: 'local.a' })}`,
  `locals {\n  a = local.b\n  b = "10.0.0.0/8"\n}\n${ruleText({ cidr_ipv4: 'local.a' })}`,
  `locals {\n  a = local.b\n  b = local.a\n}\n${ruleText({ cidr_ipv4: 'local.a' })}`,
  `locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n${ruleText()}`,
  `locals {\n  a = 1\n}\nlocals {\n  b = 2\n}\n${ruleText({ from_port: 'local.a + local.b' })}`,
  `locals {\n  a = { b = { c = "10.0.0.0/8" } }\n}\n${ruleText({ cidr_ipv4: 'local.a.b.c' })}`,
  `locals {\n  a = ["10.0.0.0/8"]\n}\n${ruleText({ cidr_ipv4: 'local.a[0]' })}`,
  `locals {\n  a = local.none\n}\n${ruleText()}`,
  `locals {\n  a = aws_security_group.none.id\n}\n${ruleText()}`,
  `locals {\n  a = aws_security_group.worker.id\n}\n${ruleText({ security_group_id: 'local.a' })}`,
  `locals {\n  a = path.module\n}\n${ruleText()}`,
  ruleText({ cidr_ipv4: 'path.module' }),
  ruleText({ cidr_ipv4: 'terraform.workspace' }),
  ruleText({ cidr_ipv4: 'local.none' }),
  ruleText({ cidr_ipv4: 'none' }),
  ruleText({ cidr_ipv4: 'local' }),
  ruleText({ description: 'local.none' }),
  ruleText({ description: 'aws_security_group.none.id' }),
  ruleText({ description: 'var.none' }),
  ...[
    '["a"][local.none]',
    'local.none == 1 ? "a" : "b"',
    '1 == local.none ? "a" : "b"',
    'true ? local.none : "b"',
    'true ? "a" : local.none',
    '[for x in local.none : x][0]',
    '[for x in ["a"] : local.none][0]',
    '[for x in ["a"] : x if local.none][0]',
    '{ for x in ["a"] : local.none => x }.a',
    'lower(local.none)',
    `"\${local.none}"`,
    `"a\${local.none}"`,
    '!local.none',
    '[local.none][0]',
    '{ a = local.none }.a',
    '{ (local.none) = "a" }.a',
    'local.none.a.b',
    'none[0]',
    'none',
    '[for none in ["a"] : none][0]',
    '[for k, none in ["a"] : k + 1 == 1 ? none : "b"][0]',
    'each.key',
    'count.index',
    'path.module',
  ].map((description) => ruleText({ description })),
  variable('v', 'default = lower("10.0.0.0/8")') + ruleText(open),
  variable('v', 'default = ["10.0.0.0/8"][0]') + ruleText(open),
  `data "aws_security_group" "x" {\n  id = "sg-1"\n}\n${ruleText({ for_each: '{ a = data.aws_security_group.x.id }' })}`,
  ruleText({ for_each: '{ a = path.module }' }),
  ruleText({ for_each: '{ a = terraform.workspace }' }),
  ruleText({ for_each: '{ a = aws_security_group.worker.arn }' }),
]

const blocks = [
  ruleText() + ruleText(),
  ruleText() + ruleText({}, 'second'),
  ruleText() + ruleText({ from_port: '442' }, 'second'),
  ruleText() + ruleText({}, 'second', '', 'egress'),
  ruleText() + ruleText({ security_group_id: 'aws_security_group.control_plane.id' }, 'second'),
  ruleText() + ruleText({ ip_protocol: '"6"' }, 'second'),
  ruleText({}, 'test', '', 'egress'),
  ruleText({ cidr_ipv4: undefined, cidr_ipv6: '"::/0"' }, 'test', '', 'egress'),
  ...insides.map((inside) => ruleText({}, 'test', inside)),
  `${ruleText()}output "x" {\n  value = aws_security_group.worker.id\n}\n`,
  `${ruleText()}output "x" {\n  value = local.none\n}\n`,
  `${ruleText()}output "x" {\n  value = { a = { b = var.none } }\n}\n`,
  `${ruleText()}moved {\n  from = aws_security_group.old\n  to   = aws_security_group.worker\n}\n`,
  `${ruleText()}check "x" {\n  assert {\n    condition     = aws_security_group.worker.name != ""\n    error_message = "never"\n  }\n}\n`,
  `${ruleText()}terraform {\n  required_version = ">= 1.0"\n}\n`,
  `${ruleText()}provider "aws" {\n  region = "eu-central-1"\n}\n`,
  `${ruleText()}x = 1\n`,
  `${ruleText()}strange "x" {\n}\n`,
  `${ruleText()}module "x" {\n  source = "./x"\n}\n`,
  `${ruleText()}removed {\n  from = aws_security_group.old\n}\n`,
  `${ruleText()}import {\n  to = aws_security_group.worker\n  id = "x"\n}\n`,
  `${ruleText()}resource "aws_security_group" "worker" {\n}\n`,
  `${ruleText()}resource "aws_security_group" {\n}\n`,
  `${ruleText()}resource {\n}\n`,
  `${ruleText()}resource "aws_security_group" "a" "b" {\n}\n`,
  `${ruleText()}variable {\n}\n`,
  `${ruleText()}locals "a" {\n}\n`,
  `${ruleText()}resource "aws_strange" "a" {\n}\n`,
  `${ruleText()}resource "terraform_data" "a" {\n}\n`,
  `${ruleText()}resource "aws_security_group" "a" {\n  name = "a"\n  strange = 1\n}\n`,
  `${ruleText()}resource "aws_security_group" "a" {\n  name = "a"\n  vpc_id = "vpc-1"\n  revoke_rules_on_delete = true\n}\n`,
  `${ruleText()}resource "aws_security_group" "a" {\n  name = local.none\n}\n`,
  `${ruleText()}resource "aws_security_group" "a" {\n  name = "a"\n  ingress {\n    from_port = 1\n    to_port = 2\n    protocol = "tcp"\n    cidr_blocks = ["10.0.0.0/8"]\n  }\n}\n`,
  `${ruleText()}resource "aws_security_group" "a" {\n  name = "a"\n  ingress = []\n}\n`,
  `resource aws_vpc_security_group_ingress_rule test {\n  security_group_id = aws_security_group.worker.id\n  ip_protocol = "-1"\n  cidr_ipv4 = "10.0.0.0/8"\n}\n`,
  ruleText().replaceAll('\n  ', ' '),
  ruleText().replace('{\n', '\n{\n'),
  ruleText().replaceAll('\n', '\r\n'),
  `\uFEFF${ruleText()}`,
  ruleText().replace('  ip_protocol', '  # ip_protocol = "udp"\n  // and\n  /* ip_protocol = "udp"\n */ ip_protocol'),
  ruleText().replace('443\n', '443 # from\n').replace('"tcp"', '"tcp" // name'),
  `${ruleText()}/* never ends`,
  `${ruleText()}}`,
  ruleText().replace(/\}\n$/, ''),
  ruleText().replace('= 443', '=443'),
  ruleText().replace('= 443', '== 443'),
  ruleText().replace('from_port = 443', 'from_port: 443'),
  ruleText().replace('from_port = 443', '"from_port" = 443'),
  ruleText().replace('from_port = 443', 'from_port =\n 443'),
  ruleText().replace('from_port = 443', 'from_port = 443 to_port = 443'),
  ruleText().replace('from_port = 443', 'from_port = 443, '),
  ruleText().replace('"test"', `"te\${"s"}t"`),
  ruleText().replace('"test"', '"1test"'),
  ruleText().replace('"test"', '"te st"'),
  ruleText().replace('"test"', '""'),
  '',
  '# nothing\n',
]

/** Files beside each other, by their paths. */
const several: readonly (readonly TextFile[])[] = [
  ...[
    'v = "10.1.0.0/16"\n',
    'v = null\n',
    'w = 1\n',
    'v = "10.1.0.0/16"\nv = "10.2.0.0/16"\n',
    'v = lower("10.1.0.0/16")\n',
    'v = local.a\n',
    'v = "10.1.0.0/16"\nx {\n}\n',
    'v = "10.1.0.0/\n',
  ].map((values) => [
    { path: 'main.tf', text: variable('v', 'type = string', 'default = "10.0.0.0/8"') + ruleText(open) },
    { path: 'terraform.tfvars', text: values },
  ]),
  [
    { path: 'main.tf', text: variable('v', 'type = string') + ruleText(open) },
    { path: 'terraform.tfvars', text: 'v = "10.1.0.0/16"\n' },
  ],
  [
    { path: 'main.tf', text: variable('v', 'type = number') + ruleText({ from_port: 'var.v', to_port: '999' }) },
    { path: 'terraform.tfvars', text: 'v = "500"\n' },
  ],
  [
    { path: 'main.tf', text: ruleText() },
    { path: 'other.tf', text: ruleText({ from_port: '80', to_port: '80' }, 'second') },
  ],
  [
    { path: 'main.tf', text: ruleText() },
    { path: 'other.tf', text: ruleText() },
  ],
  [
    { path: 'main.tf', text: ruleText(open) },
    { path: 'other.tf', text: variable('v', 'default = "10.9.0.0/16"') },
  ],
]

export const groupFile: TextFile = { path: 'groups.tf', text: groupsText }

/** Configurations, each of some files. */
export const terraformTexts: readonly (readonly TextFile[])[] = [
  ...[...ruleChanges.map((change) => ruleText(change)), ...[...converted, ...named, ...blocks], ...expressionTexts].map(
    (text): TextFile[] => [groupFile, { path: 'main.tf', text }],
  ),
  ...several.map((files) => [groupFile, ...files]),
]

/** Short ones that go through much of the language, to put faults into. */
export const mostTelling: readonly string[] = [
  ...[...named, ...blocks].filter((text) => text.length < 600).filter((_, index) => index % 3 === 0),
  ...converted.filter((_, index) => index % 9 === 0),
  ...expressionTexts.filter((_, index) => index % 11 === 0),
]
