/**
 * Configurations of OPNsense with older rules, lists and groups, as far as the simulator of OXL reads them: it takes the first
 * of rules without quick where pf takes the last, and knows nothing of rules that are switched off.
 */
import type * as fc from 'fast-check'
import { type Draw, drawn } from '@/lib/testing/draw'

const keys = ['wan', 'lan', 'opt1', 'opt2'] as const
export const boxKeys: readonly string[] = keys

type Network = readonly [four: string, length: string, six: string, sixLength: string]

const networks: Readonly<Record<(typeof keys)[number], Network>> = {
  wan: ['203.0.113.2', '24', '2001:db8:f::2', '64'],
  lan: ['192.168.10.1', '24', '2001:db8:10::1', '64'],
  opt1: ['192.168.30.1', '25', '2001:db8:30::1', '56'],
  opt2: ['10.200.0.1', '16', '', ''],
}

/** Aliases of every box. */
const aliases: readonly (readonly [name: string, type: string, entries: readonly string[]])[] = [
  ['web', 'host', ['192.168.30.80', '192.168.30.81']],
  ['six', 'host', ['2001:db8:30::80', '192.168.30.80']],
  ['nets', 'network', ['192.168.10.0/25', '198.51.100.0/24', '2001:db8:10::/80']],
  ['ranges', 'host', ['192.168.30.78-192.168.30.82', '198.51.100.9']],
  ['one', 'network', ['198.51.100.9/32']],
  ['both', 'network', ['nets', 'web', '10.200.0.0/17']],
  ['deep', 'host', ['both', '203.0.113.9']],
  ['ports', 'port', ['80', '443', '8000:8011']],
  ['more', 'port', ['53', '22']],
]

/** A literal address is for rules of its own family alone. */
const literals: Readonly<Record<string, readonly string[]>> = {
  inet: ['198.51.100.9', '192.168.30.0/24', '192.168.30.80/31'],
  inet6: ['2001:db8:30::/64', '2001:db8:10::5'],
  inet46: ['web'],
}

function endOf(draw: Draw, side: string, family: string): string {
  const what = draw.pick([
    ...['<any>1</any>', '<any>1</any>', '<address>web</address>', '<address>six</address>', '<address>nets</address>'],
    ...['<address>ranges</address>', '<network>both</network>', '<address>deep</address>', '<network>lan</network>'],
    ...['<network>opt1</network>', '<network>lanip</network>', '<network>opt1ip</network>', '<address>one</address>'],
    ...['<network>opt2</network>', `<address>${draw.pick(literals[family] ?? ['web'])}</address>`],
    `<address>${draw.pick(literals[family] ?? ['web'])}</address>`,
  ])
  const not = !what.includes('any') && draw.chance(25) ? '<not>1</not>' : ''
  return `<${side}>${what}${not}PORT</${side}>`
}

function drawRule(draw: Draw): string {
  const protocol = draw.pick(['tcp', 'tcp', 'udp', 'tcp/udp', 'icmp', ''])
  const hasPorts = protocol !== '' && protocol !== 'icmp'
  const port = (percent: number): string =>
    hasPorts && draw.chance(percent)
      ? `<port>${draw.pick(['443', '80', '53', 'ports', 'more', '8000-8011', '1-1025', '22'])}</port>`
      : ''
  const family = draw.pick(['inet', 'inet', 'inet46', 'inet6'])
  const isFloating = draw.chance(30)
  const isGroup = !isFloating && draw.chance(25)
  const isOut = isFloating && draw.chance(15)
  const names = isFloating
    ? draw.chance(30) && !isOut
      ? ''
      : draw.some(keys, 1).join(',')
    : isGroup
      ? draw.pick(['Inner', 'Outer'])
      : draw.pick(keys)
  return [
    `<type>${draw.pick(['pass', 'pass', 'block'])}</type>`,
    ...(names === '' ? [] : [`<interface>${names}</interface>`]),
    ...(isFloating ? [`<floating>yes</floating><quick>1</quick>`] : []),
    ...(!isFloating && draw.chance(15) ? [`<quick>1</quick>`] : []),
    `<direction>${isOut ? 'out' : 'in'}</direction>`,
    `<ipprotocol>${family}</ipprotocol>`,
    ...(protocol === '' ? [] : [`<protocol>${protocol}</protocol>`]),
    ...(draw.chance(30) ? ['<descr>a rule</descr><statetype>keep state</statetype>'] : []),
    endOf(draw, 'source', family).replace('PORT', ''),
    endOf(draw, 'destination', family).replace('PORT', port(70)),
  ].join('')
}

function uuid(index: number): string {
  return `50000000-0000-4000-8000-${String(index).padStart(12, '0')}`
}

interface Around {
  /** In place of those of every box. */
  readonly networks?: Readonly<Record<string, Network>>
}

function boxOf(rules: readonly string[], { networks: others = {} }: Around = {}): string {
  const interfaces = Object.entries({ ...networks, ...others }).map(([key, [four, length, six, sixLength]], index) => {
    const first = four === '' ? '' : `<ipaddr>${four}</ipaddr><subnet>${length}</subnet>`
    const second = six === '' ? '' : `<ipaddrv6>${six}</ipaddrv6><subnetv6>${sixLength}</subnetv6>`
    return `    <${key}><if>igb${index}</if><descr>${key}</descr><enable>1</enable>${first}${second}</${key}>`
  })
  const listed = aliases.map(
    ([name, type, entries], index) =>
      `        <alias uuid="${uuid(200 + index)}"><enabled>1</enabled><name>${name}</name><type>${type}</type><content>${entries.join('\n')}</content></alias>`,
  )
  const group = (name: string, members: string, index: number): string =>
    `<ifgroupentry uuid="${uuid(900 + index)}"><ifname>${name}</ifname><members>${members}</members><sequence>${index}</sequence></ifgroupentry>`
  return `<?xml version="1.0"?>
<opnsense>
  <system><ipv6allow>1</ipv6allow></system>
  <interfaces>
${interfaces.join('\n')}
  </interfaces>
  <ifgroups>${group('Inner', 'lan,opt1', 1)}${group('Outer', 'wan,opt2', 2)}</ifgroups>
  <virtualip></virtualip>
  <filter>
${rules.map((rule, index) => `    <rule uuid="${uuid(100 + index)}">${rule}</rule>`).join('\n')}
  </filter>
  <nat><outbound><mode>automatic</mode></outbound></nat>
  <OPNsense><Firewall>
      <Alias><aliases>
${listed.join('\n')}
      </aliases></Alias>
  </Firewall></OPNsense>
</opnsense>
`
}

export const randomBoxes: fc.Arbitrary<string> = drawn((draw) =>
  boxOf(Array.from({ length: draw.between(0, 8) }, () => drawRule(draw))),
)

const anyEnds = '<source><any>1</any></source><destination><any>1</any></destination>'
const whole = `<direction>in</direction><ipprotocol>inet46</ipprotocol>${anyEnds}`

/** One thing each, alone and behind a rule that says the opposite. */
export const aimedBoxes: readonly string[] = [
  boxOf([]),
  ...keys.map((key) => boxOf([`<type>pass</type><interface>${key}</interface>${whole}`])),
  ...['Inner', 'Outer'].map((key) => boxOf([`<type>pass</type><interface>${key}</interface>${whole}`])),
  ...['inet', 'inet6', 'inet46'].map((family) =>
    boxOf([`<type>pass</type><interface>lan</interface>${whole.replace('inet46', family)}`]),
  ),
  ...['tcp', 'udp', 'tcp/udp', 'icmp'].map((protocol) =>
    boxOf([`<type>pass</type><interface>lan</interface><protocol>${protocol}</protocol>${whole}`]),
  ),
  ...['443', 'ports', 'more', '8000-8011', '80', '1-1025'].flatMap((port) =>
    ['tcp', 'udp'].map((protocol) =>
      boxOf([
        `<type>pass</type><interface>lan</interface><protocol>${protocol}</protocol>${whole.replace('</any></destination>', `</any><port>${port}</port></destination>`)}`,
      ]),
    ),
  ),
  ...aliases
    .filter(([, type]) => type !== 'port')
    .flatMap(([name]) =>
      ['', '<not>1</not>'].flatMap((not) => [
        boxOf([
          `<type>pass</type><interface>lan</interface>${whole.replace('<source><any>1</any>', `<source><address>${name}</address>${not}`)}`,
        ]),
        boxOf([
          `<type>pass</type><interface>lan</interface>${whole.replace('<destination><any>1</any>', `<destination><network>${name}</network>${not}`)}`,
        ]),
      ]),
    ),
  ...keys.flatMap((key) =>
    [key, `${key}ip`].map((word) =>
      boxOf([
        `<type>pass</type><interface>lan</interface>${whole.replace('<destination><any>1</any>', `<destination><network>${word}</network>`)}`,
      ]),
    ),
  ),
  // Networks of every length, and of one family alone.
  ...(
    [
      ['192.168.30.80', '32', '2001:db8:30::80', '128'],
      ['192.168.30.81', '31', '2001:db8:30::81', '127'],
      ['192.168.30.80', '30', '2001:db8:30::80', '48'],
      ['192.168.30.1', '16', '2001:db8:30::1', '64'],
      ['192.168.30.1', '25', '', ''],
      ['', '', '2001:db8:30::1', '56'],
    ] as const
  ).flatMap((network) =>
    ['opt1', 'opt1ip'].flatMap((word) =>
      ['source', 'destination'].flatMap((side) =>
        ['', '<not>1</not>'].map((not) =>
          boxOf(
            [
              `<type>pass</type><interface>lan</interface>${whole.replace(`<${side}><any>1</any>`, `<${side}><network>${word}</network>${not}`)}`,
            ],
            { networks: { opt1: network } },
          ),
        ),
      ),
    ),
  ),
  // Interfaces that are gone.
  ...['lan,gone', 'gone,lan', 'gone', 'lan,gone,opt1'].flatMap((names) =>
    ['<floating>yes</floating><quick>1</quick>', ''].map((floating) =>
      boxOf([`<type>pass</type>${floating}<interface>${names}</interface>${whole}`]),
    ),
  ),
  // What a rule leaves out.
  ...[
    `${whole}<descr/>`,
    `${whole}<statetype>keep state</statetype>`,
    `${whole}<statetype>none</statetype>`,
    `${whole}<created><username>root</username></created><updated><username>root</username></updated>`,
    `${whole}<category>web</category><associated-rule-id>nat_1</associated-rule-id>`,
  ].flatMap((text) => [
    boxOf([`<type>pass</type><interface>lan</interface>${text}`]),
    boxOf([`<interface>lan</interface>${text}`]),
  ]),
  // The order: floating, groups, interfaces; the last where none is quick.
  ...['lan', 'Inner', 'floating'].flatMap((first) =>
    ['lan', 'Inner', 'floating'].flatMap((second) =>
      ['pass', 'block'].map((action) => {
        const place = (name: string): string =>
          name === 'floating'
            ? `<floating>yes</floating><quick>1</quick><interface>lan</interface>`
            : `<interface>${name}</interface>`
        const other = action === 'pass' ? 'block' : 'pass'
        return boxOf([`<type>${other}</type>${place(first)}${whole}`, `<type>${action}</type>${place(second)}${whole}`])
      }),
    ),
  ),
]
