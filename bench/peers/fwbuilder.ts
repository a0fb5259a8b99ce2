/** Policies as an object database of Firewall Builder. @see http://www.fwbuilder.org/ and its fwbuilder.dtd */
import { formatAddress } from '@/lib/net/address'
import { formatPrefix, hostMask, type Prefix } from '@/lib/net/prefix'
import type { Inputs } from './capirca'
import type { Form, PlainFilter, PlainRule } from './policy'

export const databaseFile = 'policies.fwb'

export function fwbuilderInputs(filters: readonly PlainFilter[], form: Form): Inputs {
  const objects = new Map<string, string>()
  const groups = new Map<string, string>()
  const services = new Map<string, string>()
  const object = (prefix: Prefix): string => {
    const text = formatPrefix(prefix)
    const known = objects.get(text)
    if (known !== undefined) return known.slice(0, known.indexOf(' '))
    const id = `object${objects.size}`
    objects.set(text, `${id} ${prefixElement(prefix, id)}`)
    return id
  }
  const group = (prefixes: readonly Prefix[]): string => {
    const refs = prefixes.map((prefix) => `<ObjectRef ref="${object(prefix)}"/>`).join('')
    const known = [...groups.keys()].indexOf(refs)
    const id = `group${known < 0 ? groups.size : known}`
    groups.set(refs, `<ObjectGroup id="${id}" name="${id}">${refs}</ObjectGroup>`)
    return id
  }
  const service = (rule: PlainRule): readonly string[] => {
    if (rule.protocol === 'icmp') {
      services.set('icmp', '<ICMPService id="icmp" name="icmp" type="-1" code="-1"/>')
      return ['icmp']
    }
    return rule.ports.map(({ from, to }) => {
      const id = `${rule.protocol}-${from}-${to}`
      const name = rule.protocol === 'tcp' ? 'TCPService' : 'UDPService'
      const flags = rule.protocol === 'tcp' ? tcpFlags : ''
      services.set(
        id,
        `<${name} id="${id}" name="${id}" ${flags} src_range_start="0" src_range_end="0" dst_range_start="${from}" dst_range_end="${to}"/>`,
      )
      return id
    })
  }
  const firewalls = filters.map((filter) => {
    const rules = filter.rules.map((rule, at) => {
      const isAnybody = rule.sources.some(({ length }) => length === 0)
      const source = `<ObjectRef ref="${isAnybody ? anybody : group(rule.sources)}"/>`
      const destination = form === 'net' ? group(filter.destinations) : filter.name
      const ports = service(rule)
        .map((id) => `<ServiceRef ref="${id}"/>`)
        .join('')
      return ruleElement(`${filter.name}-rule`, at, source, `<ObjectRef ref="${destination}"/>`, ports)
    })
    return firewallElement(filter, rules)
  })
  const text = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<!DOCTYPE FWObjectDatabase SYSTEM "fwbuilder.dtd">',
    '<FWObjectDatabase xmlns="http://www.fwbuilder.org/1.0/" version="24" lastModified="1" id="root">',
    standard,
    '<Library id="ours" color="#d2ffd0" name="Ours" ro="False">',
    '<ObjectGroup id="objects" name="Objects">',
    ...[...objects.values()].map((entry) => entry.slice(entry.indexOf(' ') + 1)),
    ...groups.values(),
    '</ObjectGroup>',
    '<ServiceGroup id="services" name="Services">',
    ...services.values(),
    '</ServiceGroup>',
    '<ObjectGroup id="firewalls" name="Firewalls">',
    ...firewalls,
    '</ObjectGroup>',
    '</Library>',
    '</FWObjectDatabase>',
    '',
  ]
  return { [databaseFile]: text.join('\n') }
}

/** A network of all addresses is refused as a likely mistake. */
const anybody = 'sysid0'

/** The objects that a rule names where it says "any". */
const standard = `<Library id="syslib000" color="#d4f8ff" name="Standard" ro="True">
<AnyNetwork id="${anybody}" name="Any" address="0.0.0.0" netmask="0.0.0.0"/>
<AnyIPService id="sysid1" protocol_num="0" name="Any"/>
<AnyInterval id="sysid2" name="Any" days_of_week="0,1,2,3,4,5,6" from_minute="-1" from_hour="-1" from_day="-1" from_month="-1" from_year="-1" from_weekday="-1" to_minute="-1" to_hour="-1" to_day="-1" to_month="-1" to_year="-1" to_weekday="-1"/>
</Library>`

const tcpFlags = ['ack', 'fin', 'psh', 'rst', 'syn', 'urg']
  .flatMap((flag) => [`${flag}_flag="False"`, `${flag}_flag_mask="False"`])
  .join(' ')

function prefixElement(prefix: Prefix, id: string): string {
  const address = formatAddress(prefix)
  if (prefix.family === 6)
    return `<NetworkIPv6 id="${id}" name="${id}" address="${address}" netmask="${prefix.length}"/>`
  const mask = formatAddress({ family: 4, value: 0xffffffffn ^ hostMask(prefix) })
  return prefix.length === 32
    ? `<IPv4 id="${id}" name="${id}" address="${address}" netmask="255.255.255.255"/>`
    : `<Network id="${id}" name="${id}" address="${address}" netmask="${mask}"/>`
}

function ruleElement(id: string, at: number, sources: string, destinations: string, services: string): string {
  return [
    `<PolicyRule id="${id}${at}" disabled="False" log="False" position="${at}" action="Accept" direction="Inbound">`,
    `<Src neg="False">${sources}</Src><Dst neg="False">${destinations}</Dst><Srv neg="False">${services}</Srv>`,
    '<Itf neg="False"><ObjectRef ref="sysid0"/></Itf><When neg="False"><IntervalRef ref="sysid2"/></When>',
    '<PolicyRuleOptions><Option name="stateless">False</Option></PolicyRuleOptions></PolicyRule>',
  ].join('')
}

/** Its one interface has no fixed address: a rule whose destination it is names none. */
function firewallElement({ name }: PlainFilter, rules: readonly string[]): string {
  const ruleSet = (kind: string, inside: readonly string[]): string =>
    `<${kind} id="${name}-${kind}" name="${kind}" ipv4_rule_set="True" ipv6_rule_set="True" top_rule_set="True">${inside.join('\n')}<RuleSetOptions/></${kind}>`
  return [
    `<Firewall id="${name}" name="${name}" platform="iptables" version="1.4.20" host_OS="linux24" inactive="False" lastCompiled="0" lastInstalled="0" lastModified="0">`,
    ruleSet('NAT', []),
    ruleSet('Policy', rules),
    ruleSet('Routing', []),
    `<Interface id="${name}-eth0" name="eth0" dyn="True" label="" mgmt="False" security_level="0" unnum="False" unprotected="False" dedicated_failover="False"><InterfaceOptions/></Interface>`,
    `<FirewallOptions>${options.map(([option, value]) => `<Option name="${option}">${value}</Option>`).join('')}</FirewallOptions>`,
    '</Firewall>',
  ].join('\n')
}

const options = [
  ['accept_established', 'True'],
  ['accept_new_tcp_with_no_syn', 'True'],
  ['check_shading', 'False'],
  ['enable_ipv6', 'True'],
  ['firewall_is_part_of_any_and_networks', 'False'],
  ['verify_interfaces', 'False'],
  ['manage_virtual_addr', 'False'],
] as const
