/** The bytes: names and ids within the product's limits, and nothing that it takes for something else. */
import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../all'
import type { Filter } from '../target'
import { checkFiles } from './check'
import { opnsense } from './target'

const filter = findTarget(opnsense.id) as Filter

function textOf({ output }: Subject, name: string): string {
  return output.files.find(({ path }) => path === `opnsense/${name}`)?.text ?? ''
}

type Row = Readonly<Record<string, string>>

/** Our own table has no quotes but around lists. */
function rowsOf(subject: Subject): Row[] {
  const [heading = '', ...lines] = textOf(subject, 'rules.csv').trimEnd().split('\n')
  const columns = heading.split(',')
  return lines.map((line) => {
    const cells = (line.match(/"[^"]*"|[^,]+|(?<=,)(?=,|$)/g) ?? []).map((cell) => cell.replaceAll('"', ''))
    expect(cells, line).toHaveLength(columns.length)
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
  })
}

function aliasesOf(subject: Subject): Row[] {
  const { aliases } = JSON.parse(textOf(subject, 'aliases.json')) as { aliases: { alias: Record<string, Row> } }
  const ids = Object.keys(aliases.alias)
  for (const id of ids) expect(id).toMatch(idPattern)
  expect(new Set(ids).size).toBe(ids.length)
  return Object.values(aliases.alias)
}

const idPattern = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
const safe = /^[A-Za-z0-9 _.:/,+()@=~-]*$/

function checkBytes(subject: Subject): void {
  const aliases = aliasesOf(subject)
  const rows = rowsOf(subject)
  const names = aliases.map(({ name = '' }) => name)
  for (const name of names) expect(name).toMatch(/^pcl_[a-z0-9_]{1,27}$/)
  expect(new Set(names).size).toBe(names.length)
  for (const alias of aliases) checkAlias(alias)
  for (const column of ['@uuid', 'sequence', 'description']) {
    expect(new Set(rows.map((row) => row[column])).size, column).toBe(rows.length)
  }
  expect(rows.map(({ sequence }) => Number(sequence))).toEqual(rows.map((_, index) => index + 1))
  const ports = new Set(aliases.filter(({ type }) => type === 'port').map(({ name }) => name))
  for (const row of rows) checkRow(row, subject, new Set(names), ports)
}

function checkAlias({ type, content = '', description, enabled }: Row): void {
  expect([enabled, description]).toEqual(['1', expect.stringMatching(/^pcl:[a-z0-9-]+: [A-Za-z0-9 _.,:/()+=-]+$/)])
  const entry = type === 'port' ? /^\d+(?::\d+)?$/ : /^[0-9a-f.:]+\/\d+$/
  expect(['port', 'network']).toContain(type)
  for (const one of content.split('\n')) expect(one).toMatch(entry)
}

/** The silent failures of OPNsense, as things that no row of ours has. */
function checkRow(row: Row, { design }: Subject, names: ReadonlySet<string>, ports: ReadonlySet<unknown>): void {
  expect(row['@uuid']).toMatch(idPattern)
  expect(row.description?.startsWith(`pcl:${design.name}:`)).toBe(true)
  expect(row.description?.length).toBeLessThanOrEqual(100)
  for (const value of Object.values(row)) expect(value).toMatch(safe)
  expect(row).toMatchObject({ enabled: '1', quick: '1', direction: 'in', statetype: 'keep', source_port: '' })
  expect(['pass', 'block']).toContain(row.action)
  expect(['inet', 'inet6', 'inet46']).toContain(row.ipprotocol)
  expect(['any', 'TCP', 'UDP', 'ICMP', 'IPV6-ICMP', 'ESP', 'GRE', 'IPENCAP', 'CARP', 'SCTP']).toContain(row.protocol)
  // In the class that comes first: on every interface, on several, or on all but one.
  const keys = row.interface === '' ? [] : (row.interface ?? '').split(',')
  expect(keys.length !== 1 || row.interfacenot === '1').toBe(true)
  expect(row.interfacenot === '1' ? keys.length : 1).toBe(1)
  for (const side of ['source', 'destination']) {
    const net = row[`${side}_net`] ?? ''
    expect(net === 'any' || (names.has(net) && !ports.has(net))).toBe(true)
    expect(row[`${side}_not`]).toMatch(net === 'any' ? /^0$/ : /^[01]$/)
  }
  const port = row.destination_port ?? ''
  if (port !== '') {
    expect(['TCP', 'UDP']).toContain(row.protocol)
    if (!ports.has(port)) expect(port).toMatch(/^[1-9]\d{0,4}(?:-[1-9]\d{0,4})?$/)
  }
  if (row.icmptype !== '') expect([row.protocol, row.ipprotocol]).toEqual(['ICMP', 'inet'])
  if (row.icmp6type !== '') expect([row.protocol, row.ipprotocol]).toEqual(['IPV6-ICMP', 'inet6'])
  if (row.protocol === 'ICMP') expect(row.ipprotocol).toBe('inet')
}

test('random designs keep every limit', () => {
  checkProperty(arbitraryDesign(), sampleCount(80, 2000), (design) => {
    const subject = subjectOf(filter, design)
    checkBytes(subject)
    expect(checkFiles(subject.output.files)).toEqual([])
  })
})

test('a rule keeps its id whatever else changes, and another cluster has others', () => {
  const ids = (change: Partial<DesignInput>): Map<string, string> =>
    new Map(
      rowsOf(subjectOf(filter, readExample('dual-stack-onprem', change))).map((row) => [
        (row.description ?? '').replace(/^pcl:[^:]*:/, ''),
        row['@uuid'] ?? '',
      ]),
    )
  const changes: readonly Partial<DesignInput>[] = [{}, { posture: 'strict', listeners: [] }, { name: 'other' }]
  const [first, narrowed, renamed] = changes.map(ids)
  const shared = [...(first ?? [])].filter(([description]) => narrowed?.has(description))
  expect(shared.length).toBeGreaterThan(10)
  for (const [description, id] of shared) expect(narrowed?.get(description)).toBe(id)
  expect([...(renamed?.values() ?? [])].filter((id) => [...(first?.values() ?? [])].includes(id))).toEqual([])
})

describe('hostile names', () => {
  const hostile = `x]]>"'\`$\{y} & <z>\\ ,;=\n../é`
  const change: Partial<DesignInput> = {
    admin: [{ name: hostile.replace('\n', ' '), cidr: '198.51.100.0/26' }],
    listeners: [
      {
        name: `=1+1 ${hostile.replace('\n', ' ')}`,
        on: ['gpu-1'],
        protocol: 'tcp',
        ports: ['5432'],
        from: ['cidr:10.9.0.0/16'],
      },
    ],
  }

  test('mean nothing to any of the files, and are no formula', () => {
    const subject = subjectOf(filter, readExample('dual-stack-onprem', change))
    checkBytes(subject)
    for (const name of ['aliases.json', 'rules.csv', 'apply.py']) {
      for (const sign of ['x]]>', '$' + '{', '`', '& <', 'é'])
        expect(textOf(subject, name), `${name} ${sign}`).not.toContain(sign)
    }
    expect(textOf(subject, 'rules.csv')).not.toMatch(/(?:^|[,"])[=+@-](?!uuid)/m)
  })

  test('stay apart from each other', () => {
    const twins = ['web é', 'web è', 'web_e'].map((name, index) => ({
      name,
      on: ['worker'],
      protocol: 'tcp' as const,
      ports: [String(8000 + index)],
      from: ['admin'],
    }))
    checkBytes(subjectOf(filter, readExample('dual-stack-onprem', { listeners: twins })))
  })
})

describe('what machines behind one interface send', () => {
  const restricted = (interfaces: Record<string, string>): Row[] =>
    rowsOf(
      subjectOf(
        filter,
        readExample('dual-stack-onprem', {
          egress: 'restricted',
          targets: { opnsense: { interfaces } },
        }),
      ),
    ).filter(({ description = '' }) => /egress|elsewhere/.test(description))

  test('stands behind a row that drops what comes from their network anywhere else', () => {
    const rows = restricted({ control: 'opt1', workers: 'opt2' })
    const guards = rows.filter(({ interfacenot }) => interfacenot === '1')
    expect(guards.map((row) => [row.action, row.interface, row.source_net])).toEqual([
      ['block', 'opt1', 'pcl_onprem_net_control'],
      ['block', 'opt2', 'pcl_onprem_net_workers'],
    ])
    const lastGuard = Math.max(...guards.map(({ sequence }) => Number(sequence)))
    for (const row of rows.filter(({ action }) => action === 'pass')) {
      expect(Number(row.sequence)).toBeGreaterThan(lastGuard)
    }
  })

  test('needs none where all machines share one interface with nobody else to guard against, but for that interface', () => {
    const rows = restricted({ control: 'opt1', workers: 'opt1' })
    expect(rows.filter(({ interfacenot }) => interfacenot === '1').map((row) => row.interface)).toEqual([
      'opt1',
      'opt1',
    ])
  })
})

describe('what it cannot say', () => {
  const gapsOf = (change: Partial<DesignInput>): string[] => {
    const { output } = subjectOf(filter, readExample('dual-stack-onprem', change))
    return output.gaps.map(({ rule, capability }) => `${capability} ${rule}`)
  }
  const listener = { name: 'odd', on: ['gpu-1'], from: ['cidr:10.9.0.0/16'] }

  test.each<[string, Partial<DesignInput>, string]>([
    ['within one network', {}, 'sameNetwork etcd/controlplane'],
    [
      'behind somebody else',
      { targets: { opnsense: { interfaces: { control: 'opt1' } } } },
      'otherNetwork kubelet/worker',
    ],
    ['ports of SCTP', { listeners: [{ ...listener, protocol: 'sctp', ports: ['9'] }] }, 'sctpPort odd/node:gpu-1'],
    [
      'from one family to the other',
      {
        listeners: [{ ...listener, on: ['v4-only'], protocol: 'tcp', ports: ['9'], from: ['cidr:2001:db8:9::/48'] }],
        nodes: [
          { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.20.0.11'] },
          { name: 'v4-only', role: 'worker', subnet: 'v4', addresses: ['10.20.90.9'] },
        ],
        subnets: [
          { name: 'control', cidrs: ['10.20.0.0/24', '2001:db8:20::/64'] },
          { name: 'v4', cidrs: ['10.20.90.0/24'] },
        ],
        pools: [],
        overrides: [],
        loadBalancerIPs: [],
      },
      'mixedFamilies odd/node:v4-only',
    ],
    ['port 0', { listeners: [{ ...listener, protocol: 'tcp', ports: ['0-9'] }] }, 'portZero odd/node:gpu-1'],
  ])('%s', (_, change, gap) => {
    expect(gapsOf(change)).toContain(gap)
  })

  test.each(['esp', 'gre', 'ipip', 'vrrp'] as const)('%s without ports has a name', (protocol) => {
    const gaps = gapsOf({ listeners: [{ ...listener, protocol, ports: [] }] })
    expect(gaps.filter((gap) => gap.endsWith('odd/node:gpu-1') && !gap.startsWith('sameNetwork'))).toEqual([])
  })
})

describe('options that do not fit', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['none', {}, /No network with machines/],
    ['a network without machines alone', { edge: 'opt4' }, /No network with machines/],
    ['a network that is not there', { control: 'opt2', contrl: 'opt3' }, /No network is called "contrl"/],
  ])('%s: said, and no file that does nothing', (_, interfaces, message) => {
    const { output } = subjectOf(filter, readExample('dual-stack-onprem', { targets: { opnsense: { interfaces } } }))
    expect(output.problems[0]).toMatchObject({ severity: 'error', message: expect.stringMatching(message) })
    expect(output.files.length > 0).toBe('control' in interfaces)
  })

  test.each(['any', 'other', 'opt 1', '', '1', 'LAN', 'opt', 'Trusted'])('the key %s is none', (key) => {
    expect(filter.options.safeParse({ interfaces: { control: key } }).success).toBe(false)
  })

  test('a release that cannot tell ICMPv6 types apart is none', () => {
    expect(filter.options.safeParse({ version: '25.1' }).success).toBe(false)
    expect(filter.options.safeParse({ version: '26.7' }).success).toBe(true)
  })
})

test('hundreds of machines make a table of as many rows as ten', () => {
  const nodes = (count: number): Partial<DesignInput> => ({
    pools: [
      { name: 'general', role: 'worker', subnet: 'workers', count, addresses: [`10.20.5.0-10.20.5.${count - 1}`] },
    ],
  })
  const [few, many] = [10, 250].map((count) =>
    rowsOf(subjectOf(filter, readExample('dual-stack-onprem', nodes(count)))),
  )
  expect(many?.length).toBe(few?.length)
})
