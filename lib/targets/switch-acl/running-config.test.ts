/** What the switch shows of itself: numbers before the lines, names for ports, and everything else that it holds. */
import { describe, expect, test } from 'vitest'
import { importFiles } from '@/lib/import/import-files'
import { proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import { outOf, switchWith, verdictAt } from '@/lib/testing/switch-box'
import { shownByIos } from '@/lib/testing/switch-configuration'
import type { Filter } from '../target'
import { switchAcl } from './target'

function subjectWith(options: object): Subject {
  const design = readExample('seed-000-baremetal', { targets: { [switchAcl.id]: options as Record<string, string> } })
  return subjectOf(switchAcl as Filter, design)
}

const ios = subjectWith({ inbound: true })

const shown = shownByIos(ios.files[0]?.text ?? '')

function proofOf(text: string) {
  return proveSubject(ios, [{ path: 'running-config.txt', text }])
}

test('a protocol 0, which is every protocol to some releases and one to others, is not known', () => {
  const text = (protocol: number): string =>
    `ip access-list extended A\n permit ${protocol} any any\ninterface Vlan9\n ip access-group A out\n`
  expect(switchWith([text(0)])).toContain('"0" is no protocol')
  const held = switchWith([text(1)])
  expect(typeof held === 'string' ? held : verdictAt(held, outOf('Vlan9'), '192.0.2.9 -> 10.0.0.1 icmp/8')).toBe(
    'allow',
  )
})

test('a whole configuration of IOS XE that holds the lists is equal', () => {
  expect(shown).toContain(' eq domain ')
  expect(proofOf(shown).verdict).toBe('equal')
})

test.each([
  ['a line put in by hand', / 10 permit tcp any/, ' 5 permit tcp any any eq 22\n 10 permit tcp any', 'wider'],
  ['a list of another name', / ip access-group \S+ out/, ' ip access-group OTHER out', 'wider'],
  ['a list by number that asks for sources alone', / ip access-group \S+ out/, ' ip access-group 10 out', 'unread'],
  ['a group of objects', / 10 permit tcp any/, ' 5 permit ip object-group A any\n 10 permit tcp any', 'unread'],
  ['what may filter beside the list', / description kubernetes/, ' service-policy input POLICE', 'unread'],
  ['a list that is asked in other words', / description kubernetes/, ' ip traffic-filter OTHER out', 'unread'],
  ['a line of the list that nobody knows', / 10 permit tcp any/, ' fragment-rules\n 10 permit tcp any', 'unread'],
  ['what sets the line', / description kubernetes/, ' no ip redirects\n standby 1 ip 192.168.30.254', 'equal'],
  ['an interface that asks nothing', / ip access-group \S+ out\n/, '', 'wider'],
])('%s is found', (_, from, to, verdict) => {
  const changed = shown.replace(from, to)
  expect(changed).not.toBe(shown)
  expect(proofOf(changed).verdict).toBe(verdict)
})

test('a list by number is one like any other', () => {
  const text = `version 15.2\nhostname a\ninterface Vlan9\n ip access-group 101 out\naccess-list 101 permit tcp any any eq www\naccess-list 101 deny ip any any\n`
  const model = switchWith([text], 'skip')
  if (typeof model === 'string') throw new Error(model)
  expect(verdictAt(model, outOf('Vlan9'), '192.0.2.9 -> 10.0.0.1 tcp/80')).toBe('allow')
  expect(verdictAt(model, outOf('Vlan9'), '192.0.2.9 -> 10.0.0.1 tcp/81')).toBe('deny')
})

/** Nothing of it is carried out, however much it looks like it. */
describe('a text for people', () => {
  const asks = /^ ip access-group \S+ out$/m
  const [said = ''] = asks.exec(shown) ?? []
  const silent = shown.replace(`${said}\n`, '')
  const lines = `interface Vlan30\n${said}`
  test.each([
    ['a banner', `banner motd ^C\n${lines}\n^C`],
    ['a banner of one more line', `banner login ^CWelcome\n${lines}\nbye ^C`],
    ['a banner with a sign of its own', `banner #\n${lines}\n#`],
    ['a refusal', `aaa authentication fail-message ^C\n${lines}\n^C`],
    ['a banner of EOS', `banner motd\n${lines}\nEOF`],
    ['a macro', `macro name ask\n${lines}\n@`],
  ])('%s asks no list', (_, text) => {
    expect(proofOf(silent.replace('hostname gate', `hostname gate\n${text}`)).verdict).toBe('wider')
    expect(proofOf(shown.replace('hostname gate', `hostname gate\n${text}`)).verdict).toBe('equal')
  })

  test.each([
    ['on one line', 'banner motd ^CNo entry^C'],
    ['on one line of a sign', 'banner exec # No entry #'],
  ])('a banner %s hides nothing', (_, text) => {
    expect(proofOf(shown.replace('hostname gate', `hostname gate\n${text}`)).verdict).toBe('equal')
  })

  test('that never ends is refused by its line', () => {
    const { verdict, problems } = proofOf(shown.replace('hostname gate', 'hostname gate\nbanner motd ^C'))
    expect(verdict).toBe('unread')
    expect(problems[0]).toMatchObject({ at: 'running-config.txt:5', message: expect.stringContaining('never ends') })
  })
})

test('a whole configuration of EOS that holds the lists is equal', () => {
  const eos = subjectWith({ os: 'eos' })
  const text = ['! Command: show running-config', 'hostname leaf', 'vlan 30', eos.files[0]?.text ?? '', 'end', ''].join(
    '\n',
  )
  expect(proveSubject(eos, [{ path: 'running-config.txt', text }]).verdict).toBe('equal')
})

describe('import', () => {
  const imported = importFiles([{ path: 'running-config.txt', text: shown }])
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
  const { value } = imported

  test('gives the networks of the interfaces, and who reaches them by the lists', () => {
    expect(value.design.subnets).toEqual([expect.objectContaining({ name: 'kubernetes', cidrs: ['192.168.30.0/24'] })])
    expect(value.design.targets).toMatchObject({ [switchAcl.id]: { interfaces: { kubernetes: 'Vlan30' } } })
    const lines = value.reach.map(({ services, to }) => `${services} ${to}`)
    expect(lines.some((line) => /tcp\/6443|tcp\/50000/.test(line))).toBe(true)
  })

  test('keeps no secret', () => {
    expect(JSON.stringify(value)).not.toMatch(/notarealhash/)
  })
})
