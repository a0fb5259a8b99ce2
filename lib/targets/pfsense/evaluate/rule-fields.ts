/**
 * What a rule may hold beside what is worked out of it: fields that say nothing about which packets pass, and conditions that
 * are no part of a packet as it is compared here. A field that is neither is a condition of which nothing is known.
 * @see https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc (filter_generate_user_rule)
 * @see https://github.com/pfsense/pfsense/blob/master/src/usr/local/www/firewall_rules_edit.php
 */
import { limits } from '../../pf/evaluate/limits'
import type { RuleText } from '../model'

const workedOut: readonly string[] = [
  ...['type', 'disabled', 'interface', 'floating', 'direction', 'quick', 'ipprotocol', 'protocol', 'icmptype'],
  ...['source', 'destination'],
]

/** Names, logs, marks, queues, where packets go once they were let in, and how their conversation is kept. */
const idle: readonly string[] = [
  ...['id', 'tracker', 'descr', 'log', 'created', 'updated', 'associated-rule-id', 'tag', 'vlanprioset', 'nosync'],
  ...['nopfsync', 'disablereplyto', 'allowopts', 'defaultqueue', 'ackqueue', 'dnpipe', 'pdnpipe', 'source-track'],
  // Flags that are asked for stand in the second of the two; the first alone is passed over.
  ...['gateway', 'statetype', 'statepolicy', 'statetimeout', 'tcpflags1', 'tcpflags_any'],
]

const conditions: Readonly<Record<string, string>> = {
  sched: 'a schedule says when it holds',
  os: 'it asks for an operating system',
  tagged: 'it asks for a mark of another rule',
  dscp: 'it asks for a class of service',
  vlanprio: 'it asks for a VLAN priority',
  tcpflags2: 'it asks for TCP flags',
  ...limits,
}

/** Conditions by being there, whatever they hold. */
const conditionsByPresence: Readonly<Record<string, string>> = {
  nat: 'it translates addresses between the families',
  nottagged: 'it asks for a mark of another rule',
}

const ofEnds: readonly string[] = ['any', 'not', 'network', 'address', 'port']

/** Why it is not known which packets the rule matches; undefined where everything in it is understood. */
export function restrictionOf({ fields, source, destination }: RuleText): string | undefined {
  for (const [name, value] of fields) {
    if (Object.hasOwn(conditionsByPresence, name)) return conditionsByPresence[name]
    if (Object.hasOwn(conditions, name)) {
      if (value !== '' && value !== 'none') return conditions[name]
    } else if (!workedOut.includes(name) && !idle.includes(name))
      return `what <${name}> of a rule does is not known here`
  }
  if (fields.get('statetype') === 'none') return 'it keeps no state, so that answers are not let through'
  const strange = [source, destination].flatMap((end) => [...end.fields.keys()]).find((name) => !ofEnds.includes(name))
  return strange === undefined ? undefined : `what <${strange}> of an end of it does is not known here`
}
