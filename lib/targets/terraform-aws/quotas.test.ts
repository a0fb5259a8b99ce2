/** How full a group is, counted for each direction and family as EC2 counts. */
import { expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { rulesOf, smallCloud } from '@/lib/testing/security-groups'
import type { Subject } from '@/lib/testing/subject'

/** As many listeners on the workers, each on a port of its own. */
function crowd(count: number, from: readonly string[] = ['worker']): Pick<DesignInput, 'listeners'> {
  const listeners = Array.from({ length: count }, (_, index) => ({
    ...{ name: `x${index}`, on: ['worker'], ports: [String(1000 + index * 2)] },
    from: [...from],
  }))
  return { listeners }
}

const dual: Partial<DesignInput> = {
  clusterCIDRs: ['10.0.0.0/16', '2001:db8::/48'],
  subnets: [
    { name: 'a', cidrs: ['10.0.1.0/24', '2001:db8:0:1::/64'] },
    { name: 'b', cidrs: ['10.0.2.0/24', '2001:db8:0:2::/64'] },
    { name: 'c', cidrs: ['10.0.3.0/24', '2001:db8:0:3::/64'] },
  ],
}

const networks = (count: number, family: 4 | 6): DesignInput['admin'] =>
  Array.from({ length: count }, (_, index) => ({
    name: `n${index}`,
    cidr: family === 4 ? `192.0.${index * 2}.0/24` : `2001:db8:${(index * 2 + 256).toString(16)}::/48`,
  }))

const narrow = (count: number, to: string): Partial<DesignInput> => ({
  egress: {
    mode: 'restricted',
    also: Array.from({ length: count }, (_, index) => ({
      ...{ name: `y${index}`, to: [to], protocol: 'tcp' as const, ports: [String(3000 + index * 2)] },
    })),
  },
})

test.each<[string, Subject, (readonly [string, RegExp])[]]>([
  ['little', smallCloud(), []],
  // A reference counts in both families, whichever the cluster has.
  [
    'a group nearly full of references',
    smallCloud(crowd(44)),
    [
      ['warning', /worker needs ingress rules for IPv4: \d+ of the 60/],
      ['warning', /worker needs ingress rules for IPv6: \d+ of the 60/],
    ],
  ],
  [
    'a group too full of references',
    smallCloud(crowd(60)),
    [
      ['error', /worker needs ingress rules for IPv4: \d+, and EC2 takes 60/],
      ['error', /worker needs ingress rules for IPv6: \d+, and EC2 takes 60/],
    ],
  ],
  [
    'prefixes count in their own family: IPv4',
    smallCloud(crowd(60, ['cidr:192.0.2.0/24'])),
    [['error', /worker needs ingress rules for IPv4/]],
  ],
  [
    'prefixes count in their own family: IPv6',
    smallCloud({ ...dual, ...crowd(60, ['cidr:2001:db8:9::/48']) }),
    [['error', /worker needs ingress rules for IPv6/]],
  ],
  [
    'what leaves is counted apart',
    smallCloud({ ...crowd(30, ['cidr:192.0.2.0/24']), ...narrow(20, 'cidr:192.0.2.0/24') }),
    [],
  ],
  [
    'too much that may leave',
    smallCloud(narrow(60, 'cidr:192.0.2.0/24')),
    [
      ['error', /control_plane needs egress rules for IPv4/],
      ['error', /worker needs egress rules for IPv4/],
    ],
  ],
  [
    'the networks of the admins count for each of their rules: IPv4',
    smallCloud({ posture: 'relaxed', admin: networks(27, 4) }),
    [['error', /control_plane needs ingress rules for IPv4/]],
  ],
  [
    'the networks of the admins count for each of their rules: IPv6',
    smallCloud({ ...dual, posture: 'relaxed', admin: networks(27, 6) }),
    [['error', /control_plane needs ingress rules for IPv6/]],
  ],
  ['a higher quota', smallCloud(crowd(60), { rulesPerGroup: 200 }), []],
  [
    'a group that only another plugin fills',
    smallCloud({ ...crowd(53, ['cidr:192.0.2.0/24']), cni: { plugin: 'none' } }),
    [['warning', /with cni_type = calico and enable_nodeport = true, more than the 60/]],
  ],
  ['a subnet that is not there', smallCloud({}, { subnets: ['a', 'bb'] }), [['error', /No subnet is called "bb"/]]],
])('%s', (_, { output }, want) => {
  expect(output.problems.map(({ severity, message }) => `${severity}: ${message}`)).toHaveLength(want.length)
  for (const [index, [severity, message]] of want.entries()) {
    expect(output.problems[index]?.severity).toBe(severity)
    expect(output.problems[index]?.message).toMatch(message)
  }
})

test.each([59, 60, 61])('says of %i rules what EC2 would', (wanted) => {
  const base = countOf(smallCloud(crowd(0)))
  const subject = smallCloud(crowd(wanted - base, ['cidr:192.0.2.0/24']), {})
  expect(countOf(subject)).toBe(wanted)
  const refused = subject.output.problems.filter(({ severity }) => severity === 'error')
  expect(refused).toHaveLength(wanted > 60 ? 1 : 0)
})

/** Rules for packets of IPv4 into the workers, by the reader. */
function countOf(subject: Subject): number {
  return rulesOf(subject).filter((line) => line.startsWith('ingress worker') && !line.includes(':')).length
}
