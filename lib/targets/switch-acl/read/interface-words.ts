/**
 * Commands of an interface that filter no packet between networks: addresses, routing protocols, the line itself. What is not
 * among them may filter (`ip verify`, `service-policy`, `zone-member`, `ip port access-group`) or is not known at all.
 * @see https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/interface/command/ir-cr-book.html
 * @see https://www.arista.com/en/um-eos
 */

const harmless: readonly string[] = [
  ...['description', 'shutdown', 'mtu', 'bandwidth', 'delay', 'load-interval', 'carrier-delay', 'speed', 'duplex'],
  ...['negotiation', 'media-type', 'mac-address', 'hold-queue', 'keepalive', 'autostate', 'encapsulation dot1q'],
  ...[
    'switchport access',
    'switchport mode',
    'switchport trunk',
    'channel-group',
    'lacp',
    'spanning-tree',
    'cdp',
    'lldp',
    'udld',
    'power inline',
    'macro description',
  ],
  ...['logging', 'snmp', 'snmp-server', 'flowcontrol', 'errdisable', 'qos trust', 'priority-queue', 'ntp'],
  ...['vrf forwarding', 'ip vrf forwarding', 'vrf', 'private-vlan', 'mpls ip'],
  ...['ip address', 'ip helper-address', 'ip dhcp', 'ip mtu', 'ip tcp adjust-mss', 'ip route-cache', 'ip flow'],
  ...[
    'ip redirects',
    'ip unreachables',
    'ip proxy-arp',
    'ip local-proxy-arp',
    'ip directed-broadcast',
    'ip virtual-router',
  ],
  ...['ip ospf', 'ip rip', 'ip igmp', 'ip pim', 'ip router', 'ip authentication', 'ip hello-interval', 'ip hold-time'],
  ...[
    'ip summary-address',
    'ip split-horizon',
    'ip bandwidth-percent',
    'ip attached-host',
    'ip arp',
    'arp',
    'ip enable',
  ],
  ...[
    'ipv6 address',
    'ipv6 enable',
    'ipv6 nd',
    'ipv6 ospf',
    'ipv6 mtu',
    'ipv6 dhcp',
    'ipv6 pim',
    'ipv6 mld',
    'ipv6 rip',
  ],
  ...[
    'ipv6 router',
    'ipv6 eigrp',
    'ipv6 redirects',
    'ipv6 unreachables',
    'ipv6 virtual-router',
    'ospfv3',
    'isis',
    'bfd',
  ],
  ...[
    'standby',
    'vrrp',
    'glbp',
    'ip vrrp',
    'device-tracking',
    'ip device tracking',
    'pim',
    'igmp',
    'sflow',
    'flow tracker',
  ],
]

/** Also with `no` or `default` before it. */
export function isHarmless(words: readonly string[]): boolean {
  const [first] = words
  const text = (first === 'no' || first === 'default' ? words.slice(1) : words).join(' ')
  // What follows it may close the port to some.
  if (text === 'switchport') return true
  return harmless.some((known) => text === known || text.startsWith(`${known} `))
}
