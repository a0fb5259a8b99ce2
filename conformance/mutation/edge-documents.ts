/** Documents at the edges of what Talos programs: addresses and ports to the last, whole families by halves, nobody, everybody. */
import { defaultHead, head, rule } from '../talos/table-case'

const block = `${defaultHead}ingress: block\n`
const accept = `${defaultHead}ingress: accept\n`

/** `10.0.0.0/8 10.1.0.0/16` is a subnet and its except. */
function from(...entries: readonly string[]): string {
  if (entries.length === 0) return 'ingress: []\n'
  const lines = entries.map((entry) => {
    const [subnet, except] = entry.split(' ')
    return `    - subnet: ${subnet}\n${except === undefined ? '' : `      except: ${except}\n`}`
  })
  return `ingress:\n${lines.join('')}`
}

const ofPorts = (ports: string, ...entries: readonly string[]): string =>
  rule({ name: 'edge', ports: ` [${ports}]`, ingress: from(...entries) })
const of = (...entries: readonly string[]): string => ofPorts('443', ...entries)
const other = rule({
  name: 'other',
  ports: ' [5000-5001]',
  protocol: 'udp',
  ingress: from('10.1.0.0/16', '2001:db8::/32'),
})

const last4 = '255.255.255.255/32'
const last6 = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'
/** Sources of one rule; of those that end at the last address, releases before 1.12.5 load nothing. */
const sources: readonly string[] = [
  of('0.0.0.0/0 10.1.0.9/32'),
  of('240.0.0.0/4'),
  of('10.1.0.0/16', '::/0 2001:db8:5::9/128'),
  of('8000::/1'),
  of(last4),
  of(last6, '10.1.0.9/32'),
  of('0.0.0.0/1', '128.0.0.0/1'),
  of('0.0.0.0/1', '10.1.0.0/16', '::/1', '8000::/1'),
  of(`0.0.0.0/0 ${last4}`),
  of(`::/0 ${last6}`),
  of('0.0.0.0/0 0.0.0.0/32'),
  of('::/0 ::/128'),
  of('0.0.0.0/32'),
  of('0.0.0.0/0 128.0.0.0/1'),
  of('0.0.0.0/0 0.0.0.0/1'),
  of('0.0.0.0/0 0.0.0.0/0'),
  of('0.0.0.0/0 0.0.0.0/0', '2001:db8:5::/64'),
  of('0.0.0.0/0', '::/0'),
  of('::/0', '10.1.0.9/32'),
  of('10.1.0.0/16 10.1.0.0/24', '10.1.0.0/24'),
  of('10.1.0.0/24', '255.255.255.0/24 255.255.255.128/25'),
  of('10.1.0.0/24', '255.255.255.0/24 255.255.255.0/25'),
  of(),
]

/** Every address from the second on, by prefixes of which none begins at the first. */
const butFirst = Array.from({ length: 32 }, (_, bits) => prefixFrom(2 ** bits, bits))
/** Every address but the one in the middle. */
const butMiddle = ['0.0.0.0/1', ...Array.from({ length: 31 }, (_, bits) => prefixFrom(2 ** 31 + 2 ** bits, bits))]

function prefixFrom(value: number, bits: number): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')}/${32 - bits}`
}

const gaps: readonly string[] = [
  of(...butFirst),
  of(...butMiddle),
  of('0.0.0.0/1', last4),
  of('0.0.0.0/1', '240.0.0.0/4'),
  of('0.0.0.0/0 0.0.0.0/32', '::/0'),
  of('::/1', last6),
  of('0.0.0.0/0', last6),
]

const ports: readonly string[] = [
  ofPorts('60000-65535', '10.1.0.0/16'),
  ofPorts('443, 65535', '10.1.0.0/16', '2001:db8:5::/64'),
  ofPorts('0-65535', '198.51.100.0/24'),
  ofPorts('30000-32767', '10.1.0.0/16'),
  ofPorts('29999, 32768', '10.1.0.0/16'),
]

/** Ports at which answers come, closed to some who are asked. */
const answers = ['tcp', 'udp'].flatMap((protocol) =>
  ['32768-65534', '30000-32767'].map((listed) =>
    rule({ name: 'answers', protocol, ports: ` [${listed}]`, ingress: from('2001:db8:5::/64', '192.168.0.0/16') }),
  ),
)

/** Documents that admit nobody: what passes then is open by itself. */
const nobody = ['tcp', 'udp'].map((protocol) =>
  rule({ name: protocol, protocol, ports: ' [0-65535]', ingress: from() }),
)
export const bareDocuments: readonly string[] = [block, `${accept}---\n${nobody.join('---\n')}`]

/** Documents for one machine that every release is asked about. */
export const everywhere: readonly string[] = [...bareDocuments, accept, ...answers.map((one) => `${accept}---\n${one}`)]

/** Documents for one machine, of which a release is asked about some. */
export const edgeDocuments: readonly string[] = [
  ...[...sources, ...gaps, ...ports].flatMap((one) => [`${block}---\n${one}`, `${accept}---\n${one}`]),
  `${block}---\n${other}---\n${of('0.0.0.0/0 10.1.0.9/32')}`,
  `${block}---\n${of('240.0.0.0/4')}---\n${other}`,
  `${other}---\n${of('0.0.0.0/0', '::/0')}`,
]

/** Behind a whole configuration: a rule without a protocol, which patches cannot bring. */
export const wholeEdges: readonly string[] = [
  `${block}---\n${head}name: wordless\nportSelector:\n    ports: [443]\n${from('0.0.0.0/0', '::/0')}---\n${other}`,
  `${head}name: wordless\nportSelector:\n    ports: [443]\n${from('10.1.0.0/24')}---\n${other}`,
]
