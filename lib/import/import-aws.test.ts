import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Design } from '../design/design'
import { readDesign } from '../design/read-design'
import { buildSite } from '../site/build-site'
import type { FileSet, Filter } from '../targets/target'
import { terraformAws } from '../targets/terraform-aws/target'
import { exampleNames } from '../testing/subject'
import { analyseDesign } from '../verify/analyse'
import { readInstalled } from '../verify/read-installed'
import { importFiles } from './import-files'
import { wireRow } from './reach-rows'

function example(name: string): Design {
  const read = readDesign(readFileSync(`public/examples/${name}.yaml`, 'utf8'))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return { ...read.value, targets: { 'terraform-aws': {} } }
}

function moduleOf(design: Design): FileSet {
  const [analysed] = analyseDesign({ design, edits: {} }).targets
  return (analysed?.files ?? []).filter(({ use }) => use === 'apply').map(({ path, text }) => ({ path, text }))
}

const filter = terraformAws as Filter

/** Machines that get other tcp or udp packets by the one module than by the other; ICMP is the posture's. */
function findUnlike(design: Design, one: FileSet, other: FileSet): string[] {
  const site = buildSite(design)
  const options = terraformAws.options.parse({})
  const [a, b] = [one, other].map((files) => {
    const read = readInstalled({ filter, site, files })
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    return read.model
  })
  return filter
    .points(site, options)
    .filter(({ direction }) => direction === 'ingress')
    .filter((point) => wireRow(filter.admits(a, point, site).ruled) !== wireRow(filter.admits(b, point, site).ruled))
    .map(({ id }) => id)
}

test.each(exampleNames)('%s comes back from its Terraform module', (name) => {
  const design = example(name)
  const files = moduleOf(design)
  const imported = importFiles(files)
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
  const { unprovable, design: found } = imported.value
  expect(unprovable.filter(({ text }) => /admits (more|less)/.test(text))).toEqual([])
  expect(findUnlike(design, files, moduleOf(found))).toEqual([])
})

test('a module of somebody else, and rules without the names of their groups, say what is missing', () => {
  const group = 'resource "aws_security_group" "nodes" {\n  name = "nodes"\n}\n'
  expect(importFiles([{ path: 'main.tf', text: group }])).toMatchObject({
    ok: false,
    problems: [{ at: 'main.tf', severity: 'error' }],
  })
  const rules = JSON.stringify({ SecurityGroupRules: [{ GroupId: 'sg-1', IsEgress: false }] })
  const refused = importFiles([{ path: 'rules.json', text: rules }])
  expect(refused.problems[0]?.suggestion).toContain('describe-security-groups')
})

test('values that Terraform calls sensitive are found nowhere', () => {
  const secret = 'pl4ntedDatabasePassw0rd'
  const state = JSON.stringify({
    format_version: '1.0',
    terraform_version: '1.9.0',
    values: {
      outputs: { password: { sensitive: true, value: secret } },
      root_module: {
        resources: [
          {
            address: 'aws_db_instance.x',
            mode: 'managed',
            type: 'aws_db_instance',
            name: 'x',
            values: { password: secret },
            sensitive_values: { password: true },
          },
          {
            address: 'aws_security_group.control_plane',
            mode: 'managed',
            type: 'aws_security_group',
            name: 'control_plane',
            values: {
              id: 'sg-1',
              description: secret,
              ingress: [
                {
                  protocol: 'tcp',
                  from_port: 6443,
                  to_port: 6443,
                  cidr_blocks: ['198.51.100.0/24'],
                  description: secret,
                },
              ],
            },
          },
          {
            address: 'aws_security_group.worker',
            mode: 'managed',
            type: 'aws_security_group',
            name: 'worker',
            values: { id: 'sg-2', ingress: [] },
          },
        ],
      },
    },
  })
  for (const text of [state, state.slice(0, -40), state.replace('"tcp"', `"${secret}"`)]) {
    expect(JSON.stringify(importFiles([{ path: 'state.json', text }]))).not.toContain(secret)
  }
  expect(importFiles([{ path: 'state.json', text: state }])).toMatchObject({ ok: true })
})
