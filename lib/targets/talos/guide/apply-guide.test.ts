import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { renderDesign, smallDesign, textOf } from '@/lib/testing/talos-files'

function guide(change: Partial<DesignInput> = {}): string {
  return textOf(renderDesign(smallDesign(change)), 'talos/APPLY.md')
}

function commands(text: string): string[] {
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((match) => (match[1] ?? '').trimEnd().split('\n'))
}

test('each control plane is tried, tested and kept before the next; workers follow the first', () => {
  const text = commands(guide())
  expect(text.slice(0, 17)).toEqual([
    ...['10.0.0.1', '10.0.0.2', '10.0.0.3'].flatMap((address) => [
      `talosctl -n ${address} patch mc --patch @talos/controlplane.patch.yaml --mode=try --timeout=2m`,
      `talosctl -n ${address} version`,
      'kubectl get nodes',
      `talosctl -n ${address} patch mc --patch @talos/controlplane.patch.yaml`,
    ]),
    'talosctl -n 10.0.0.11 patch mc --patch @talos/worker.patch.yaml --mode=try --timeout=2m',
    'talosctl -n 10.0.0.11 version',
    'talosctl -n 10.0.0.11 patch mc --patch @talos/worker.patch.yaml',
    'talosctl -n 10.0.0.12 patch mc --patch @talos/worker.patch.yaml',
    'talosctl -n 10.0.0.1 patch mc --patch @talos/disable.controlplane.patch.yaml',
  ])
})

describe('addresses', () => {
  const nodes = smallDesign().nodes.slice(0, 1)
  const net = { name: 'net', cidrs: ['10.0.0.0/16', '2001:db8::/64'] }
  const pool = { name: 'web', role: 'worker' as const, subnet: 'net', count: 3 }

  test.each<[string, Partial<DesignInput>, RegExp]>([
    [
      'a small pool is spelled out',
      { nodes, pools: [{ ...pool, addresses: ['10.0.0.20-10.0.0.22'] }] },
      /for node in \\\n {2}10\.0\.0\.21 10\.0\.0\.22; do/,
    ],
    [
      'a large pool is named by its ends',
      { nodes, pools: [{ ...pool, count: 300, addresses: ['10.0.1.0-10.0.2.43'] }] },
      /web: repeat with each address from 10\.0\.1\.0 to 10\.0\.2\.43\./,
    ],
    [
      'an address-less pool is a placeholder that no shell reads',
      { nodes, pools: [pool] },
      /talosctl -n '<address of web>' patch/,
    ],
    [
      'a node without an address',
      { nodes: [...nodes, { name: 'w-9', role: 'worker', subnet: 'net' }] },
      /w-9: the design knows no address of this node\./,
    ],
    [
      'IPv6 alone',
      { nodes: [{ name: 'cp-1', role: 'controlplane', subnet: 'net', addresses: ['2001:db8::5'] }] },
      /talosctl -n 2001:db8::5 patch/,
    ],
    [
      'the first address of a second interface',
      {
        subnets: [net, { name: 'far', cidrs: ['10.9.0.0/24'] }],
        nodes: [
          {
            name: 'cp-1',
            role: 'controlplane',
            subnet: 'net',
            nics: [{ subnet: 'far', addresses: ['10.9.0.9', '10.9.0.8'] }],
          },
        ],
      },
      /talosctl -n 10\.9\.0\.8 patch/,
    ],
  ])('%s', (_, change, want) => {
    expect(guide({ subnets: [net], ...change })).toMatch(want)
  })
})

test.each<[string, Partial<DesignInput>, RegExp[], RegExp[]]>([
  [
    'names the networks to test from',
    { admin: [{ name: 'x', cidr: '198.51.100.0/26' }] },
    [/answer `198\.51\.100\.0\/26` and/, /\*\*new\*\* connection/],
    [],
  ],
  [
    'has no way to disable below 1.8',
    { talos: { version: '1.7' } },
    [/No patch can/, /ingress: accept/],
    [/disable\./],
  ],
  [
    'an open connection is no test where answers pass',
    { talos: { version: '1.14', defaultAction: 'accept' } },
    [/open connection survives/],
    [/cuts open connections/],
  ],
  [
    'an open connection is cut where a firewall that accepts by default does not track',
    { talos: { version: '1.13', defaultAction: 'accept' } },
    [/cuts open connections/],
    [/open connection survives/],
  ],
  ['talhelper', { talos: { management: 'talhelper' } }, [/talhelper genconfig/, /--mode=try/], [/omnictl/]],
  [
    'Omni has a way in of its own',
    { talos: { management: 'omni' } },
    [/omnictl cluster template sync/, /SideroLink/, /Through Omni/],
    [/genconfig/],
  ],
  ['Cluster API', { talos: { management: 'capi' } }, [/TalosConfigTemplate/, /kubectl apply/, /--mode=try/], []],
  ['KubeSpan peers get in', { addons: ['kubespan'] }, [/KubeSpan peer/], []],
  [
    'a machine without configuration has no firewall',
    {},
    [/port 50000/, /--config-patch @talos\/worker\.patch\.yaml/],
    [],
  ],
  [
    'a single control plane has no other to go through',
    { nodes: smallDesign().nodes.slice(0, 1) },
    [/-e '<address of another control plane>' -n 10\.0\.0\.1/],
    [],
  ],
])('%s', (_, change, present, absent) => {
  const text = guide(change)
  for (const pattern of present) expect(text).toMatch(pattern)
  for (const pattern of absent) expect(text).not.toMatch(pattern)
  expect(text).not.toMatch(/undefined|\[object|\n\n\n|[ \t]\n/)
})
