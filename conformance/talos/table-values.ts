/** How ports and subnets decode (facts/talos.md 1.3). */
import { rule, sources, type TableCase } from './table-case'

type Outcome = TableCase['want'] | { readonly ports: string } | { readonly subnets: string }

function portCase(item: string, outcome: Outcome): TableCase {
  const patches = [rule({ ports: item.startsWith('=') ? ` ${item.slice(1)}` : `\n        - ${item}` })]
  const base = { row: '1.3 ports', name: `ports ${item}`, patches }
  if (typeof outcome === 'string') return { ...base, want: outcome }
  return 'ports' in outcome
    ? { ...base, want: 'ok', rules: [`test tcp ${outcome.ports} 10.0.0.0/8`] }
    : { ...base, want: 'ok' }
}

const ports: readonly TableCase[] = [
  ...(
    [
      ['80', '80-80'],
      ['80-90', '80-90'],
      ['"80-90"', '80-90'],
      ['443-443', '443-443'],
      ['"080-090"', '80-90'],
      ['0', '0-0'],
      ['0-65535', '0-65535'],
      ['65535', '65535-65535'],
      ['0x50', '80-80'],
      ['80.0', '80-80'],
      ['8e1', '80-80'],
      ['1_000', '1000-1000'],
      ['017', '15-15'],
      ['0o17', '15-15'],
    ] as const
  ).map(([item, want]) => portCase(item, { ports: want })),
  ...[
    '"80"',
    '"80 - 90"',
    '80:90',
    '"80-"',
    '"-90"',
    '"80-90-100"',
    '65536',
    '-1',
    'http',
    '""',
    'true',
    '"+80-90"',
  ].map((item) => portCase(item, 'refused')),
  ...['=80', '=80-90', '=[]', '=null', '=[null]'].map((item) => portCase(item, 'refused')),
  portCase('=[80, 443]', { ports: '80-80,443-443' }),
]

function subnetCase(text: string, subnets?: string): TableCase {
  const base = {
    row: '1.3 subnets',
    name: `subnet ${text}`,
    patches: [rule({ ingress: `ingress:\n    - subnet: ${text}\n` })],
  }
  return subnets === undefined
    ? { ...base, want: 'refused' }
    : { ...base, want: 'ok', rules: [`test tcp 80-80 ${subnets}`] }
}

const subnets: readonly TableCase[] = [
  subnetCase('10.1.2.3/8', '10.1.2.3/8'),
  subnetCase('2001:DB8::/32', '2001:db8::/32'),
  subnetCase('::/0', '::/0'),
  subnetCase('"::/0"', '::/0'),
  subnetCase('0.0.0.0/0', '0.0.0.0/0'),
  ...[
    '10.1.2.3',
    '10.0.0.0/08',
    '010.0.0.0/8',
    '10.0.0.0/255.0.0.0',
    '" 10.0.0.0/8"',
    '"10.0.0.0/8 "',
    '10.0.0.0/33',
  ].map((text) => subnetCase(text)),
  ...['2001:db8::/129', 'fe80::1%eth0/64', '""', 'null', ''].map((text) => subnetCase(text)),
  ...(
    [
      ['cidr for subnet', 'ingress:\n    - cidr: 10.0.0.0/8\n'],
      ['a bare string', 'ingress:\n    - 10.0.0.0/8\n'],
      ['a map for the list', 'ingress:\n    subnet: 10.0.0.0/8\n'],
      ['::/0 bare in flow', 'ingress: [{subnet: ::/0}]\n'],
      ['except as a list', 'ingress:\n    - subnet: 10.0.0.0/8\n      except: [10.1.0.0/16]\n'],
    ] as const
  ).map(([name, ingress]): TableCase => ({ row: '1.3 subnets', name, patches: [rule({ ingress })], want: 'refused' })),
  {
    row: '1.3 subnets',
    name: 'the same subnet twice',
    patches: [rule({ ingress: `${sources}    - subnet: 10.0.0.0/8\n` })],
    want: 'ok',
    rules: ['test tcp 80-80 10.0.0.0/8 10.0.0.0/8'],
  },
]

export const valueCases: readonly TableCase[] = [...ports, ...subnets]
