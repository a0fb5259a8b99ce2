/** The tables of seed 000: evaluated, the files are exactly its rules, each once. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { rulesOf } from '@/lib/testing/security-groups'
import { readExample, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { terraformAws } from './target'

const expected = z
  .object({
    ingress: z.array(
      z.object({
        group: z.enum(['controlplane', 'worker']),
        protocol: z.enum(['tcp', 'udp', 'icmp']),
        fromPort: z.int(),
        toPort: z.int(),
        source: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('lib/testing/expected/seed-000-aws.json', 'utf8')))

const numbers = { tcp: 6, udp: 17, icmp: 1 }
const groups: Readonly<Record<string, string>> = { controlplane: 'control_plane', worker: 'worker' }

const subject = subjectOf(terraformAws as Filter, readExample('seed-000-aws'))

test('the 27 rules of the tables and two for egress, each once', () => {
  const want = expected.ingress.map(
    ({ group, protocol, fromPort, toPort, source }) =>
      `ingress ${groups[group]} ${numbers[protocol]} ${fromPort} ${toPort} ${groups[source] ?? source}`,
  )
  expect(want).toHaveLength(27)
  const egress = ['control_plane', 'worker'].map((group) => `egress ${group} any -1 -1 0.0.0.0/0`)
  expect(rulesOf(subject)).toEqual([...want, ...egress].sort())
})

test.each([
  ['NodePorts closed', { enable_nodeport: false }, 2, 0],
  ['without a plugin of ours', { cni_type: 'none' }, 8, 0],
  // VXLAN on 4789 in place of Geneve and of the health checks.
  ['another plugin', { cni_type: 'flannel' }, 8, 4],
])('%s', (_, variables, gone, come) => {
  const [base, changed] = [rulesOf(subject), rulesOf(subject, variables)]
  expect(base.filter((line) => !changed.includes(line))).toHaveLength(gone)
  expect(changed.filter((line) => !base.includes(line))).toHaveLength(come)
})
