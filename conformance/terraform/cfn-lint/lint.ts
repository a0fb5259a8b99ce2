/**
 * cfn-lint, by which Amazon judges the same rules in another language, in a Python of its own below .cache/. It refuses some
 * of what EC2 refuses and moto does not: ends that are two or none, bits behind a prefix, ports that are missing.
 * @see https://github.com/aws-cloudformation/cfn-lint
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import type { ShownResource } from '../batch'

const run = promisify(execFile)

const lintVersion = '1.58.0'
const folder = resolve('.cache/conformance/cfn-lint')

const single = /^aws_vpc_security_group_(ingress|egress)_rule$/
const withPorts = new Set(['tcp', 'udp', 'icmp', 'icmpv6', '6', '17', '1', '58'])

/** The rule as CloudFormation has it; nothing where it has none, or cannot be asked. */
export function templateRule({ type, values }: ShownResource): unknown {
  const direction = single.exec(type)?.[1]
  if (direction === undefined) return undefined
  // Of a type of ICMPv6 with all its codes it says that all types are wanted, which EC2 does not.
  const isIcmpv6 = values.ip_protocol === 'icmpv6' || String(values.ip_protocol) === '58'
  if (isIcmpv6 && values.from_port !== -1 && values.to_port === -1) return undefined
  const end = direction === 'ingress' ? 'Source' : 'Destination'
  // Of what has no ports it refuses some that EC2 passes over.
  const hasPorts = withPorts.has(String(values.ip_protocol))
  const properties = {
    GroupId: 'sg-00000000',
    IpProtocol: values.ip_protocol,
    FromPort: hasPorts ? values.from_port : null,
    ToPort: hasPorts ? values.to_port : null,
    CidrIp: values.cidr_ipv4,
    CidrIpv6: values.cidr_ipv6,
    [`${end}PrefixListId`]: values.prefix_list_id,
    // Which one it is decides nothing here.
    [`${end}SecurityGroupId`]: (values.referenced_security_group_id ?? null) === null ? null : 'sg-00000001',
  }
  return {
    Type: `AWS::EC2::SecurityGroup${direction === 'ingress' ? 'Ingress' : 'Egress'}`,
    Properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => (value ?? null) !== null)),
  }
}

const saidSchema = z.array(
  z.object({ Level: z.string(), Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullish() }) }),
)

type Linted =
  /** Numbers of the rules that it refuses. */
  { readonly ok: true; readonly refused: ReadonlySet<number> } | { readonly ok: false; readonly reason: string }

export async function lintRules(rules: readonly unknown[]): Promise<Linted> {
  const program = join(folder, 'bin/cfn-lint')
  const work = mkdtempSync(join(tmpdir(), 'portcullis-lint-'))
  try {
    if (!existsSync(join(folder, 'ready'))) {
      console.log(`Installing cfn-lint ${lintVersion}`)
      await run('python3', ['-m', 'venv', folder])
      await run(join(folder, 'bin/python'), ['-m', 'pip', 'install', '--quiet', `cfn-lint==${lintVersion}`])
      await run('touch', [join(folder, 'ready')])
    }
    const file = join(work, 'template.json')
    const resources = Object.fromEntries(rules.map((rule, number) => [`Rule${number}`, rule]))
    writeFileSync(file, JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources: resources }))
    const args = ['--format', 'json', '--region', 'eu-central-1', '--ignore-checks', 'E3010', '--template', file]
    const said = await run(program, args, { maxBuffer: 1e9 }).catch((error: unknown) => {
      // It ends with a number of its own where it found something.
      if (error instanceof Error && 'stdout' in error && String(error.stdout).startsWith('[')) return error
      throw error
    })
    const found = saidSchema.parse(JSON.parse(String('stdout' in said ? said.stdout : '[]') || '[]'))
    const refused = found
      .filter(({ Level }) => Level === 'Error')
      .map(({ Location }) => /^Rule(\d+)$/.exec(String(Location.Path?.[1]))?.[1])
    if (refused.includes(undefined)) return { ok: false, reason: 'cfn-lint refuses the whole template' }
    return { ok: true, refused: new Set(refused.map(Number)) }
  } catch (error) {
    const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    return { ok: false, reason: `cfn-lint cannot be asked: ${text.trim().split('\n').at(-1)}` }
  } finally {
    rmSync(work, { recursive: true })
  }
}
