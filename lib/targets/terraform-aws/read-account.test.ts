import { describe, expect, test } from 'vitest'
import { readRules, smallSite } from '@/lib/testing/security-groups'

const site = smallSite()

function read(json: object): string[] {
  return readRules([{ path: 's.json', text: JSON.stringify(json) }], site)
}

describe('an account', () => {
  const group = (id: string, name: string, more: object = {}) => ({ GroupId: id, GroupName: name, ...more })
  const cp = group('sg-1', 'prod-talos-control-plane-sg')

  test.each<[string, object[], string[]]>([
    [
      'permissions of each kind',
      [
        cp,
        group('sg-2', 'prod-talos-worker-sg', {
          IpPermissions: [
            {
              ...{
                IpProtocol: 'tcp',
                FromPort: 22,
                ToPort: 23,
                IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '10.9.0.0/16' }],
              },
              ...{ Ipv6Ranges: [{ CidrIpv6: '::/0' }], UserIdGroupPairs: [{ GroupId: 'sg-1' }], PrefixListIds: [] },
            },
          ],
          IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        }),
      ],
      [
        'egress worker any -1 -1 0.0.0.0/0',
        'ingress worker 6 22 23 10.0.0.0/8',
        'ingress worker 6 22 23 10.9.0.0/16',
        'ingress worker 6 22 23 ::/0',
        'ingress worker 6 22 23 control_plane',
      ],
    ],
    [
      'a group by its tag',
      [
        group('sg-3', 'x-talos-talos-pool-web-sg', {
          Tags: [{ Key: 'NodeType', Value: 'pool-web' }],
          IpPermissions: [{ IpProtocol: '50', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
        }),
      ],
      ['ingress pool_web 50 -1 -1 10.0.0.0/8'],
    ],
    [
      'a group of somebody else',
      [group('sg-4', 'database', { IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }] })],
      ['ingress database any -1 -1 10.0.0.0/8'],
    ],
    [
      'groups of somebody else that nothing here could interpret',
      [
        group('sg-4', 'default', { IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-4' }] }] }),
        group('sg-5', 'default', {
          IpPermissions: [
            { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId: 'pl-1' }] },
            { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-elsewhere' }] },
          ],
        }),
        group('sg-2', 'p-talos-worker-sg', {
          IpPermissions: [{ IpProtocol: '4', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
        }),
      ],
      ['ingress default any -1 -1 default', 'ingress worker 4 -1 -1 10.0.0.0/8'],
    ],
    [
      'a prefix list in a group of ours',
      [
        group('sg-2', 'p-talos-worker-sg', {
          IpPermissions: [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
        }),
      ],
      ['s.json worker ingress -1: What a prefix list holds is not in the files.'],
    ],
    [
      'two clusters',
      [cp, group('sg-9', 'test-talos-control-plane-sg')],
      ['s.json Two groups are called "control_plane": describe those of one VPC.'],
    ],
    [
      'a group that is not described',
      [
        group('sg-2', 'p-talos-worker-sg', {
          IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-8' }] }],
        }),
      ],
      ['s.json worker ingress -1: The group that is referred to cannot be told.'],
    ],
  ])('%s', (_, described, want) => {
    expect(read({ SecurityGroups: described })).toEqual(want)
  })
})

/** EC2 says -1 for what ICMP leaves open, and for protocols without ports. */
test('rules by the ids of their groups, ICMP among them', () => {
  const rule = (id: string, group: string, more: object) => ({
    ...{ SecurityGroupRuleId: id, GroupId: group, IsEgress: false, FromPort: -1, ToPort: -1, CidrIpv4: '10.0.0.0/8' },
    ...more,
  })
  const rules = [
    rule('sgr-1', 'sg-1', { IpProtocol: 'tcp', FromPort: 2379, ToPort: 2380 }),
    rule('sgr-2', 'sg-2', { IpProtocol: 'icmp' }),
    rule('sgr-3', 'sg-2', { IpProtocol: 'icmp', FromPort: 8 }),
    rule('sgr-4', 'sg-2', { IpProtocol: 'icmpv6', CidrIpv4: undefined, CidrIpv6: '::/0' }),
    rule('sgr-5', 'sg-2', { IpProtocol: '50' }),
    rule('sgr-6', 'sg-1', { IpProtocol: '-1', IsEgress: true }),
    rule('sgr-7', 'sg-1', {
      IpProtocol: 'tcp',
      FromPort: 1,
      ToPort: 2,
      CidrIpv4: undefined,
      ReferencedGroupInfo: { GroupId: 'sg-2' },
    }),
  ]
  expect(read({ SecurityGroupRules: rules })).toEqual([
    'egress control_plane any -1 -1 10.0.0.0/8',
    'ingress control_plane 6 1 2 worker',
    'ingress control_plane 6 2379 2380 10.0.0.0/8',
    'ingress worker 1 -1 -1 10.0.0.0/8',
    'ingress worker 1 8 -1 10.0.0.0/8',
    'ingress worker 50 -1 -1 10.0.0.0/8',
    'ingress worker 58 -1 -1 ::/0',
  ])
})
