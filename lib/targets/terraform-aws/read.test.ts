import { describe, expect, test } from 'vitest'
import { readRules, smallCloud, smallSite } from '@/lib/testing/security-groups'
import { proveSubject } from '@/lib/testing/subject'
import type { FileSet } from '../target'
import { readers } from './read'

const site = smallSite()
const groups = `resource "aws_security_group" "control_plane" {\n  name = "c"\n}\n\nresource "aws_security_group" "worker" {\n  name = "w"\n}\n`

/** A rule of the workers with these arguments. */
function rule(body: string, name = 'x', type = 'ingress'): string {
  return `resource "aws_vpc_security_group_${type}_rule" "${name}" {\n  security_group_id = aws_security_group.worker.id\n${body
    .split('; ')
    .map((line) => `  ${line}\n`)
    .join('')}}\n`
}

function read(text: string, ...more: FileSet): string[] {
  return readRules([{ path: 'a.tf', text: groups + text }, ...more], site)
}

const ssh = 'from_port = 22; to_port = 22; ip_protocol = "tcp"'

describe('what EC2 makes of the arguments', () => {
  test.each([
    [`${ssh}; cidr_ipv4 = "10.0.0.0/8"`, 'ingress worker 6 22 22 10.0.0.0/8'],
    [
      `${ssh}; cidr_ipv6 = "2001:db8::/32"; description = "d"; tags = { a = "b" }`,
      'ingress worker 6 22 22 2001:db8::/32',
    ],
    ['from_port = 1; to_port = 9; ip_protocol = "17"; cidr_ipv4 = "10.0.0.0/8"', 'ingress worker 17 1 9 10.0.0.0/8'],
    ['from_port = 8; to_port = -1; ip_protocol = "icmp"; cidr_ipv4 = "10.0.0.0/8"', 'ingress worker 1 8 -1 10.0.0.0/8'],
    ['from_port = 3; to_port = 4; ip_protocol = "icmp"; cidr_ipv4 = "10.0.0.0/8"', 'ingress worker 1 3 4 10.0.0.0/8'],
    ['ip_protocol = "icmpv6"; cidr_ipv6 = "::/0"', 'ingress worker 58 -1 -1 ::/0'],
    // Of other protocols EC2 takes all, whatever the ports.
    [
      'from_port = 1; to_port = 9; ip_protocol = "132"; cidr_ipv4 = "10.0.0.0/8"',
      'ingress worker 132 -1 -1 10.0.0.0/8',
    ],
    ['from_port = 0; to_port = 0; ip_protocol = "-1"; cidr_ipv4 = "0.0.0.0/0"', 'ingress worker any -1 -1 0.0.0.0/0'],
    [
      'ip_protocol = -1; referenced_security_group_id = aws_security_group.control_plane.id',
      'ingress worker any -1 -1 control_plane',
    ],
    [`${ssh}; cidr_ipv4 = null; cidr_ipv6 = "::/0"`, 'ingress worker 6 22 22 ::/0'],
  ])('%s', (body, want) => {
    expect(read(rule(body))).toEqual([want])
  })
})

describe('edits that a hand makes', () => {
  const [a, b] = ['ingress worker 6 22 22 10.1.0.0/16', 'ingress worker 6 22 22 10.2.0.0/16']
  test.each<[string, string, string[]]>([
    ['a local value', `locals {\n  net = "10.1.0.0/16"\n}\n${rule(`${ssh}; cidr_ipv4 = local.net`)}`, [a]],
    [
      'local values of each other',
      `locals {\n  one = local.two\n  two = "10.1.0.0/16"\n}\n${rule(`${ssh}; cidr_ipv4 = local.one`)}`,
      [a],
    ],
    ['a variable', `variable "n" {\n  default = "10.1.0.0/16"\n}\n${rule(`${ssh}; cidr_ipv4 = var.n`)}`, [a]],
    [
      'a loop over a set',
      rule(`for_each = toset(["10.2.0.0/16", "10.1.0.0/16"]); ${ssh}; cidr_ipv4 = each.key`),
      [a, b],
    ],
    ['a loop over a map', rule(`for_each = { x = "10.1.0.0/16" }; ${ssh}; cidr_ipv4 = each.value`), [a]],
    [
      'a map of objects',
      rule(
        'for_each = { x = { p = 22, c = "10.1.0.0/16" } }; from_port = each.value.p; to_port = each.value["p"]; ip_protocol = "tcp"; cidr_ipv4 = each.value.c',
      ),
      [a],
    ],
    [
      'a count with its index',
      `locals {\n  n = ["10.1.0.0/16", "10.2.0.0/16"]\n}\n${rule(`count = length(local.n); ${ssh}; cidr_ipv4 = local.n[count.index]`)}`,
      [a, b],
    ],
    ['a count of none', rule(`count = 0; ${ssh}; cidr_ipv4 = "10.1.0.0/16"`), []],
    [
      'text put together',
      `variable "n" {\n  default = 1\n}\n${rule(`${ssh}; cidr_ipv4 = "10.\${var.n}.0.0/16"`)}`,
      [a],
    ],
    [
      'idle blocks',
      `terraform {}\nprovider "aws" {\n  region = "eu-central-1"\n}\ndata "aws_vpc" "x" {}\noutput "y" {\n  value = 1\n}\nmoved {\n  from = aws_security_group.was\n  to   = aws_security_group.is["a"]\n}\n${rule(`${ssh}; cidr_ipv4 = "10.1.0.0/16"`)}`,
      [a],
    ],
    [
      'a lifecycle',
      `resource "aws_security_group" "other" {\n  name_prefix = "o"\n  vpc_id      = data.aws_vpc.x.id\n  timeouts {\n    delete = "2m"\n  }\n  lifecycle {\n    create_before_destroy = true\n  }\n}\n${rule(`${ssh}; cidr_ipv4 = "10.1.0.0/16"`)}`,
      [a],
    ],
    [
      'a group that no machine of ours carries',
      `resource "aws_security_group" "db" {}\nresource "aws_vpc_security_group_ingress_rule" "y" {\n  security_group_id = aws_security_group.db.id\n  ip_protocol       = "-1"\n  cidr_ipv4         = "0.0.0.0/0"\n}\n`,
      ['ingress db any -1 -1 0.0.0.0/0'],
    ],
  ])('%s', (_, text, want) => {
    expect(read(text)).toEqual(want)
  })

  test('a file of values goes before the defaults', () => {
    const text = `variable "n" {\n  default = "10.2.0.0/16"\n}\n${rule(`${ssh}; cidr_ipv4 = var.n`)}`
    expect(read(text, { path: 'terraform.tfvars', text: 'n = "10.1.0.0/16"\n' })).toEqual([a])
  })

  test('a file of values that is loaded by itself goes before the one by default, in whatever order they are given', () => {
    const text = `variable "n" {\n}\n${rule(`${ssh}; cidr_ipv4 = var.n`)}`
    const auto = { path: 'x.auto.tfvars', text: 'n = "10.1.0.0/16"\n' }
    const usual = { path: 'terraform.tfvars', text: 'n = "10.2.0.0/16"\n' }
    expect(read(text, auto, usual)).toEqual([a])
    expect(read(text, usual, auto)).toEqual([a])
  })

  test('of two files of values that a command names nobody knows which counts', () => {
    const text = `variable "n" {\n}\n${rule(`${ssh}; cidr_ipv4 = var.n`)}`
    const values = ['a.tfvars', 'b.tfvars'].map((path) => ({ path, text: 'n = "10.1.0.0/16"\n' }))
    expect(read(text, ...values)).toEqual([
      'b.tfvars:1 "n" is given in a.tfvars too, and which of the two counts a command says.',
    ])
  })
})

describe('what is not understood is said with its line', () => {
  test.each<[string, string, RegExp]>([
    ['a module', 'module "x" {\n  source = "./x"\n}\n', /a\.tf:8 What "module" does/],
    ['another resource', 'resource "aws_network_acl" "x" {}\n', /a\.tf:8 .*"aws_network_acl"/],
    ['an older rule', 'resource "aws_security_group_rule" "x" {\n  type = "ingress"\n}\n', /a\.tf:8/],
    [
      'an inline rule',
      'resource "aws_security_group" "x" {\n  ingress {\n    from_port = 1\n  }\n}\n',
      /a\.tf:9 "ingress" inside/,
    ],
    ['an unknown argument', rule(`${ssh}; cidr_ipv4 = "10.0.0.0/8"; source = "x"`), /a\.tf:14 "source" is no argument/],
    ['bits behind the length', rule(`${ssh}; cidr_ipv4 = "10.1.2.3/8"`), /write 10\.0\.0\.0\/8/],
    ['IPv4 in the notation of IPv6', rule(`${ssh}; cidr_ipv6 = "::ffff:0:0/96"`), /network of IPv4 inside one of IPv6/],
    ['a CIDR of the other family', rule(`${ssh}; cidr_ipv4 = "::/0"`), /belongs to the other family/],
    ['no other end', rule(ssh), /exactly one of/],
    ['two other ends', rule(`${ssh}; cidr_ipv4 = "10.0.0.0/8"; cidr_ipv6 = "::/0"`), /exactly one of/],
    ['a prefix list', rule(`${ssh}; prefix_list_id = "pl-1"`), /What a prefix list holds/],
    [
      'ports that are none',
      rule('from_port = 9; to_port = 1; ip_protocol = "tcp"; cidr_ipv4 = "10.0.0.0/8"'),
      /no range/,
    ],
    ['no ports', rule('ip_protocol = "tcp"; cidr_ipv4 = "10.0.0.0/8"'), /wants from_port and to_port/],
    ['a protocol that does not exist', rule('ip_protocol = "all"; cidr_ipv4 = "10.0.0.0/8"'), /no protocol/],
    [
      'a code without a type',
      rule('from_port = -1; to_port = 4; ip_protocol = "icmp"; cidr_ipv4 = "10.0.0.0/8"'),
      /without an ICMP type/,
    ],
    [
      'a group by its id',
      rule(`${ssh}; referenced_security_group_id = "sg-1"`),
      /group that is referred to cannot be told/,
    ],
    [
      'a group that no machine is known to carry',
      `resource "aws_security_group" "db" {}\n${rule(`${ssh}; referenced_security_group_id = aws_security_group.db.id`)}`,
      /"db" is not known/,
    ],
    ['a group that is counted', `resource "aws_security_group" "db" {\n  count = 2\n}\n`, /"count" is no argument/],
    ['a path of no such kind', rule(`${ssh}; cidr_ipv4 = path.x`), /Nothing declares "path\.x"/],
    ['an owner that is none', rule(`${ssh}; cidr_ipv4 = self.id`), /Nothing declares "self\.id"/],
    ['a name nobody declares', rule(`${ssh}; cidr_ipv4 = var.nobody`), /Nothing declares "var\.nobody"/],
    [
      'a variable without a value',
      `variable "n" {}\n${rule(`${ssh}; cidr_ipv4 = var.n`)}`,
      /is no CIDR|cannot be told/,
    ],
    [
      'values that go in circles',
      `locals {\n  a = local.b\n  b = local.a\n}\n${rule(`${ssh}; cidr_ipv4 = local.a`)}`,
      /"local\.a" leads back to itself/,
    ],
    [
      'a loop over a list',
      rule(`for_each = ["10.0.0.0/8"]; ${ssh}; cidr_ipv4 = each.value`),
      /wants a set of strings or a map/,
    ],
    [
      'both ways to repeat',
      rule(`count = 1; for_each = toset([]); ${ssh}; cidr_ipv4 = "10.0.0.0/8"`),
      /either "count" or "for_each"/,
    ],
    [
      'the same rule twice',
      rule(`${ssh}; cidr_ipv4 = "10.0.0.0/8"`) + rule(`${ssh}; cidr_ipv4 = "10.0.0.0/8"`, 'y'),
      /repeats .*\.x: EC2 refuses/,
    ],
    [
      'a resource twice',
      rule(`${ssh}; cidr_ipv4 = "10.0.0.0/8"`) + rule(`${ssh}; cidr_ipv4 = "10.9.0.0/16"`),
      /declared twice/,
    ],
    [
      'a lifecycle that ignores',
      rule(`${ssh}; cidr_ipv4 = "10.0.0.0/8"`).replace(
        /}\n$/,
        '  lifecycle {\n    ignore_changes = [cidr_ipv4]\n  }\n}\n',
      ),
      /"lifecycle" inside/,
    ],
    [
      'a lifecycle with a condition',
      rule(`${ssh}; cidr_ipv4 = "10.0.0.0/8"`).replace(
        /}\n$/,
        '  lifecycle {\n    precondition {\n      condition = false\n    }\n  }\n}\n',
      ),
      /"lifecycle" inside/,
    ],
    ['a resource without a name', 'resource "aws_security_group" {}\n', /not what Terraform wants/],
    ['a name that is none', 'resource "aws_security_group" "1 x" {}\n', /not what Terraform wants/],
    ['a type that is none', 'variable "a" {\n  type = object(string)\n}\n', /no type of a variable/],
    ['a field that is worked out', 'variable "a" {\n  type = object({ (b) = string })\n}\n', /no type of a variable/],
    ['a field in quotes', 'variable "a" {\n  type = object({ "b" = string })\n}\n', /no type of a variable/],
    ['a value of no such type', 'variable "a" {\n  type = number\n  default = "x"\n}\n', /"a" is not of its type/],
    ['a description in a list', rule(`${ssh}; cidr_ipv4 = "::/0"; description = ["d"]`), /not what "description"/],
    ['tags that are lists', rule(`${ssh}; cidr_ipv4 = "::/0"; tags = { a = ["b"] }`), /not what "tags" takes/],
    ['a set of nothing said', 'variable "a" {\n  type = set\n}\n', /no type of a variable/],
    ['locals with a name', 'locals "a" {}\n', /not what Terraform wants/],
    ['a word that is no value', rule(`${ssh}; cidr_ipv4 = true ? "10.0.0.0/8" : nobody`), /"nobody" is no value/],
    ['a fallback that is worked out', 'variable "a" {\n  default = lower("A")\n}\n', /must not be worked out/],
    ['an argument outside', 'x = 1\n', /belongs into a block/],
    ['a variable twice', 'variable "a" {}\nvariable "a" {}\n', /declared twice/],
  ])('%s', (_, text, why) => {
    const said = read(text)
    expect(said.join('\n')).toMatch(why)
    expect(said[0]).toMatch(/^a\.tf:\d+ /)
  })

  test('a file of values works nothing out', () => {
    const variable = 'variable "n" {}\n'
    expect(read(variable, { path: 'x.tfvars', text: 'n = lower("A")\n' })).toEqual([
      'x.tfvars:1 The value of "n" must not be worked out.',
    ])
  })

  test('a file of values holds no blocks', () => {
    expect(read('', { path: 'x.tfvars', text: 'x {}\n' })).toEqual(['x.tfvars:1 A file of values holds no blocks.'])
  })
})

test.each([
  ['a.tf', '', 'configuration'],
  ['prod.tfvars', '', 'configuration'],
  ['state.json', '{"format_version":"1.0","values":{}}', 'state'],
  ['state.json', '{"version":4,"lineage":"x"}', 'state'],
  ['log.json', '{"@level":"info"}\n{"@level":"info"}', 'state'],
  ['account.json', '{\n  "SecurityGroups": []\n}', 'account'],
  ['worker.patch.yaml', 'apiVersion: v1alpha1', undefined],
  ['other.json', '{}', undefined],
])('%s (%s) is read as %s', (path, text, id) => {
  expect(readers.filter((reader) => reader.recognises({ path, text })).map((reader) => reader.id)).toEqual(
    id === undefined ? [] : [id],
  )
})

describe('one hand in a sound bundle', () => {
  const subject = smallCloud({ posture: 'relaxed', admin: [{ name: 'office', cidr: '192.0.2.0/24' }] })

  test.each<[string, string, string, RegExp, string]>([
    ['variables.tf', '"192.0.2.0/24"', '"192.0.0.0/16"', /Kubernetes API on cp-1/, 'wider'],
    ['variables.tf', '= "10.0.0.0/16"', '= "10.0.0.0/8"', /Talos API on w-1/, 'wider'],
    ['variables.tf', '= false', '= true', /NodePorts|tcp\/30000/, 'wider'],
    ['variables.tf', '= "cilium"', '= "calico"', /VXLAN|tcp\/5473|Cilium/, 'different'],
    ['security_groups.tf', '= 50001', '= 50002', /trustd on cp-1/, 'different'],
  ])('%s: %s becomes %s', (name, from, to, sentence, verdict) => {
    const files = subject.files.map((file) =>
      file.path.endsWith(name) ? { ...file, text: file.text.replaceAll(from, to) } : file,
    )
    const proof = proveSubject(subject, files)
    expect(proof.verdict).toBe(verdict)
    expect(proof.witnesses.map((witness) => witness.sentence).join('\n')).toMatch(sentence)
    const extra = proof.witnesses.filter(({ kind }) => kind === 'extra')
    for (const witness of extra) expect(witness.statements.length).toBeGreaterThan(0)
  })

  test('a wrong prefix in the variable lights its own line', () => {
    const files = subject.files.map((file) => ({
      ...file,
      text: file.text.replaceAll('"192.0.2.0/24"', '"192.0.0.0/16"'),
    }))
    const [witness] = proveSubject(subject, files).witnesses
    const [first] = witness?.statements ?? []
    const line = files.find(({ path }) => path === first?.file)?.text.split('\n')[(first?.line ?? 0) - 1]
    expect([first?.file, line]).toEqual(['terraform-aws/variables.tf', '    "192.0.0.0/16",'])
  })

  test('what only another plugin would open is found, and said so', () => {
    const files = subject.files.map((file) => ({ ...file, text: file.text.replaceAll('= 4789', '= 4790') }))
    const proof = proveSubject(subject, files)
    expect(proof.verdict).toBe('different')
    expect(proof.witnesses.every(({ binding }) => binding !== undefined)).toBe(true)
    expect(proof.witnesses[0]?.sentence).toMatch(/with cni_type = (calico|flannel), enable_nodeport = (true|false)$/)
  })
})
