/** The maker's bodies against both evaluators: what each lets in, and which the gateway refuses. */
import { expect, test } from 'vitest'
import { buildSite } from '@/lib/site/build-site'
import { routerVerdict } from '@/lib/testing/router-box'
import { readExample } from '@/lib/testing/subject'
import { checkFiles } from '../check'
import { readFiles } from '../read'
import { unifi } from '../target'
import { install } from '../install'
import { blocking, both, cases, type Json, lists, out, policy, refused } from './policies'

const site = buildSite(readExample('seed-000-baremetal'))

function fileOf(policies: readonly Json[]) {
  const lines = [
    { kind: 'zone', cluster: 'x', name: 'Talos', networks: [] },
    ...lists.map((body) => ({ kind: 'list', body })),
    ...policies.map((body) => ({ kind: 'policy', body })),
  ]
  return { path: 'unifi/firewall.jsonl', text: lines.map((line) => `${JSON.stringify(line)}\n`).join('') }
}

test.each(cases)('$name', ({ policies, allow = [], deny = [], from = 'Internal' }) => {
  const read = readFiles([fileOf(policies)])
  expect(read.problems).toEqual([])
  const model = read.ok ? read.value : undefined
  for (const [want, packets] of Object.entries({ allow, deny })) {
    for (const packet of packets) expect(`${packet}: ${routerVerdict(unifi, model, site, packet, from)}`).toBe(`${packet}: ${want}`)
  }
})

test.each<[string, readonly Json[], RegExp[]]>([
  ['nothing', [], [/into the zone/, /out of the zone/]],
  ['one way alone', [policy({ name: 'in', source: { zoneId: '*' }, ...blocking, ipProtocolScope: both })], [/out of the zone/]],
  ['one zone alone', [policy({ ...blocking, ipProtocolScope: both }), out], [/into the zone/]],
  ['one family alone', [policy({ source: { zoneId: '*' } }), out], [/into the zone/]],
  [
    'into another zone',
    [policy({ source: { zoneId: '*' }, ipProtocolScope: both }), out, policy({ source: { zoneId: 'Talos' }, destination: { zoneId: 'Vpn' } })],
    [/in the zone "Vpn" is not known/],
  ],
  // https://github.com/liambeeton/unifig/issues/54: a block asked before the policy that lets answers in, measured on a gateway
  [
    'what becomes of answers that a block stops',
    [policy({ source: { zoneId: '*' }, action: { type: 'BLOCK' }, ipProtocolScope: both }), out],
    [/"one" stops answers as well/],
  ],
  [
    'what becomes of answers that a rejection of some states stops',
    [policy({ ...blocking, action: { type: 'REJECT' }, connectionStateFilter: ['NEW', 'RELATED'], source: { zoneId: '*' }, ipProtocolScope: both }), out],
    [/"one" stops answers as well/],
  ],
])('what hangs on the gateway by itself is not known: %s', (_, policies, wants) => {
  const read = readFiles([fileOf(policies)])
  const installed = read.ok ? install(undefined, read.value) : read
  expect(installed.ok).toBe(false)
  expect(installed.problems).toHaveLength(wants.length)
  for (const [index, want] of wants.entries()) expect(installed.problems[index]?.message).toMatch(want)
})

test.each(refused)('refuses %s', (_, body, why) => {
  const [problem, ...more] = checkFiles([fileOf([body])])
  expect(more).toEqual([])
  expect(problem?.message).toMatch(why)
  expect(problem?.at).toBe('unifi/firewall.jsonl:5')
})

test.each<[string, string, RegExp]>([
  ['a line that is no JSON', '{"kind":"list"', /not one JSON object/],
  ['a line of another kind', '{"kind":"rule"}', /no zone, no list and no policy/],
  ['no zone at all', '', /No zone is named/],
  ['two zones', '{"kind":"zone","name":"a"}\n{"kind":"zone","name":"b"}', /second zone/],
  [
    'a list with an address of the other family',
    '{"kind":"zone","name":"a"}\n{"kind":"list","body":{"type":"IPV4_ADDRESSES","name":"l","items":[{"type":"SUBNET","value":"fd00::/8"}]}}',
    /not of its family/,
  ],
  [
    'a network that is none',
    '{"kind":"zone","name":"a"}\n{"kind":"list","body":{"type":"IPV4_ADDRESSES","name":"l","items":[{"type":"SUBNET","value":"10.0.0.1"}]}}',
    /no network/,
  ],
])('refuses %s', (_, text, why) => {
  const problems = checkFiles([{ path: 'unifi/firewall.jsonl', text: `${text}\n` }])
  expect(problems.map(({ message }) => message).join('\n')).toMatch(why)
})
