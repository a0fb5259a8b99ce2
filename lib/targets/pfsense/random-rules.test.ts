/** Any rules that a person may have, in any order, on a whole box or in bare sections: both evaluators decide alike. */
import { expect, test } from 'vitest'
import { type Draw, drawn } from '@/lib/testing/draw'
import { pfsenseBackup } from '@/lib/testing/pfsense-backup'
import { boxWith, type HeldBox, sectionsOf, verdictOf } from '@/lib/testing/pfsense-box'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { aliasTexts } from './upstream/rules'

const lists = ['web', 'hosts', 'both', 'ring', 'empty', 'nobody']
const literals4 = ['192.168.10.0/24', '192.168.30.11', '10.0.0.0/8', '169.254.0.0/16']
const literals6 = ['2001:db8::/64', '2001:db8:1::5']
const networks = ['lan', 'opt1', 'lanip', 'opt1ip', 'opt9']

function element(name: string, text: string): string {
  return text === '' ? '' : `<${name}>${text}</${name}>`
}

function drawEnd(draw: Draw, name: string, family: string, hasPort: boolean): string {
  const literals = family === 'inet6' ? literals6 : family === 'inet46' ? lists : literals4
  const what = draw.pick([
    () => '<any/>',
    () => '<any/>',
    () => element('address', draw.pick(lists)),
    () => element('address', draw.pick(literals)),
    () => element('network', draw.pick(networks)),
  ])()
  const port =
    hasPort && draw.chance(60) ? element('port', draw.pick(['80', '80-90', '1-443', 'ports', 'noports'])) : ''
  return element(name, `${what}${draw.chance(20) ? '<not/>' : ''}${port}`)
}

function drawRule(draw: Draw, timed = 4): string {
  const family = draw.pick(['', 'inet', 'inet', 'inet6', 'inet46'])
  const protocol = draw.pick(['', '', 'tcp', 'tcp', 'udp', 'tcp/udp', 'TCP', 'any', 'icmp', 'esp', 'carp'])
  const isFloating = draw.chance(55)
  const keys = isFloating
    ? ['any', 'any', 'lan', 'lan,opt1', 'wan', 'Trusted']
    : ['lan', 'lan', 'opt1', 'wan', 'openvpn', 'Trusted']
  return [
    element('type', draw.pick(['pass', 'pass', 'pass', 'pass', 'block', 'reject', 'match', ''])),
    element('interface', draw.pick(keys)),
    element('ipprotocol', family),
    element('protocol', protocol),
    protocol === 'icmp' ? element('icmptype', draw.pick(['', 'echoreq', 'unreach,timex'])) : '',
    isFloating ? '<floating>yes</floating>' : '',
    isFloating ? element('direction', draw.pick(['', 'in', 'in', 'in', 'any', 'out'])) : '',
    isFloating && draw.chance(50) ? '<quick>yes</quick>' : '',
    draw.chance(5) ? '<disabled/>' : '',
    draw.chance(timed) ? '<sched>night</sched>' : '',
    drawEnd(draw, 'source', family, draw.chance(5)),
    drawEnd(draw, 'destination', family, protocol !== 'icmp'),
  ].join('')
}

const packets = [
  ['192.168.10.5', '192.168.30.11', '10.2.3.4', '192.168.10.1', '203.0.113.9', '169.254.1.1'].flatMap((source) =>
    ['192.168.30.11', '192.168.30.40', '192.168.10.80', '8.8.8.8'].flatMap((destination) =>
      ['tcp/80', 'tcp/444', 'udp/80', 'tcp/0', 'icmp/8', 'icmp/3', 'esp', 'vrrp'].map(
        (service) => `${source} -> ${destination} ${service}`,
      ),
    ),
  ),
  ['2001:db8::5', '2001:db8:1::5'].flatMap((source) =>
    ['2001:db8::11', '2001:db8:1::5'].flatMap((destination) =>
      ['tcp/80', 'udp/91', 'icmpv6/128', 'icmpv6/2', 'esp'].map((service) => `${source} -> ${destination} ${service}`),
    ),
  ),
].flat()

interface Asked {
  readonly packet: string
  /** The interface on which it comes. */
  readonly key: string
}

function drawAsked(draw: Draw): Asked {
  return { packet: draw.pick(packets), key: draw.pick([...keys, '']) }
}

const keys = ['lan', 'opt1', 'wan', 'opt2']

const boxes = drawn((draw) => ({
  rules: Array.from({ length: draw.between(1, 12) }, () => drawRule(draw)),
  isWhole: draw.chance(50),
  asked: Array.from({ length: 40 }, () => drawAsked(draw)),
}))

function wholeBox(rules: readonly string[]): HeldBox {
  const text = pfsenseBackup({ rules }).replace('<aliases>', `<aliases>${aliasTexts}`)
  return boxWith([{ path: 'config.xml', text }])
}

test('one packet is decided alike by sets and step by step', () => {
  const count = { allow: 0, deny: 0, unknown: 0, refused: 0 }
  checkProperty(boxes, sampleCount(250, 10_000), ({ rules, isWhole, asked }) => {
    const sections = rules.map((fields) => `<rule>${fields}</rule>`).join('\n')
    const box = isWhole ? wholeBox(rules) : boxWith(sectionsOf(sections, aliasTexts))
    if (box.model === undefined) {
      count.refused++
      return
    }
    for (const { packet, key } of asked) count[verdictOf(box, packet, key)]++
  })
  console.log(`pfsense: random rules: ${JSON.stringify(count)}`)
  expect(Math.min(count.allow, count.deny, count.unknown)).toBeGreaterThan(100)
})

/** The rule while its schedule runs, or does not. */
function atTime(rule: string, isRunning: boolean): string[] {
  return isRunning || !rule.includes('<sched>') ? [rule.replace(/<sched>.*?<\/sched>/, '')] : []
}

/** The rule for packets that leave by this interface: one half for the way in, another for the way out. */
function leavingBy(rule: string, exit: string): string[] {
  if (!rule.includes('<floating>')) return [rule]
  const direction = /<direction>(\w+)</.exec(rule)?.[1] ?? 'any'
  const named = /<interface>(.*?)</.exec(rule)?.[1] ?? ''
  const holds = named === 'any' || (named === 'Trusted' ? ['lan', 'opt2'] : named.split(',')).includes(exit)
  const bare = rule.replace(/<direction>\w+<\/direction>/, '')
  const out = bare.replace(/<interface>.*?</, '<interface>any<')
  return [
    ...(direction === 'out' ? [] : [`${bare}<direction>in</direction>`]),
    ...(direction === 'in' || !holds ? [] : [`${out}<direction>out</direction>`]),
  ]
}

const timedBoxes = drawn((draw) => ({
  rules: Array.from({ length: draw.between(1, 10) }, () => drawRule(draw, 15)),
  asked: Array.from({ length: 25 }, () => drawAsked(draw)),
}))

test('a verdict that is given holds at any time and by whichever interface the packet leaves', () => {
  let given = 0
  checkProperty(timedBoxes, sampleCount(60, 500), ({ rules, asked }) => {
    const box = wholeBox(rules)
    const first = asked.map(({ packet, key }) => verdictOf(box, packet, key))
    for (const isRunning of [true, false]) {
      for (const exit of keys) {
        const here = wholeBox(rules.flatMap((rule) => atTime(rule, isRunning)).flatMap((rule) => leavingBy(rule, exit)))
        for (const [index, { packet, key }] of asked.entries()) {
          if (first[index] === 'unknown' || key === exit) continue
          const verdict = verdictOf(here, packet, key)
          if (verdict === 'unknown') continue
          given++
          expect(`${verdict} ${packet} ${key} to ${exit}`).toBe(`${first[index]} ${packet} ${key} to ${exit}`)
        }
      }
    }
  })
  expect(given).toBeGreaterThan(1000)
})
