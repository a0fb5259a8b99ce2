/** The lines and the sentences; the verdicts are compared with the set engine in admits.test.ts. */
import { describe, expect, test } from 'vitest'
import { parseAddress } from '@/lib/net/address'
import { setOfPrefixes } from '@/lib/net/address-set'
import type { Packet } from '@/lib/net/packet'
import type { Point } from '@/lib/site/point'
import { prefixes, siteWith, versionOf } from '@/lib/testing/talos-documents'
import { decide } from './decide'
import { readFiles } from './read'

const rules = `apiVersion: v1alpha1
kind: NetworkRuleConfig
name: apid
portSelector:
    ports:
        - 50000
        - 60000-60010
    protocol: tcp
ingress:
    - subnet: 10.0.0.0/8
      except: 10.3.0.0/16
    - subnet: 192.168.0.0/16
---
apiVersion: v1alpha1
kind: NetworkRuleConfig
name: admin
portSelector:
    ports:
        - 50000
    protocol: tcp
ingress:
    - subnet: 10.0.0.0/24
`
const block = `apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: block\n---\n${rules}`
const accept = `apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: accept\n---\n${rules}`

const point: Point = {
  id: 'node/cp-1',
  place: 'guest',
  direction: 'ingress',
  member: 'cp-1',
  destinations: setOfPrefixes(prefixes('10.0.0.11/32')),
}

function packetOf(from: string, port: number): Packet {
  const [source, destination] = [
    parseAddress(from),
    parseAddress(from.includes(':') ? '2001:db8:0:1::11' : '10.0.0.11'),
  ]
  if (source === undefined || destination === undefined) throw new Error(`not an address: ${from}`)
  return { source, destination, protocol: 'tcp', port, arrival: 'wire', phase: 'new' }
}

/** Text, source, port, version, and what is said: verdict, lines, sentence. */
const cases: readonly (readonly [string, string, string, number, string, string, readonly number[], RegExp])[] = [
  [
    'an admitted packet',
    block,
    '192.168.1.1',
    60005,
    '1.13.0',
    'allow',
    [16, 11],
    /^apid admits 192\.168\.1\.1 to tcp\/60005$/,
  ],
  ['one two rules admit', block, '10.0.0.12', 50000, '1.13.0', 'allow', [14, 10, 26, 23], /^apid and admin admit/],
  [
    'one nothing opens',
    block,
    '10.0.0.12',
    22,
    '1.13.0',
    'deny',
    [3],
    /^nothing opens tcp\/22, and the default is to block$/,
  ],
  [
    'one opened to others',
    block,
    '203.0.113.9',
    50000,
    '1.13.0',
    'deny',
    [3],
    /^apid and admin open tcp\/50000, but not to/,
  ],
  ['an excepted one', block, '10.3.0.9', 50000, '1.13.0', 'deny', [3, 15], /^apid excepts 10\.3\.0\.9/],
  ['one of the family nobody named', block, '2001:db8::1', 50000, '1.13.0', 'deny', [3], /but not to 2001:db8::1/],
  ['accept: no rule names the port', accept, '203.0.113.9', 22, '1.13.0', 'allow', [3], /no rule names tcp\/22/],
  [
    'accept: a rule leaves it out',
    accept,
    '203.0.113.9',
    50000,
    '1.13.0',
    'deny',
    [7],
    /apid drops whom it leaves out/,
  ],
  ['accept: a rule excepts it', accept, '10.3.0.9', 60000, '1.13.0', 'deny', [7, 15], /it excepts 10\.3\.0\.9/],
  ['accept: only the second leaves it out', accept, '192.168.1.1', 50000, '1.13.0', 'deny', [20], /admin drops/],
  ['accept: all rules name it', accept, '10.0.0.12', 50000, '1.13.0', 'allow', [14, 10, 26, 23], /nothing drops it/],
  ['accept by itself: no documents', '', '203.0.113.9', 22, '1.13.0', 'allow', [], /no rule stands here/],
  [
    'an old version that loads nothing',
    block.replace('except: 10.3.0.0/16', 'except: 10.3.0.0/16\n    - subnet: 255.0.0.0/8'),
    '203.0.113.9',
    22,
    '1.12.4',
    'allow',
    [7],
    /Talos 1\.12\.4 cannot load apid/,
  ],
]

describe('about', () => {
  test.each(cases)('%s', (_name, text, from, port, version, verdict, lines, because) => {
    const site = siteWith({ talosVersion: versionOf(version) })
    const file = { path: 'talos/controlplane.patch.yaml', text }
    const read = readFiles(text === '' ? [] : [file], site)
    if (!read.ok) throw new Error(read.problems[0]?.message)
    const decision = decide(read.value, point, site, packetOf(from, port))
    expect(decision.verdict).toBe(verdict)
    expect(decision.because).toMatch(because)
    expect(decision.statements).toEqual(lines.map((line) => ({ file: file.path, line })))
  })
})
