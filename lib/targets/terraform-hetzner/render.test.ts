/** Which firewalls there are, who carries them, and what is left out of them with which reason. */
import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { firewallsOf, smallRental } from '@/lib/testing/hetzner-firewalls'
import { proveSubject, type Subject } from '@/lib/testing/subject'

const listener = (more: Partial<NonNullable<DesignInput['listeners']>[number]>): Partial<DesignInput> => ({
  listeners: [{ name: 'mine', on: ['worker'], ports: ['5432'], from: ['cidr:198.51.100.0/24'], ...more }],
})

function textOf(subject: Subject): string {
  return subject.output.files.find(({ path }) => path.endsWith('firewalls.tf'))?.text ?? ''
}

function gapsOf(subject: Subject, listenerName: string): string[] {
  return subject.output.gaps
    .filter(({ rule }) => rule.startsWith(`${listenerName}/`))
    .map(({ capability }) => capability)
}

describe('a listener is open at', () => {
  test.each<[string, Partial<DesignInput>, string[]]>([
    ['its role', listener({}), ['worker in tcp 5432 198.51.100.0/24']],
    ['one node', listener({ on: ['w-1'] }), ['node_w_1 in tcp 5432 198.51.100.0/24']],
    ['a pool', listener({ on: ['web'] }), ['pool_web in tcp 5432 198.51.100.0/24']],
    [
      'both roles, for both families',
      listener({ on: ['nodes'], from: ['anywhere'] }),
      ['control_plane in tcp 5432 0.0.0.0/0 ::/0', 'worker in tcp 5432 0.0.0.0/0 ::/0'],
    ],
    ['every port but 0', listener({ ports: ['1-65535'] }), ['worker in tcp 1-65535 198.51.100.0/24']],
    ['a range from port 0', listener({ ports: ['0-80'] }), ['worker in tcp 1-80 198.51.100.0/24']],
    ['every port', listener({ ports: ['0-65535'] }), ['worker in tcp 0-65535 198.51.100.0/24']],
    ['GRE', listener({ protocol: 'gre', ports: [] }), ['worker in gre 198.51.100.0/24']],
    ['ICMP of IPv4', listener({ protocol: 'icmp', ports: [], from: ['anywhere'] }), ['worker in icmp 0.0.0.0/0']],
    [
      'ICMP of IPv6',
      listener({ on: ['cp-1'], protocol: 'icmpv6', ports: [], from: ['anywhere'] }),
      ['node_cp_1 in icmp ::/0'],
    ],
    [
      'its public callers alone',
      listener({ from: ['nodes'] }),
      ['worker in tcp 5432 2001:db8:1::1/128 2001:db8:1::11/128 203.0.113.1/32 203.0.113.11/32'],
    ],
  ])('%s', (_, change, want) => {
    const without = firewallsOf(smallRental())
    const lines = firewallsOf(smallRental(change)).filter((line) => !without.includes(line))
    expect(lines).toEqual(want)
    expect(proveSubject(smallRental(change)).verdict).toBe('equal')
  })
})

test('port 0 of a range is declared, and the rest of the range stands', () => {
  const subject = smallRental(listener({ ports: ['0-80', '443'] }))
  expect(gapsOf(subject, 'mine')).toEqual(['portZero'])
  expect(firewallsOf(subject)).toContain('worker in tcp 1-80 198.51.100.0/24')
})

describe('a gap says why nothing stands there', () => {
  test.each<[string, Partial<DesignInput>, string]>([
    ['callers on the private network', listener({ from: ['subnet:private'] }), 'privateNetwork'],
    ['callers at private addresses that nobody drew', listener({ from: ['cidr:172.20.0.0/16'] }), 'privateNetwork'],
    ['pods', listener({ from: ['pods'] }), 'privateNetwork'],
    ['SCTP', listener({ protocol: 'sctp' }), 'otherProtocol'],
    ['port 0', listener({ ports: ['0'] }), 'portZero'],
    ['VRRP', listener({ protocol: 'vrrp', ports: [] }), 'otherProtocol'],
  ])('%s', (_, change, capability) => {
    const subject = smallRental(change)
    expect(gapsOf(subject, 'mine')).toEqual([capability])
    expect(firewallsOf(subject)).toEqual(firewallsOf(smallRental()))
    expect(proveSubject(subject).verdict).toBe('equal')
  })

  test('types of ICMP', () => {
    expect(gapsOf(smallRental(), 'icmp-pmtu')).toEqual(['icmpType', 'icmpType'])
    expect(firewallsOf(smallRental()).some((line) => line.includes(' icmp '))).toBe(false)
  })
})

test('open egress is no rule, and a line that says so', () => {
  const subject = smallRental()
  expect(firewallsOf(subject).filter((line) => line.includes(' out '))).toEqual([])
  const file = subject.output.files.find(({ path }) => path.endsWith('firewalls.tf'))
  const index = file?.text.split('\n').findIndex((line) => line.includes('No rule for what is sent')) ?? -1
  expect(file?.lineRules[index]).toContain('egress:all/controlplane')
})

test('restricted egress names what leaves, and every firewall closes the rest', () => {
  const subject = smallRental({ egress: 'restricted', ...listener({ on: ['w-1'] }) })
  const out = firewallsOf(subject).filter((line) => line.includes(' out '))
  for (const name of ['control_plane', 'worker', 'node_w_1'])
    expect(out).toContain(`${name} out tcp 1 10.255.255.255/32`)
  expect(out).toContain('worker out udp 123 0.0.0.0/0 ::/0')
  expect(proveSubject(subject).verdict).toBe('equal')
})

test('nothing is open, and the list of rules is not empty all the same', () => {
  const subject = smallRental({
    posture: 'strict',
    admin: [],
    overrides: ['kubelet', 'apid', 'cni-vxlan', 'cilium-health'].map((name) => ({ listener: name, from: [] })),
  })
  expect(firewallsOf(subject).filter((line) => line.startsWith('worker'))).toEqual([
    'worker in tcp 1 10.255.255.255/32',
  ])
})

test('subnets with public addresses may be on a vSwitch', () => {
  const callers = listener({ from: ['subnet:public'] })
  expect(firewallsOf(smallRental(callers)).join()).toContain('worker in tcp 5432 2001:db8:1::/64 203.0.113.0/24')
  const subject = smallRental(callers, { private: ['public'] })
  expect(gapsOf(subject, 'mine')).toEqual(['privateNetwork'])
  expect(smallRental({}, { private: ['publik'] }).output.problems.map(({ suggestion }) => suggestion)).toEqual([
    'Did you mean "public"?',
  ])
})

test('labels go by the names that the options give', () => {
  const subject = smallRental(listener({ on: ['web'] }), {
    clusterLabel: 'talos/cluster',
    roleLabel: 'type',
    poolLabel: 'nodepool',
  })
  const selectors = [...textOf(subject).matchAll(/label_selector = "(.*)"/g)].map(([, selector]) => selector)
  expect(selectors).toEqual([
    'talos/cluster=small,type=control-plane',
    'talos/cluster=small,type=worker',
    'talos/cluster=small,nodepool=web',
  ])
  expect(proveSubject(subject).verdict).toBe('equal')
  expect(subject.output.files.at(-1)?.text).toContain('`talos/cluster=small type=worker nodepool=web`')
})

test('one label cannot say two things, but for nodes and pools, which no machine is both', () => {
  const said = (options: Readonly<Record<string, string>>): string[] =>
    smallRental({}, options).output.problems.map(({ at }) => at)
  expect(said({ roleLabel: 'cluster' })).toEqual(['targets/terraform-hetzner/roleLabel'])
  expect(said({ nodeLabel: 'machine', poolLabel: 'machine' })).toEqual([])
})

describe('limits of Hetzner', () => {
  const ends = (count: number): string[] => Array.from({ length: count }, (_, index) => `cidr:198.18.${index}.0/24`)
  const crowd = (count: number, from: readonly string[]): Partial<DesignInput> => ({
    listeners: Array.from({ length: count }, (_, index) => ({
      ...{ name: `x${index}`, on: ['worker'], ports: [String(1000 + index * 2)] },
      from: [...from],
    })),
  })

  test('more than 100 ends are several rules', () => {
    const lines = firewallsOf(smallRental(crowd(1, ends(101)))).filter((line) => line.includes('tcp 1000 '))
    expect(lines.map((line) => line.split(' ').length - 4)).toEqual([100, 1])
  })

  test.each<[string, Partial<DesignInput>, number]>([
    ['50 rules are one firewall', crowd(45, ['cidr:198.18.0.0/24']), 2],
    ['more are two', crowd(60, ['cidr:198.18.0.0/24']), 3],
    ['500 ends are one firewall', crowd(4, ends(100)), 2],
    ['more are two, by ends', crowd(6, ends(100)), 3],
  ])('%s', (_, change, want) => {
    const subject = smallRental(change)
    expect(new Set(firewallsOf(subject).map((line) => line.split(' ')[0])).size).toBe(want)
    expect(subject.output.problems).toEqual([])
    expect(proveSubject(subject).verdict).toBe('equal')
  })

  test('a server takes five', () => {
    const { problems } = smallRental(crowd(30, ends(100))).output
    expect(problems.map(({ message }) => message)).toEqual([
      'w-1 would carry 7 firewalls to hold all its rules, and a server takes 5.',
    ])
  })
})

/** @see https://docs.hetzner.cloud/reference/cloud#firewall-actions-remove-from-resources */
test('nobody who is locked out is told to take a firewall off a server that it finds by its labels', () => {
  const page = smallRental({}).output.files.find(({ path }) => path.endsWith('README.md'))?.text
  expect(page).toContain('hcloud firewall add-rule')
  expect(page).not.toContain('remove-from-resource')
})
