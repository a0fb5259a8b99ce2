/**
 * The columns of the rule table, with what each is where a file names none. A row of which nothing is understood is therefore
 * "pass, any to any, on every interface".
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Firewall/Filter.xml
 */

/** What a new rule is without the column; the sequence is of the box's own choosing then. */
export const defaults: Readonly<Record<string, string>> = {
  enabled: '1',
  statetype: 'keep',
  'state-policy': '',
  sequence: '',
  action: 'pass',
  quick: '1',
  interfacenot: '0',
  interface: '',
  direction: 'in',
  ipprotocol: 'inet',
  protocol: 'any',
  icmptype: '',
  icmp6type: '',
  source_net: 'any',
  source_not: '0',
  source_port: '',
  destination_net: 'any',
  destination_not: '0',
  destination_port: '',
  'divert-to': '',
  gateway: '',
  replyto: '',
  disablereplyto: '0',
  log: '0',
  'received-on': '',
  tagged: '',
  tcpflags1: '',
  tcpflags2: '',
  prio: '',
  tos: '',
  sched: '',
  'max-pkt-rate-number': '',
  'max-pkt-rate-seconds': '',
  description: '',
}

/** Known, and of no weight for whether a new packet passes, or weighed where they hold a value. */
const others = [
  ...['allowopts', 'nosync', 'nopfsync', 'statetimeout', 'udp-first', 'udp-multiple', 'udp-single', 'max-src-nodes'],
  ...['max-src-states', 'max-src-conn', 'max', 'max-src-conn-rate', 'max-src-conn-rates', 'overload', 'adaptivestart'],
  ...['adaptiveend', 'set-prio', 'set-prio-low', 'tag', 'tcpflags_any', 'categories', 'shaper1', 'shaper2'],
  // Where the box keeps a rule among the others, worked out anew each time.
  ...['sort_order', 'prio_group'],
]

export const idColumn = '@uuid'

export const knownColumns: ReadonlySet<string> = new Set([idColumn, ...Object.keys(defaults), ...others])

/**
 * The fields of an alias.
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Firewall/Alias.xml
 */
export const aliasFields: ReadonlySet<string> = new Set([
  ...['enabled', 'name', 'type', 'path_expression', 'proto', 'interface', 'counters', 'updatefreq', 'content'],
  ...['password', 'username', 'authtype', 'expire', 'categories', 'current_items', 'last_updated', 'description'],
])

/** Whether a field with this value, whatever it is called, leaves things as they are without it. */
export function saysNothing(value: string): boolean {
  return value === '' || value === '0'
}

export const booleanColumns: readonly string[] = [
  'enabled',
  'quick',
  'interfacenot',
  'source_not',
  'destination_not',
  'disablereplyto',
  'log',
]

export const words: Readonly<Record<string, readonly string[]>> = {
  action: ['pass', 'block', 'reject'],
  direction: ['in', 'out', 'any'],
  ipprotocol: ['inet', 'inet6', 'inet46'],
  statetype: ['keep', 'sloppy', 'modulate', 'synproxy', 'none'],
  'state-policy': ['', 'if-bound', 'floating'],
}

/** Lower-case, and of the shape of version 4: anything else is refused. */
export const uuidPattern: RegExp = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
