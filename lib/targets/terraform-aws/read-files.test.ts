/** What Terraform makes of the files of a module together: which it loads, and what it asks of the values of variables. */
import { describe, expect, test } from 'vitest'
import { readRules, smallSite } from '@/lib/testing/security-groups'
import type { FileSet } from '../target'

const site = smallSite()
const groups = 'resource "aws_security_group" "worker" {\n  name = "w"\n}\n'

/** A rule of the workers about this network. */
function rule(network: string, more = '', ports = 'from_port = 22\n  to_port = 22'): string {
  return `resource "aws_vpc_security_group_ingress_rule" "x" {\n  security_group_id = aws_security_group.worker.id\n  ip_protocol = "tcp"\n  ${ports}\n  cidr_ipv4 = ${network}\n${more}}\n`
}

function read(text: string, ...more: FileSet): string[] {
  return readRules([{ path: 'a.tf', text: groups + text }, ...more], site)
}

const want = ['ingress worker 6 22 22 10.1.0.0/16']

describe('what hands write', () => {
  test.each<[string, string]>([
    [
      'a field that is null',
      rule('each.value.v4', '  cidr_ipv6 = each.value.v6\n  for_each = { a = { v4 = "10.1.0.0/16", v6 = null } }\n'),
    ],
    [
      'a field that may be left out',
      `variable "n" {\n  type = map(object({ v4 = optional(string), v6 = optional(string) }))\n  default = { a = { v4 = "10.1.0.0/16" } }\n}\n${rule('each.value.v4', '  cidr_ipv6 = each.value.v6\n  for_each = var.n\n')}`,
    ],
    ['ports as text', rule('"10.1.0.0/16"', '', 'from_port = "22"\n  to_port = "22"')],
    ['a count as text', rule('"10.1.0.0/16"', '  count = "1"\n')],
    [
      'a set or nothing',
      `variable "on" {\n  default = false\n}\n${rule('each.value', '  for_each = var.on ? [] : toset(["10.1.0.0/16"])\n')}`,
    ],
    [
      'a fallback for what may not be null',
      `variable "n" {\n  nullable = false\n  default = "10.1.0.0/16"\n}\n${rule('var.n')}`,
    ],
    [
      'local values that ask for one twice',
      `locals {\n  a = "\${local.b}\${local.c}.0.0/16"\n  b = "10.\${local.d}"\n  c = local.d == "1" ? "" : "x"\n  d = "1"\n}\n${rule('local.a')}`,
    ],
    [
      'a validation that holds',
      `variable "n" {\n  default = "10.1.0.0/16"\n  validation {\n    condition = startswith(var.n, "10.") && can(var.n)\n    error_message = "x"\n  }\n}\n${rule('var.n')}`,
    ],
  ])('%s', (name, text) => {
    const more = name.startsWith('a fallback') ? [{ path: 'terraform.tfvars', text: 'n = null\n' }] : []
    expect(read(text, ...more)).toEqual(want)
  })

  test('a set or nothing, and it is nothing', () => {
    expect(
      read(`variable "on" {\n  default = true\n}\n${rule('each.value', '  for_each = var.on ? [] : toset(["a"])\n')}`),
    ).toEqual([])
  })
})

describe('what Terraform refuses, or does otherwise than it is written', () => {
  test.each<[string, string, RegExp]>([
    [
      'a validation that does not hold',
      `variable "n" {\n  default = "10.1.0.0/16"\n  validation {\n    condition = startswith(var.n, "11.")\n    error_message = "x"\n  }\n}\n${rule('var.n')}`,
      /a\.tf:7 The value of "n" is not what its validation asks for/,
    ],
    [
      'a validation that is neither true nor false',
      `variable "n" {\n  default = "10.1.0.0/16"\n  validation {\n    condition = var.n\n    error_message = "x"\n  }\n}\n${rule('var.n')}`,
      /a\.tf:7 The value of "n" is not what its validation asks for/,
    ],
    [
      'a validation that fails',
      `variable "n" {\n  default = "10.1.0.0/16"\n  validation {\n    condition = var.n.a == "x"\n    error_message = "x"\n  }\n}\n${rule('var.n')}`,
      /a\.tf:7 The value of "n" is not what its validation asks for/,
    ],
    [
      'a fallback of null that may not be null',
      'variable "n" {\n  nullable = false\n  default = null\n}\n',
      /a\.tf:6 The value of "n" is not of its type/,
    ],
    [
      'local values that lead back to themselves, though nothing asks for them',
      'locals {\n  a = [for x in [1] : local.b]\n  b = local.c\n  c = { d = local.a }\n}\n',
      /a\.tf:5 "local\.a" leads back to itself/,
    ],
    [
      'a local value of a group that asks for it',
      'resource "aws_security_group" "x" {\n  description = local.a\n}\nlocals {\n  a = aws_security_group.x.id\n}\n',
      /a\.tf:8 "local\.a" leads back to itself/,
    ],
    [
      'a condition about something else',
      'variable "n" {\n  validation {\n    condition = true\n    error_message = "x"\n  }\n}\n',
      /a\.tf:6 Terraform wants a condition about var\.n itself/,
    ],
    [
      'a condition without a message',
      'variable "n" {\n  validation {\n    condition = var.n != "a"\n  }\n}\n',
      /a\.tf:5 Terraform wants "error_message" in validation/,
    ],
    ['a word for true', 'variable "n" {\n  nullable = yes\n}\n', /a\.tf:5 Whether a variable may be null/],
    [
      'a function of which we know nothing',
      rule('try(cidrsubnet("10.0.0.0/8", 8, 2), "10.1.0.0/16")'),
      /The function "cidrsubnet" is not read here/,
    ],
    [
      'an id with something behind it',
      rule('"10.1.0.0/16"').replace('aws_security_group.worker.id', `"\${aws_security_group.worker.id}0"`),
      /cannot be told which group/,
    ],
    [
      'a row of operators without end',
      `locals {\n  a = ${Array(50_000).fill('1').join(' + ')}\n}\n${rule('"10.1.0.0/16"')}`,
      /nested too deeply/,
    ],
    [
      'values of values without end',
      `locals {\n${Array.from({ length: 20_000 }, (_, at) => `  a${at} = local.a${at + 1}`).join('\n')}\n  a20000 = "10.1.0.0/16"\n}\n${rule('local.a0')}`,
      /nested too deeply/,
    ],
  ])('%s', (_, text, why) => {
    expect(read(text).join('\n')).toMatch(why)
  })

  const sound = rule('"10.1.0.0/16"')

  test.each<[string, RegExp]>([
    ['b.tf.json', /b\.tf\.json:1 Terraform reads this file too/],
    ['terraform.tfvars.json', /^terraform\.tfvars\.json:1 Terraform reads/],
    ['override.tf', /^override\.tf:1 Terraform lays this file over/],
    ['b_override.tf', /^b_override\.tf:1 Terraform lays this file over/],
    ['old/b.tf', /^old\/b\.tf:1 Terraform loads the files of one folder, and a\.tf is in another/],
    ['old/terraform.tfvars', /^old\/terraform\.tfvars:1 Terraform loads/],
    ['.b.tf', /^\.b\.tf:1 Terraform passes over/],
  ])('a file called %s', (path, why) => {
    expect(read(sound, { path, text: '' })[0]).toMatch(why)
  })

  test.each(['b.tf', 'c-override.tf', 'terraform.tfvars', 'values/prod.tfvars'])('and none called %s', (path) => {
    expect(read(sound, { path, text: '' })).toEqual(want)
  })
})
