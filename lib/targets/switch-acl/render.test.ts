/** What the file says in the cases that matter: answers, summaries, limits, options, day two. */
import { describe, expect, test } from 'vitest'
import { namedCluster } from '@/bench/cluster'
import type { DesignInput } from '@/lib/design/design'
import { proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { capabilities } from './capabilities'
import { switchAcl } from './target'

const filter = switchAcl as Filter

function subjectWith(
  example: string,
  options: object = {},
  change: Partial<DesignInput> = {},
  previous?: Subject,
): Subject {
  const design = readExample(example, { ...change, targets: { [switchAcl.id]: options as Record<string, string> } })
  return subjectOf(filter, design, previous === undefined ? undefined : { previous: previous.files })
}

function textOf(subject: Subject): string {
  return subject.files[0]?.text ?? ''
}

function linesOf(subject: Subject, pattern: RegExp): string[] {
  return textOf(subject)
    .split('\n')
    .filter((line) => pattern.test(line))
    .map((line) => line.trim())
}

describe('answers', () => {
  test('over UDP come back from the servers that the design names, by their ports, and from nobody else', () => {
    const lines = linesOf(subjectWith('seed-000-baremetal'), /permit udp/)
    expect(lines.filter((line) => !/^permit udp host 192\.168\.10\.1 eq (?:53|123) /.test(line))).toEqual([])
    expect(lines.length).toBeGreaterThan(0)
  })

  test('of servers without a name do not, which is said, and is a gap of the rule that asks them', () => {
    const subject = subjectWith('seed-002-segmented')
    expect(linesOf(subject, /permit udp \S+ eq/)).toEqual([])
    expect(subject.output.problems.map(({ at }) => at)).toEqual(['egress/dns', 'egress/ntp'])
    const rules = subject.output.gaps.filter(({ capability }) => capability === 'stateful').map(({ rule }) => rule)
    expect(rules).toEqual(expect.arrayContaining(['egress:dns-udp/controlplane', 'egress:ntp/worker']))
  })

  test('where egress is open, of the name and time servers that are named all the same', () => {
    const subject = subjectWith('dual-stack-onprem', {}, { egress: { mode: 'open', dns: ['203.0.113.53'] } })
    expect(linesOf(subject, / eq 53 /).length).toBeGreaterThan(0)
    expect(subject.output.problems.map(({ at }) => at)).toEqual(['egress/ntp'])
  })

  test('over TCP are told by their flags, first of all lines', () => {
    const lists = textOf(subjectWith('dual-stack-onprem')).split('ip access-list extended').slice(1)
    expect(lists.length).toBeGreaterThan(1)
    for (const line of lists) {
      expect(line.split('\n')[2]).toMatch(/^ permit tcp any .* established$/)
    }
  })

  test('a file that loses the port of an answer is reported at the point of that port', () => {
    const subject = subjectWith('seed-000-baremetal')
    const files = subject.files.map((file) => ({ ...file, text: file.text.replaceAll(' eq 53 ', ' eq 54 ') }))
    const { verdict, witnesses } = proveSubject(subject, files)
    expect(verdict).toBe('different')
    const points = new Set(witnesses.map(({ kind, point }) => `${kind} ${point}`))
    expect(points).toEqual(new Set(['missing interface/Vlan30/from-53', 'extra interface/Vlan30/some']))
  })

  test('a file that asks the source port of a connection lets in some of the clients only', () => {
    const subject = subjectWith('seed-000-baremetal')
    const files = subject.files.map((file) => ({
      ...file,
      text: file.text.replaceAll('permit tcp 192.168.10.0 0.0.0.255 ', 'permit tcp 192.168.10.0 0.0.0.255 gt 1023 '),
    }))
    const { verdict, witnesses } = proveSubject(subject, files)
    expect(verdict).toBe('narrower')
    expect(witnesses.map(({ point }) => point)).toContain('interface/Vlan30')
  })
})

describe('room', () => {
  test('1,000 machines without two addresses side by side take fewer than 5,000 lines, and what that means is said', () => {
    const design = namedCluster(1000)
    const interfaces = Object.fromEntries(design.subnets.map(({ name }, index) => [name, `Vlan${100 + index}`]))
    for (const inbound of [false, true]) {
      const subject = subjectOf(filter, { ...design, targets: { [switchAcl.id]: { interfaces, inbound } } })
      expect(textOf(subject).split('\n').length).toBeLessThan(5000)
      expect(proveSubject(subject).verdict).toBe('equal')
      const said = subject.output.problems.find(({ at }) => at === 'targets/switch-acl/prefixes')
      expect(said?.message).toMatch(/^More than 8 prefixes of one network/)
    }
  })

  test('a machine more than a network may name, and the network stands for all', () => {
    const nodes = (last: number) =>
      Array.from({ length: last }, (_, i) => ({
        name: `w-${i}`,
        role: 'worker' as const,
        subnet: 'workers',
        addresses: [`10.5.17.${2 * i + 1}`],
      }))
    const cp = readExample('seed-002-segmented').nodes
    const change = (last: number): Partial<DesignInput> => ({ nodes: [...cp, ...nodes(last)], pools: [] })
    const [few, many] = [8, 9].map((last) => subjectWith('seed-002-segmented', {}, change(last)))
    expect(few && linesOf(few, /host 10\.5\.17\.15 .* eq 10250|to 10\.5\.16\.0/)).toHaveLength(0)
    expect(few && linesOf(few, /host 10\.5\.17\.15 eq 10250/).length).toBeGreaterThan(0)
    expect(many && linesOf(many, /10\.5\.16\.0 0\.0\.15\.255 eq 10250/).length).toBeGreaterThan(0)
    expect([few, many].map((one) => one && proveSubject(one).verdict)).toEqual(['equal', 'equal'])
  })

  test('a list that no switch takes is not written, which is an error that says what to do', () => {
    const design = namedCluster(180)
    const interfaces = Object.fromEntries(design.subnets.map(({ name }, index) => [name, `Vlan${100 + index}`]))
    const options = { interfaces, prefixes: 32 }
    const { output } = subjectOf(filter, { ...design, targets: { [switchAcl.id]: options } })
    expect(output.files).toEqual([])
    expect(output.problems.map(({ severity, at }) => [severity, at])).toContainEqual([
      'error',
      'targets/switch-acl/prefixes',
    ])
  })
})

describe('options', () => {
  test.each([
    ['a network that is not there', { interfaces: { kubernete: 'Vlan3' } }, 'targets/switch-acl/interfaces/kubernete'],
    ['nor there', { subnets: ['kubernetes', 'x'] }, 'targets/switch-acl/subnets/1'],
    ['no network with machines', { subnets: ['admin'] }, 'targets/switch-acl/interfaces'],
  ])('%s is an error at its place', (_, options, at) => {
    const { output } = subjectWith('seed-000-baremetal', options)
    expect(output.problems.filter(({ severity }) => severity === 'error').map((one) => one.at)).toEqual([at])
  })

  test('without a network no file is written, and that is said', () => {
    const { output } = subjectWith('two-nics')
    expect(output.files).toEqual([])
    expect(output.problems[0]?.message).toMatch(/so no list is written/)
  })

  test.each(['vlan30', 'Vlan', '30', 'Vlan30 out', 'Vlan30\nreload', 'any'])('%j is no interface', (name) => {
    expect(switchAcl.options.safeParse({ interfaces: { kubernetes: name } }).success).toBe(false)
  })

  test('the VLAN of the design names the interface, unless the options do', () => {
    expect(linesOf(subjectWith('seed-000-baremetal'), /^interface/)).toEqual(['interface Vlan30'])
    const named = subjectWith('seed-000-baremetal', { interfaces: { kubernetes: 'Port-channel1.30' } })
    expect(linesOf(named, /^interface/)).toEqual(['interface Port-channel1.30'])
  })
})

describe('day two', () => {
  test('the same design again changes no byte and takes nothing away', () => {
    const first = subjectWith('dual-stack-onprem')
    expect(textOf(subjectWith('dual-stack-onprem', {}, {}, first))).toBe(textOf(first))
  })

  test('another list is whole before the interface asks it, and the old one goes last', () => {
    const first = subjectWith('dual-stack-onprem')
    const next = subjectWith('dual-stack-onprem', {}, { admin: [{ name: 'new', cidr: '203.0.113.0/24' }] }, first)
    const lines = textOf(next).split('\n')
    const kinds = lines.map((line) =>
      /^ip(v6)? access-list/.test(line) ? 'list' : /^interface/.test(line) ? 'asked' : /^no /.test(line) ? 'gone' : '',
    )
    expect(kinds.lastIndexOf('list')).toBeLessThan(kinds.indexOf('asked'))
    expect(kinds.lastIndexOf('asked')).toBeLessThan(kinds.indexOf('gone'))
    const old = linesOf(first, /^ip(v6)? access-list/)
    const now = linesOf(next, /^ip(v6)? access-list/)
    expect(linesOf(next, /^no /)).toEqual(old.filter((line) => !now.includes(line)).map((line) => `no ${line}`))
  })

  test('an interface that is filtered no longer is given back, which is said', () => {
    const first = subjectWith('dual-stack-onprem', { inbound: true })
    const next = subjectWith('dual-stack-onprem', { subnets: ['control'] }, {}, first)
    const released = linesOf(next, /^ no /)
    expect(released.filter((line) => line.endsWith(' in'))).toHaveLength(4)
    expect(released.filter((line) => line.includes('VLAN124') && line.endsWith(' out'))).toHaveLength(2)
    expect(next.output.problems.filter(({ message }) => /no longer filtered/.test(message))).toHaveLength(6)
  })

  test('lists that were changed by hand and are not read are an error, with what to give instead', () => {
    const first = subjectWith('seed-000-baremetal')
    const edited = { ...first, files: first.files.map((file) => ({ ...file, text: `${file.text} permit nonsense\n` })) }
    const { output } = subjectWith('seed-000-baremetal', {}, {}, edited)
    expect(output.problems.filter(({ severity }) => severity === 'error').map(({ at }) => at)).toEqual([
      'switch-acl/access-lists.cfg',
    ])
  })

  test('the file that takes the lists away leaves nothing', () => {
    const subject = subjectWith('dual-stack-onprem', { inbound: true })
    const [remove] = subject.output.files.filter(({ path }) => path.endsWith('remove.cfg'))
    const [reader] = filter.readers
    const [was, change] = [subject.files, remove === undefined ? [] : [remove]].map((files) =>
      reader?.read(files, subject.site),
    )
    if (was?.ok !== true || change?.ok !== true) throw new Error('both are read')
    const held = filter.install(undefined, was.value, subject.site)
    const left = held.ok ? filter.install(held.value, change.value, subject.site) : held
    expect(left.ok && JSON.stringify(left.value, (_, value) => (value instanceof Map ? [...value] : value))).toBe(
      '{"commands":[],"lists":[],"applied":[],"doubts":[]}',
    )
  })
})

describe('the way back', () => {
  test('of a switch that restarts is what runs now, not what was saved some day', () => {
    const { files } = subjectWith('dual-stack-onprem').output
    const guide = files.find(({ path }) => path.endsWith('.md'))?.text
    expect(guide).toContain('copy running-config startup-config\nreload in 15\nconfigure terminal')
  })
})

describe('gaps follow from what is lacking', () => {
  test.each([
    ['sameNetwork', 'seed-000-baremetal', {}, {}, 'etcd/controlplane'],
    ['otherNetwork', 'dual-stack-onprem', { subnets: ['control'] }, {}, 'kubelet/worker'],
    ['inboundList', 'dual-stack-onprem', {}, {}, 'egress:all/worker'],
    ['stateful', 'dual-stack-onprem', { inbound: true }, {}, 'egress:all/worker'],
    [
      'sctpPort',
      'dual-stack-onprem',
      {},
      { listeners: [{ name: 'sig', on: ['nodes'], protocol: 'sctp', ports: ['3868'], from: ['anywhere'] }] },
      'sig/worker',
    ],
  ] satisfies [string, string, object, Partial<DesignInput>, string][])(
    '%s',
    (lack, example, options, change, rule) => {
      const subject = subjectWith(example, options, change)
      const gap = subject.output.gaps.find((one) => one.capability === lack && one.rule === rule)
      expect(gap?.source).toMatch(/^https:/)
      expect(capabilities[lack as keyof typeof capabilities].supported).toBe(false)
      expect(proveSubject(subject).verdict).toBe('equal')
    },
  )
})
