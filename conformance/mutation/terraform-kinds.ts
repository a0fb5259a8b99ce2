/** Values of the right and of the wrong kind where they decide nothing: Terraform refuses the wrong ones all the same. */
import type { TextFile } from '@/lib/targets/target'
import { groupsText, ruleText } from './terraform-rule'

const typed = (type: string, fallback: string, rest = ruleText()): string =>
  `variable "v" {\n  type = ${type}\n  default = ${fallback}\n}\n${rest}`
const counted = (type: string, fallback: string, count: string): string =>
  typed(type, fallback, ruleText({ count, from_port: 'count.index' }))

/** Variables that nothing asks for, and fields with a value of their own. */
const variables: readonly string[] = [
  ...['string', 'number', 'bool', 'any', 'list(number)', 'set(string)', 'map(string)', 'map(number)'].flatMap((type) =>
    ['"x"', '5', '["x"]', '["5"]', '{}', '{ a = "x" }', '{ a = ["x"] }'].map((fallback) => typed(type, fallback)),
  ),
  ...['{}', '{ a = "x" }', '{ a = ["x"], b = 1 }', '["x"]'].flatMap((fallback) => [
    typed('object({ a = string })', fallback),
    typed('object({ "a" = string })', fallback),
    typed('object({ a = optional(string) })', fallback),
  ]),
  ...['[]', '["x"]', '["x", 5]', '"x"', '{}'].map((fallback) => typed('tuple([string])', fallback)),
  ...['{ a = 1 }', '{}'].flatMap((fallback) =>
    ['number, "7"', 'number, "x"', 'number, null', 'string, 7', 'bool, "true"', 'any, 7', 'number, ["7"]'].map(
      (inner) => counted(`object({ a = optional(${inner}) })`, fallback, 'var.v.a == null ? 2 : var.v.a == 7 ? 1 : 3'),
    ),
  ),
  ...['{}', '{ a = {} }', '{ a = { b = 1 } }', '{ a = null }'].map((fallback) =>
    counted('object({ a = optional(object({ b = optional(number, 3) }), {}) })', fallback, 'var.v.a.b'),
  ),
  counted('object({ a = optional(list(number), ["2"]) })', '{}', 'var.v.a[0]'),
  counted('object({ true = number })', '{ true = 2 }', 'var.v["true"]'),
  counted('object({ 1 = number })', '{ 1 = 2 }', 'var.v["1"]'),
]

const idle: readonly string[] = [
  ...['["a"]', '{}', 'toset(["a"])', '[aws_security_group.worker.id]'].map((description) => ruleText({ description })),
  ...['["a"]', '"a"', '5', '{ a = 5 }', '{ a = null }', '{ a = ["b"] }', '{ a = true }'].map((tags) =>
    ruleText({ tags }),
  ),
  ...[
    '{ a = aws_security_group.worker.id }',
    'aws_security_group.worker.id',
    'aws_security_group.worker.tags',
    '{ a = "b", c = [5] }',
  ].map((tags) => ruleText({ tags })),
  ...['name', 'name_prefix', 'description', 'tags'].flatMap((argument) =>
    ['["a"]', '5', '{ a = ["b"] }', '{ a = "b" }'].map(
      (value) => `${ruleText()}resource "aws_security_group" "a" {\n  ${argument} = ${value}\n}\n`,
    ),
  ),
  ruleText({ for_each: '{ a = ["x"] }', description: 'each.value' }),
  ruleText({ for_each: '{ a = "x" }', description: 'each.value' }),
]

/** Two groups of one tag: which is whose an account does not say. */
const twin =
  'resource "aws_security_group" "twin" {\n  name = "small-talos-twin-sg"\n  tags = { NodeType = "worker" }\n}\n'
const other = 'resource "aws_security_group" "other" {\n  name = "other"\n  tags = { NodeType = "worker" }\n}\n'
const twins = [
  ruleText() + twin,
  ruleText({ security_group_id: 'aws_security_group.twin.id' }) + twin,
  ruleText({ security_group_id: 'aws_security_group.other.id' }) + other,
]

/** Each of which tells one reading from its neighbours. */
const aimed: readonly string[] = [
  typed('object({ a = string, b = foo })', 'null'),
  typed('object({ a = foo(string) })', 'null'),
  typed('list', '"true"'),
  `${ruleText()}locals {\n  = 1\n}\n`,
  ruleText({ provider: '' }),
  ...['# end', '// end', '/**/\n', '/*/ x */\n'].map((comment) => ruleText() + comment),
  typed('tuple([number])', '["x"]'),
  ruleText({ description: '"abc' }),
  ruleText({ for_each: '1' }),
  ruleText({}, 'test', '  lifecycle {\n  }\n'),
  `${ruleText()}strange "aws_security_group" "x" {\n  name = "a"\n}\n`,
  `${ruleText()}strange "aws_security_group" {\n  name = "a"\n}\n`,
  `${ruleText()}locals {\n  a = terraform.applying\n}\n`,
  `${ruleText()}constructor {\n  x {\n  }\n}\n`,
  `${ruleText()}variable "w" {\n  default = "a"\n  constructor {\n  }\n}\n`,
  ruleText({}, 'worker'),
  ruleText({ security_group_id: 'aws_security_group.control_plane.id' }, 'worker'),
  `locals {\n  worker = { id = aws_security_group.control_plane.id }\n}\n${ruleText({ security_group_id: 'local.worker.id' })}`,
]

const groupFile: TextFile = { path: 'groups.tf', text: groupsText }

const port = { path: 'main.tf', text: typed('number', '5', ruleText({ from_port: 'var.v', to_port: '999' })) }
/** Files of values beside each other, of which the later by Terraform's order counts. */
const orders: readonly (readonly TextFile[])[] = [
  ['terraform.tfvars', 'a.auto.tfvars'],
  ['a.auto.tfvars', 'terraform.tfvars'],
  ['a.auto.tfvars', 'b.auto.tfvars'],
  ['b.auto.tfvars', 'a.auto.tfvars'],
  ['z.auto.tfvars', 'terraform.tfvars', 'a.auto.tfvars'],
].map((paths) => [groupFile, port, ...paths.map((path, index) => ({ path, text: `v = ${10 + index}\n` }))])

export const kindConfigurations: readonly (readonly TextFile[])[] = [
  ...[...variables, ...idle, ...twins, ...aimed].map((text): TextFile[] => [groupFile, { path: 'main.tf', text }]),
  ...['v = "x"\n', 'v = "5"\n', 'v = [5]\n', 'w = [5]\n', 'w = {', 'w = { a = 1'].map((text): TextFile[] => [
    groupFile,
    { path: 'main.tf', text: typed('number', '5') },
    { path: 'terraform.tfvars', text },
  ]),
  ...orders,
]
