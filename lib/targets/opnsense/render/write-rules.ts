/**
 * The rule table. A row that exists already keeps what the file does not name, so that every column is written which decides about
 * a packet: what somebody changed in a rule of ours is put right.
 */
import { icmpName } from '../../pf/render/icmp-names'
import type { PlannedEnd } from '../../router/render/plan'
import type { Leftover } from './leftovers'
import type { Line } from './lines'
import type { IdentifiedPlan, IdentifiedRule } from './plan'

const columns = [
  '@uuid',
  'enabled',
  'sequence',
  'action',
  'quick',
  'interfacenot',
  'interface',
  'direction',
  'ipprotocol',
  'protocol',
  'icmptype',
  'icmp6type',
  'source_net',
  'source_not',
  'source_port',
  'destination_net',
  'destination_not',
  'destination_port',
  'log',
  'statetype',
  'state-policy',
  'divert-to',
  'gateway',
  'replyto',
  'disablereplyto',
  'tagged',
  'tcpflags1',
  'tcpflags2',
  'prio',
  'tos',
  'sched',
  'max',
  'max-src-nodes',
  'max-src-states',
  'max-src-conn',
  'max-src-conn-rate',
  'max-src-conn-rates',
  'description',
] as const
type Column = (typeof columns)[number]

type Row = Readonly<Record<Column, string>>

const nothing = Object.fromEntries(columns.map((column) => [column, ''])) as Row

const usual: Row = {
  ...nothing,
  enabled: '1',
  quick: '1',
  interfacenot: '0',
  direction: 'in',
  protocol: 'any',
  source_net: 'any',
  source_not: '0',
  destination_net: 'any',
  destination_not: '0',
  log: '0',
  statetype: 'keep',
  disablereplyto: '0',
}

export function ruleLines({ rules }: IdentifiedPlan, leftovers: readonly Leftover[]): readonly Line[] {
  return [
    { text: columns.join(','), rules: [] },
    ...rules.map((rule) => ({ text: lineOf(rowOf(rule)), rules: rule.rules })),
    ...leftovers.map((one, index) => ({ text: lineOf(emptied(one, rules.length + index + 1)), rules: [] })),
  ]
}

function rowOf(rule: IdentifiedRule): Row {
  const isSix = rule.families === 'inet6'
  const types = rule.icmpTypes
  return {
    ...usual,
    '@uuid': rule.uuid,
    sequence: String(rule.sequence),
    action: rule.action,
    ...scopeOf(rule),
    ipprotocol: rule.families,
    protocol: protocolOf(rule),
    icmptype: isSix ? '' : types.flatMap((type) => icmpName('icmp', type) ?? []).join(','),
    icmp6type: isSix ? types.join(',') : '',
    ...endOf('source', rule.source),
    ...endOf('destination', rule.destination),
    destination_port: rule.port ?? '',
    log: rule.action === 'block' ? '1' : '0',
    description: rule.description,
  }
}

function scopeOf({ scope }: IdentifiedRule): Pick<Row, 'interface' | 'interfacenot'> {
  switch (scope.kind) {
    case 'any':
      return { interface: '', interfacenot: '0' }
    case 'only':
      return { interface: scope.keys.join(','), interfacenot: '0' }
    case 'not':
      return { interface: scope.key, interfacenot: '1' }
  }
}

function protocolOf({ protocol, families }: IdentifiedRule): string {
  if (protocol === undefined) return 'any'
  return protocol === 'icmp' && families === 'inet6' ? 'IPV6-ICMP' : protocol.toUpperCase()
}

function endOf(side: 'source' | 'destination', end: PlannedEnd): Partial<Row> {
  if (end.kind === 'any') return { [`${side}_net`]: 'any', [`${side}_not`]: '0' }
  return { [`${side}_net`]: end.name, [`${side}_not`]: end.isNegated ? '1' : '0' }
}

/** A rule of an earlier bundle: an import takes nothing away, so it is switched off, and would match nothing if it were on. */
function emptied({ uuid, description }: Leftover, sequence: number): Row {
  return {
    ...usual,
    '@uuid': uuid,
    enabled: '0',
    sequence: String(sequence),
    action: 'block',
    ipprotocol: 'inet',
    source_net: '127.0.0.1',
    destination_net: '127.0.0.1',
    description,
  }
}

function lineOf(row: Row): string {
  return columns.map((column) => (row[column].includes(',') ? `"${row[column]}"` : row[column])).join(',')
}
