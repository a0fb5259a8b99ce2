/** Ways to write firewalls of Hetzner for Terraform; its provider says which are right, and the API what they come to. */

type Lines = Readonly<Record<string, string | undefined>>

const plain: Lines = {
  direction: '"in"',
  protocol: '"tcp"',
  port: '"443"',
  source_ips: '["10.0.0.0/8"]',
}

function block(type: string, lines: Lines): string {
  const inside = Object.entries(lines).flatMap(([key, value]) =>
    value === undefined ? [] : [`    ${key} = ${value}\n`],
  )
  return `  ${type} {\n${inside.join('')}  }\n`
}

const rule = (change: Lines = {}): string => block('rule', { ...plain, ...change })
const carried = (selector = 'role=worker'): string => block('apply_to', { label_selector: JSON.stringify(selector) })

function firewall(inside: string, name = 'fw', lines: Lines = {}): string {
  const own = Object.entries({ name: JSON.stringify(name), ...lines }).flatMap(([key, value]) =>
    value === undefined ? [] : [`  ${key} = ${value}\n`],
  )
  return `resource "hcloud_firewall" "${name}" {\n${own.join('')}${inside}}\n`
}

const out = { direction: '"out"', source_ips: undefined, destination_ips: '["10.0.0.0/8"]' }
const ports = [
  '"443"',
  '443',
  '"80-90"',
  '"90-80"',
  '"any"',
  '"0"',
  '"1"',
  '"65535"',
  '"65536"',
  '"1-65535"',
  '"0-65535"',
]
const oddPorts = [
  '""',
  'null',
  '"80 - 90"',
  '"080"',
  '"x"',
  '"80-"',
  '"-80"',
  '"80,90"',
  '"ANY"',
  'true',
  '"80-80"',
  '"4.5"',
]
const ends = [
  ...['10.0.0.1', '10.0.0.1/32', '10.0.0.1/8', '10.0.0.0/33', '10.0.0.0/', '/8', '', '0.0.0.0/0', '::/0', 'fd00::/8'],
  ...[
    'fd00::1/8',
    'fd00::1',
    'FD00::/8',
    'fd00::1/128',
    '10.0.0',
    '10.0.0.0/08',
    'x',
    '10.0.0.0/8 ',
    '::ffff:10.0.0.0/104',
  ],
  ...[
    '256.0.0.0/8',
    '2001:DB8::/32',
    '2001:0db8::/32',
    '10.0.0.0/8/8',
    'fd00::/129',
    '128.0.0.0/1',
    '8000::/1',
    '2001:db8::ffff:1/128',
    '::FFFF:10.0.0.1',
  ],
]
const lists = [
  '[]',
  'null',
  '["10.0.0.0/8", "fd00::/8"]',
  '["10.0.0.0/8", "10.0.0.0/8"]',
  '[null]',
  '[5]',
  '"10.0.0.0/8"',
  '["10.0.0.0/8"',
  `[for n in ["1", "2"] : "10.\${n}.0.0/16"]`,
  'toset(["10.1.0.0/16", "10.0.0.0/16"])',
  'concat(["10.1.0.0/16"], ["10.0.0.0/16"])',
  '[["10.0.0.0/8"]]',
  '{ a = "10.0.0.0/8" }',
  'var.none',
]

const changes: readonly Lines[] = [
  ...['tcp', 'udp', 'icmp', 'esp', 'gre', 'TCP', 'sctp', '', 'icmpv6', '6'].flatMap((name) =>
    ['"443"', undefined, '"any"'].map((port): Lines => ({ protocol: `"${name}"`, port })),
  ),
  ...[...ports, ...oddPorts].flatMap((port): Lines[] => [{ port }, { port, protocol: '"udp"' }]),
  ...ends.flatMap((end): Lines[] => [
    { source_ips: `[${JSON.stringify(end)}]` },
    { ...out, destination_ips: `[${JSON.stringify(end)}]` },
  ]),
  ...lists.map((source_ips): Lines => ({ source_ips })),
  ...['"in"', '"out"', '"IN"', '"both"', 'null', '""', '5'].map((direction): Lines => ({ direction })),
  { direction: undefined },
  { protocol: undefined },
  { source_ips: undefined },
  { ...out },
  { ...out, source_ips: '["10.0.0.0/8"]' },
  { ...out, source_ips: '[]' },
  { destination_ips: '["10.1.0.0/16"]' },
  { destination_ips: '[]' },
  { destination_ips: 'null' },
  { description: '"what it is for"' },
  { description: 'null' },
  { description: `"${'x'.repeat(255)}"` },
  { description: `"${'x'.repeat(256)}"` },
  { strange: '1' },
  { source_ips: `[${Array.from({ length: 100 }, (_, n) => `"10.0.${n}.0/24"`).join(', ')}]` },
  { source_ips: `[${Array.from({ length: 101 }, (_, n) => `"10.0.${n}.0/24"`).join(', ')}]` },
]

const selectors = [
  ...[
    'role=worker',
    'role!=worker',
    'role',
    '!role',
    'role in (a,b)',
    'role notin (a,b)',
    'role=worker,cluster=prod',
    'a.b/c=d',
  ],
  ...['role=', 'a in (b,d),c', 'a-b=c_d', 'a=b,!c,d!=e', '=', '', 'a=b=c', 'a,,b', 'a in b'],
]

const shapes: readonly string[] = [
  ...selectors.map((selector) => firewall(carried(selector) + rule())),
  firewall(rule()),
  firewall(carried()),
  firewall(carried('a=b') + carried('c=d') + rule()),
  firewall(carried() + rule() + rule({ port: '"80"' })),
  firewall(carried() + rule() + rule()),
  firewall(carried() + rule() + rule(out)),
  firewall(block('apply_to', { server: '5' }) + rule()),
  firewall(block('apply_to', {}) + rule()),
  firewall(block('apply_to', { label_selector: 'null' }) + rule()),
  firewall(block('apply_to', { label_selector: '5' }) + rule()),
  firewall(block('apply_to', { label_selector: '["a"]' }) + rule()),
  firewall(carried() + rule(), 'fw', { name: undefined }),
  firewall(carried() + rule(), 'fw', { name: '""' }),
  firewall(carried() + rule(), 'fw', { name: 'null' }),
  firewall(carried() + rule(), 'fw', { name: '5' }),
  firewall(carried() + rule(), 'fw', { name: `"\${"a"}b"` }),
  firewall(carried() + rule(), 'fw', { labels: '{ a = "b" }' }),
  firewall(carried() + rule(), 'fw', { strange: '1' }),
  firewall(carried() + rule(), 'fw', { count: '0' }),
  firewall(carried() + rule(), 'fw', { count: '1' }),
  firewall(carried() + rule({ port: 'tostring(440 + count.index)' }), 'fw', {
    count: '2',
    name: `"fw-\${count.index}"`,
  }),
  firewall(carried() + rule({ source_ips: '[each.value]' }), 'fw', {
    for_each: '{ a = "10.0.0.0/8", b = "10.1.0.0/16" }',
    name: 'each.key',
  }),
  firewall(carried() + rule(), 'one') + firewall(carried('role=cp') + rule({ port: '"80"' }), 'two'),
  firewall(
    `${carried()}  dynamic "rule" {\n    for_each = ["80"]\n    content {\n      direction = "in"\n      protocol = "tcp"\n      port = rule.value\n      source_ips = ["10.0.0.0/8"]\n    }\n  }\n`,
  ),
  firewall(`${carried()}${rule()}  lifecycle {\n    prevent_destroy = false\n  }\n`),
  firewall(`${carried()}${rule()}  lifecycle {\n    ignore_changes = [rule]\n  }\n`),
  firewall(`${carried()}${rule()}  strange {\n  }\n`),
  firewall(`${carried()}  rule "x" {\n  }\n`),
  firewall(carried() + rule().replace('rule {', 'rule "x" {')),
  firewall(carried().replace('apply_to {', 'apply_to "x" {') + rule()),
  firewall(`${carried()}  rule {\n    inner {\n    }\n  }\n`),
  firewall(carried() + rule(), 'fw') + firewall(carried() + rule(), 'fw'),
  `variable "v" {\n  default = ["10.0.0.0/8"]\n}\n${firewall(carried() + rule({ source_ips: 'var.v' }))}`,
  `locals {\n  v = ["10.0.0.0/8"]\n}\n${firewall(carried() + rule({ source_ips: 'concat(local.v, ["10.1.0.0/16"])' }))}`,
  `${firewall(carried() + rule())}resource "hcloud_strange" "x" {\n}\n`,
  `${firewall(carried() + rule())}resource "hcloud_ssh_key" "x" {\n  name = "x"\n  public_key = "y"\n}\n`,
  `${firewall(carried() + rule())}output "id" {\n  value = hcloud_firewall.fw.id\n}\n`,
  `${firewall(carried() + rule())}output "id" {\n  value = hcloud_firewall.none.id\n}\n`,
  firewall(carried() + rule({ description: 'hcloud_firewall.none.id' })),
  '',
]

/** Text beside the provider's own file. */
export const hetznerTexts: readonly string[] = [
  ...changes.map((change) => firewall(carried() + rule(change))),
  ...shapes,
]

/** Of which each tells one reading from its neighbours. */
export const aimedHetznerTexts: readonly string[] = [
  ...['"10.0.0.0/8"', '5', '{}', 'true', '[["10.0.0.0/8"]]'].flatMap((list) => [
    firewall(carried() + rule({ ...out, source_ips: list })),
    firewall(carried() + rule({ destination_ips: list })),
    firewall(carried() + rule({ protocol: '"icmp"', port: undefined, source_ips: list })),
  ]),
  ...['"tcp"', '"udp"', '"icmp"', '"esp"', '"gre"'].flatMap((protocol) =>
    [undefined, 'null', '"443"', '443'].map((port) => firewall(carried() + rule({ protocol, port }))),
  ),
  ...['["10.0.0.0/8", null]', '[null]', '["10.0.0.0/8", 5]', '[true]', '["10.0.0.0/8", "10.0.0.0/8", "fd00::/8"]'].map(
    (source_ips) => firewall(carried() + rule({ source_ips })),
  ),
  ...['"both"', 'null', '"IN"'].map((direction) => firewall(carried() + rule({ ...out, direction }))),
  firewall(carried() + rule(), 'fw', { name: '["a"]' }),
  firewall(carried() + rule(), 'fw', { labels: '["a"]' }),
  firewall(carried() + rule({ description: '["a"]' })),
  firewall(carried() + rule({ description: '5' })),
  firewall(carried() + rule(), 'fw', { name: 'true' }),
  firewall(carried() + rule(), 'fw', { name: '{}' }),
  firewall(carried() + rule(), 'a') + firewall(carried('role=cp') + rule(), 'b', { name: '"a"' }),
  firewall(carried() + rule(), 'a', { count: '2', name: '"a"' }),
  firewall(carried() + rule(), 'a', { count: 'true' }),
  firewall(carried() + rule(), 'a', { for_each: '["a"]' }),
  firewall(block('apply_to', { label_selector: 'true' }) + rule()),
  firewall(block('apply_to', { label_selector: '"a=b"', server: 'null' }) + rule()),
  firewall(block('apply_to', { label_selector: '"a=b"', server: '7' }) + rule()),
  firewall(carried('=') + carried('a=b') + rule()),
  firewall(block('apply_to', { label_selector: '"a=b"', strange: '1' }) + rule()),
  firewall(carried() + rule().replace('rule {', 'rule "x" "y" {')),
  firewall(carried() + rule().replace(/ {2}\}\n$/, '    inner {\n    }\n  }\n')),
  firewall(`${carried()}${rule()}  timeouts {\n  }\n`),
  firewall(`${carried()}${rule()}  lifecycle {\n    create_before_destroy = true\n  }\n`),
  firewall(`${carried()}${rule()}  depends_on = []\n`),
  ...['["10.0.0.0/8"]', '["10.1.0.0/16"]'].map(
    (fallback) =>
      `variable "v" {\n  default = ${fallback}\n  validation {\n    condition = var.v[0] == "10.0.0.0/8"\n    error_message = "It is ours."\n  }\n}\n${firewall(carried() + rule({ source_ips: 'var.v' }))}`,
  ),
]

/** A server made with these firewalls. */
const server = (name: string, lines: Lines): string => {
  const all: Lines = { name: `"${name}"`, server_type: '"cx22"', image: '"debian-12"', ...lines }
  const inside = Object.entries(all).map(([key, value]) => `  ${key} = ${value}\n`)
  return `resource "hcloud_server" "${name}" {\n${inside.join('')}}\n`
}
const own = 'hcloud_firewall.fw.id'

/** Firewalls that servers carry by name: read in what Terraform says, and never in the files. */
export const serverTexts: readonly string[] = [
  firewall(rule()) + server('s1', { firewall_ids: `[${own}]` }),
  firewall(rule()) + server('s1', { firewall_ids: `[${own}]`, labels: '{ a = "b", c = "d" }' }) + server('s2', {}),
  firewall(rule()) + server('s1', { firewall_ids: `[${own}]` }) + server('s2', { firewall_ids: `[${own}, 7]` }),
  firewall(rule()) + firewall(rule({ port: '"80"' }), 'other') + server('s1', { firewall_ids: `[${own}]` }),
  firewall(rule()) +
    firewall(rule({ port: '"80"' }), 'other') +
    server('s1', { firewall_ids: `[${own}]` }) +
    server('s2', { firewall_ids: '[hcloud_firewall.other.id]', labels: '{ a = "b" }' }),
  firewall(carried() + rule()) + server('s1', { firewall_ids: `[${own}]`, labels: '{ role = "worker" }' }),
  firewall(carried() + rule()) + server('s1', { labels: '{ role = "worker" }' }),
  firewall(carried() + rule()) + server('s1', { firewall_ids: '[7]' }),
  firewall(carried() + rule()) + server('s1', { firewall_ids: '[7, 8]', labels: '{ a = "b" }' }),
  firewall(block('apply_to', { server: 'hcloud_server.s1.id' }) + rule()) + server('s1', {}),
  firewall(block('apply_to', { server: 'hcloud_server.s1.id' }) + rule()) + server('s1', {}) + server('s2', {}),
  firewall(block('apply_to', { server: 'hcloud_server.s2.id' }) + rule()) +
    server('s1', { labels: '{ a = "b" }' }) +
    server('s2', { labels: '{ c = "d" }' }),
  firewall(carried() + block('apply_to', { server: 'hcloud_server.s1.id' }) + rule()) + server('s1', {}),
  firewall(carried() + block('apply_to', { server: '7' }) + rule()),
  `${firewall(carried() + rule())}resource "hcloud_firewall_attachment" "a" {\n  firewall_id = ${own}\n  label_selectors = ["role=cp"]\n}\n`,
]

const empty = firewall(carried())
const other = firewall(carried('role=cp') + rule({ port: '"80"' }), 'other')
/** One over another, in one state: the provider passes over a list of rules that has become empty. */
export const hetznerPairs: readonly (readonly [before: string, after: string])[] = [
  [firewall(carried() + rule()), empty],
  [empty, firewall(carried() + rule())],
  [firewall(carried() + rule()), firewall(carried() + rule({ port: '"80"' }))],
  [firewall(carried() + rule()), firewall(carried() + rule() + rule({ port: '"80"' }))],
  [firewall(carried() + rule() + rule({ port: '"80"' })), firewall(carried() + rule())],
  [other, empty],
  [other + empty, empty + firewall(carried('role=cp'), 'other')],
  [empty, other],
  [firewall(carried() + rule()), firewall(carried('role=cp'))],
]
