/** The bytes: names within the product's limits, nothing that it takes for something else, three files that say the same. */
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { DesignInput } from '@/lib/design/design'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import { readXml } from '@/lib/text/xml'
import type { XmlElement } from '@/lib/text/xml/node'
import { findTarget } from '../all'
import type { Filter } from '../target'
import { checkFiles } from './check'
import { pfsense } from './target'

const filter = findTarget(pfsense.id) as Filter

function textOf(subject: Subject, path: string): string {
  return subject.output.files.find((file) => file.path === path)?.text ?? ''
}

function elementsOf(subject: Subject, section: 'aliases' | 'filter'): readonly XmlElement[] {
  const xml = readXml(textOf(subject, `pfsense/${section}.xml`))
  if (!xml.ok) throw new Error(xml.message)
  return xml.root.children
}

/** An element as plain values: texts, and maps of them. */
function valueOfElement({ text, children }: XmlElement): unknown {
  if (children.length === 0) return text
  return Object.fromEntries(children.map((child) => [child.name, valueOfElement(child)]))
}

function recordsOf(subject: Subject, section: 'aliases' | 'filter'): Record<string, unknown>[] {
  return elementsOf(subject, section).map((element) => valueOfElement(element) as Record<string, unknown>)
}

/** What PHP makes of the two lists. */
function phpLists(text: string): Record<string, unknown>[][] {
  return [...text.matchAll(/^\$(?:aliases|rules) = \[\n([\s\S]*?)\n\];$/gm)].map(([, rows = '']) =>
    rows.split('\n').map((row) => {
      const tokens = row.match(/'(?:[^'\\]|\\.)*'|=>|[[\],]/g) ?? []
      const json = tokens.map((token) => {
        if (token === '=>') return ':'
        if (token === '[') return '{'
        if (token === ']') return '}'
        return token === ',' ? ',' : JSON.stringify(token.slice(1, -1).replaceAll(/\\(.)/g, '$1'))
      })
      return JSON.parse(json.join('').replace(/,$/, '')) as Record<string, unknown>
    }),
  )
}

const safe = /^[A-Za-z0-9 _.:/,+()@=~|-]*$/

function checkBytes(subject: Subject): void {
  const aliases = recordsOf(subject, 'aliases')
  const rules = recordsOf(subject, 'filter')
  const names = aliases.map(({ name }) => String(name))
  for (const name of names) expect(name).toMatch(/^pcl_[a-z0-9_]{1,27}$/)
  expect(new Set(names).size).toBe(names.length)
  const trackers = rules.map(({ tracker }) => Number(tracker))
  for (const tracker of trackers) expect(tracker >= 2_000_000_000 && tracker <= 2_147_483_647).toBe(true)
  expect(new Set(trackers).size).toBe(trackers.length)
  const descriptions = rules.map(({ descr }) => String(descr))
  expect(new Set(descriptions).size).toBe(descriptions.length)
  for (const text of descriptions) {
    expect(text.startsWith(`pcl:${subject.design.name}:`)).toBe(true)
    expect(text.length).toBeLessThanOrEqual(52)
  }
  for (const alias of aliases) {
    expect(String(alias.detail).split('||')).toHaveLength(String(alias.address).split(' ').length)
    for (const value of Object.values(alias)) expect(String(value)).toMatch(safe)
  }
  const ports = new Set(aliases.filter(({ type }) => type === 'port').map(({ name }) => name))
  for (const rule of rules) checkRule(rule, new Set(names), ports)
}

/** The silent failures of pfSense, as things that no rule of ours has. */
function checkRule(rule: Record<string, unknown>, names: ReadonlySet<string>, ports: ReadonlySet<unknown>): void {
  expect(['pass', 'block']).toContain(rule.type)
  expect(rule).toMatchObject({ floating: 'yes', quick: 'yes', direction: 'in' })
  expect([undefined, 'tcp', 'udp', 'icmp', 'esp', 'gre', 'carp', 'sctp']).toContain(rule.protocol)
  expect(rule.interface).toMatch(/^(?:any|opt\d+(?:,opt\d+)*)$/)
  for (const end of [rule.source, rule.destination] as Record<string, unknown>[]) {
    // No literal address, so that none can stand in a rule of the other family; no list; every alias is there.
    if (end.any === undefined) expect(names.has(String(end.address)) && !ports.has(end.address)).toBe(true)
    if (end.port === undefined) continue
    expect(['tcp', 'udp']).toContain(rule.protocol)
    if (!ports.has(end.port)) expect(end.port).toMatch(/^[1-9]\d{0,4}(?:-[1-9]\d{0,4})?$/)
  }
  if (rule.icmptype !== undefined) expect(rule.protocol).toBe('icmp')
  if (rule.protocol === 'icmp') expect(rule.ipprotocol).not.toBe('inet46')
}

/** The same aliases and rules in all three forms. */
function checkForms(subject: Subject): void {
  const aliases = recordsOf(subject, 'aliases')
  const rules = recordsOf(subject, 'filter')
  expect(phpLists(textOf(subject, 'pfsense/portcullis.php'))).toEqual([aliases, rules])
  const [play] = parse(textOf(subject, 'pfsense/ansible.yml'))
  const { aggregated_aliases, aggregated_rules } = play.tasks[0]['pfsensible.core.pfsense_aggregate']
  expect(aggregated_aliases).toEqual(aliases)
  const word = (end: Record<string, string>): string =>
    end.any === undefined ? `${end.not === undefined ? '' : '!'}${end.address}` : 'any'
  expect(aggregated_rules).toEqual(
    rules.map((rule, index) => {
      const [source, destination] = [rule.source, rule.destination] as Record<string, string>[]
      return {
        name: rule.descr,
        action: rule.type,
        interface: rule.interface,
        floating: true,
        direction: 'in',
        quick: true,
        ipprotocol: rule.ipprotocol,
        protocol: rule.protocol ?? 'any',
        ...(rule.protocol === 'icmp' ? { icmptype: rule.icmptype ?? 'any' } : {}),
        source: word(source ?? {}),
        destination: word(destination ?? {}),
        ...(destination?.port === undefined ? {} : { destination_port: destination.port }),
        ...(rule.log === undefined ? {} : { log: true }),
        tracker: rule.tracker,
        after: rules[index - 1]?.descr ?? 'top',
      }
    }),
  )
}

test('random designs keep every limit, and say the same in all forms', () => {
  checkProperty(arbitraryDesign(), sampleCount(80, 2000), (design) => {
    const subject = subjectOf(filter, design)
    checkBytes(subject)
    checkForms(subject)
    expect(checkFiles(subject.output.files)).toEqual([])
  })
})

describe('hostile names', () => {
  const hostile = `x]]>"'\`$\{y} & <z>\\ ../é`
  const change: Partial<DesignInput> = {
    admin: [{ name: hostile, cidr: '198.51.100.0/26' }],
    listeners: [{ name: hostile, on: ['gpu-1'], protocol: 'tcp', ports: ['5432'], from: ['cidr:10.9.0.0/16'] }],
    egress: {
      mode: 'restricted',
      also: [{ name: hostile, to: ['cidr:10.8.0.0/16'], protocol: 'tcp', ports: ['2049'] }],
    },
  }
  const subject = subjectOf(filter, readExample('dual-stack-onprem', change))

  test('mean nothing to any of the files', () => {
    for (const path of ['aliases.xml', 'filter.xml', 'portcullis.php', 'ansible.yml']) {
      const text = textOf(subject, `pfsense/${path}`)
      for (const sign of ['x]]>', '${', '`', '& <', '\\', 'é']) expect(text, `${path} ${sign}`).not.toContain(sign)
    }
    checkBytes({ ...subject, output: subject.output })
    checkForms(subject)
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

test('a list longer than the editor takes is an alias of aliases', () => {
  // No two of them lie side by side, so that no prefix holds two.
  const addresses = Array.from(
    { length: 6000 },
    (_, index) => `10.${5 + (index >> 14)}.${((index * 3) >> 8) % 256}.${(index * 3) % 256}`,
  )
  const unique = [...new Set(addresses)].map((address) => address.replace(/^10\.\d+/, '10.5'))
  const design = readExample('seed-002-segmented', {
    subnets: [
      { name: 'control', cidrs: ['10.4.0.0/24'] },
      { name: 'workers', cidrs: ['10.5.0.0/16'] },
    ],
    nodes: [
      { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.4.0.2'] },
      ...unique.map((address, index) => ({
        name: `w-${index}`,
        role: 'worker' as const,
        subnet: 'workers',
        addresses: [address],
      })),
    ],
    pools: [],
    targets: { pfsense: { interfaces: { control: 'opt1', workers: 'opt2' } } },
  })
  const subject = subjectOf(filter, design)
  const sizes = recordsOf(subject, 'aliases').map(({ address }) => String(address).split(' ').length)
  expect(Math.max(...sizes)).toBe(5000)
  expect(sizes.length).toBeGreaterThan(3)
  checkBytes(subject)
})

describe('options that do not fit', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['none', {}, /No network with machines/],
    ['a network without machines alone', { edge: 'opt4' }, /No network with machines/],
    ['a network that is not there', { control: 'opt2', contrl: 'opt3' }, /No network is called "contrl"/],
  ])('%s: said, and no file that does nothing', (_, interfaces, message) => {
    const { output } = subjectOf(filter, readExample('dual-stack-onprem', { targets: { pfsense: { interfaces } } }))
    expect(output.problems[0]).toMatchObject({ severity: 'error', message: expect.stringMatching(message) })
    expect(output.files.length > 0).toBe('control' in interfaces)
  })

  test.each(['any', 'other', 'opt 1', '', '1', 'LAN!'])('the key %s is none', (key) => {
    expect(filter.options.safeParse({ interfaces: { control: key } }).success).toBe(false)
  })
})
