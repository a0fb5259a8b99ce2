/** Files as nft itself takes them, and what each version of Talos has in them. */
import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { findTarget } from '@/lib/targets/all'
import { type Filter, isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { nftLacks, nftSays } from '@/lib/testing/nft-command'
import { checkProperty } from '@/lib/testing/property'
import { exampleNames, readExample, subjectOf } from '@/lib/testing/subject'
import { smallDesign } from '@/lib/testing/talos-files'

function theFilter(): Filter {
  const target = findTarget('nftables')
  if (target === undefined || !isFilter(target)) throw new Error('there is no target nftables')
  return target
}
const filter = theFilter()

function textOf(change: Partial<DesignInput>, path = 'nftables/worker.nft'): string {
  const { files } = subjectOf(filter, smallDesign(change))
  return (
    files.find((file) => file.path === path)?.text ?? `no ${path} among ${files.map((file) => file.path).join(', ')}`
  )
}

const lack = nftLacks()

describe.runIf(lack === undefined)('nft takes', () => {
  test.each(exampleNames)('the files of %s', (name) => {
    for (const { path, text } of subjectOf(filter, readExample(name)).files) expect(nftSays(text), path).toBe('')
  })

  test('the files of random designs', { timeout: 120_000 }, () => {
    checkProperty(arbitraryDesign(), 12, (design) => {
      for (const { path, text } of subjectOf(filter, design).files) expect(nftSays(text), path).toBe('')
    })
  })
})

/** Versions and what a file for them holds, `block` and `accept`. */
const versions = [
  ['1.6.0', { input: 'filter', prerouting: false, probes: false, hostDns: false, answers: false }],
  ['1.8.0', { input: 'filter', prerouting: false, probes: false, hostDns: true, answers: false }],
  ['1.9.3', { input: 'filter', prerouting: false, probes: false, hostDns: true, answers: false }],
  ['1.9.4', { input: 'mangle + 10', prerouting: false, probes: false, hostDns: true, answers: false }],
  ['1.10.0', { input: 'mangle + 10', prerouting: true, probes: false, hostDns: true, answers: false }],
  ['1.11.0', { input: 'mangle + 10', prerouting: true, probes: true, hostDns: true, answers: false }],
  ['1.13.9', { input: 'mangle + 10', prerouting: true, probes: true, hostDns: true, answers: false }],
  ['1.14.0', { input: 'mangle + 10', prerouting: true, probes: true, hostDns: true, answers: true }],
] as const

describe.each(versions)('Talos %s', (version, has) => {
  test('where the default is to block', () => {
    const text = textOf({ talos: { version } })
    expect(text).toContain(`type filter hook input priority ${has.input}; policy drop;`)
    expect(text.includes('type filter hook prerouting priority dstnat - 10; policy accept;')).toBe(has.prerouting)
    expect(text.includes('icmp type { timestamp-request')).toBe(has.probes)
    expect(text.includes('ip daddr $host_dns_ipv4 udp dport { 53 }')).toBe(has.hostDns)
    expect(text).toContain('ip saddr { 10.0.0.1-10.0.0.3 } tcp dport { 50000 } counter accept')
  })

  test('where the default is to accept', () => {
    const text = textOf({ talos: { version, defaultAction: 'accept' } })
    expect(text).toContain(`type filter hook input priority ${has.input}; policy accept;`)
    expect(text).not.toContain('icmp')
    expect(text).not.toContain('host_dns')
    expect(text.includes('ct state { established, related } counter accept')).toBe(has.answers)
    expect(text).toContain(
      '    ip saddr != { 10.0.0.1-10.0.0.3 } tcp dport { 50000 } counter drop\n    meta nfproto ipv6 tcp dport { 50000 } counter drop\n',
    )
    expect(text.includes('    ct state new meta nfproto ipv6 tcp dport { 50000 } counter drop\n')).toBe(has.prerouting)
  })
})

test('the host has a name server in IPv6 too, from 1.14 on and where pods have it', () => {
  const both = { podCIDRs: ['10.244.0.0/16', 'fd00:1::/56'], serviceCIDRs: ['10.96.0.0/12', 'fd00:2::/112'] }
  expect(textOf({ talos: { version: '1.14' }, kubernetes: both })).toContain('host_dns_ipv6')
  expect(textOf({ talos: { version: '1.13' }, kubernetes: both })).not.toContain('host_dns_ipv6')
  expect(textOf({ talos: { version: '1.14' } })).not.toContain('host_dns_ipv6')
})

test('a listener of a machine gives it a complete file of its own', () => {
  const listeners = [{ name: 'postgres', on: ['w-2'], protocol: 'tcp' as const, ports: ['5432'], from: ['nodes'] }]
  const own = textOf({ listeners }, 'nftables/nodes/w-2.nft')
  expect(own).toContain('define node_addresses_ipv4 = { 10.0.0.12 }')
  expect(own).toContain('tcp dport { 5432 }')
  expect(own).toContain('tcp dport { 10250 }')
  expect(textOf({ listeners })).toContain('define node_addresses_ipv4 = { 10.0.0.11 }')
})

test('names stay in their comments', () => {
  const name = '\u0022; } flush ruleset; #\u0022'
  const text = textOf({ listeners: [{ name, on: ['worker'], protocol: 'tcp', ports: ['80'], from: ['anywhere'] }] })
  const lines = text.split('\n').filter((line) => line.includes('flush ruleset'))
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(line).toMatch(/^\s*#/)
  if (lack === undefined) expect(nftSays(text)).toBe('')
})
