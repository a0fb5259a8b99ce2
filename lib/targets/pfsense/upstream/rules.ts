/**
 * What pfSense's own generator makes of rules, and what the manual says that they do: restated in our words, with packets.
 * @see https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc
 * @see https://docs.netgate.com/pfsense/en/latest/firewall/rule-methodology.html
 * @see https://docs.netgate.com/pfsense/en/latest/firewall/floating-rules.html
 */

export interface UpstreamCase {
  readonly name: string
  /** The rules' fields, one text a rule. */
  readonly rules: readonly string[]
  readonly aliases?: string
  readonly allow?: readonly string[]
  readonly deny?: readonly string[]
  readonly unknown?: readonly string[]
  /** The interface on which the packets come: `lan` where it does not say. */
  readonly on?: string
}

const any = '<source><any></any></source><destination><any></any></destination>'
const lan = '<interface>lan</interface><ipprotocol>inet</ipprotocol>'
const floating = '<floating>yes</floating><direction>in</direction>'

export const aliasTexts = [
  '<alias><name>web</name><type>network</type><address>192.168.30.0/24 2001:db8::/64</address></alias>',
  '<alias><name>hosts</name><type>host</type><address>192.168.30.11 192.168.30.12</address></alias>',
  '<alias><name>both</name><type>network</type><address>hosts 10.0.0.0/8</address></alias>',
  '<alias><name>ring</name><type>network</type><address>ring2 10.1.0.0/16</address></alias>',
  '<alias><name>ring2</name><type>network</type><address>ring 10.2.0.0/16</address></alias>',
  '<alias><name>ports</name><type>port</type><address>80 443 8000:8010</address></alias>',
  '<alias><name>empty</name><type>network</type><address></address></alias>',
  '<alias><name>noports</name><type>port</type><address></address></alias>',
  '<alias><name>named</name><type>host</type><address>gate.example.net 10.9.9.9</address></alias>',
  '<alias><name>fetched</name><type>urltable</type><address>https://lists.example.net/x</address></alias>',
].join('\n')

const web = '192.168.10.5 -> 192.168.30.11 tcp/80'

export const cases: readonly UpstreamCase[] = [
  { name: 'nothing lets nothing in', rules: [], deny: [web, '192.168.10.5 -> 8.8.8.8 icmp/8'] },
  {
    name: 'rules of a tab are read from the top: the first match decides',
    rules: [
      `${lan}<type>block</type><source><any/></source><destination><address>192.168.30.11</address></destination>`,
      `${lan}<type>pass</type>${any}`,
    ],
    deny: [web],
    allow: ['192.168.10.5 -> 192.168.30.12 tcp/80'],
  },
  { name: 'a tab is for its own interface', rules: [`${lan}<type>pass</type>${any}`], on: 'opt1', deny: [web] },
  {
    name: 'floating rules come before tabs, wherever they stand',
    rules: [
      `${lan}<type>pass</type>${any}`,
      `<type>block</type><interface>lan,opt1</interface><quick>yes</quick>${floating}${any}`,
    ],
    deny: [web],
  },
  {
    name: 'a floating rule without quick yields to a later match',
    rules: [`<type>block</type><interface>lan</interface>${floating}${any}`, `${lan}<type>pass</type>${any}`],
    allow: [web],
  },
  {
    name: 'without a later match, the last floating one decides',
    rules: [
      `<type>pass</type><interface>any</interface>${floating}${any}`,
      `<type>block</type><interface>any</interface>${floating}<source><any/></source><destination><address>hosts</address></destination>`,
    ],
    deny: [web],
    allow: ['192.168.10.5 -> 192.168.30.40 tcp/80'],
  },
  {
    name: 'quick is quick even before what would override it',
    rules: [
      `<type>pass</type><interface>any</interface><quick>yes</quick>${floating}${any}`,
      `<type>block</type><interface>any</interface><quick>yes</quick>${floating}${any}`,
    ],
    allow: [web],
  },
  { name: 'a rule that is switched off', rules: [`<disabled/>${lan}<type>pass</type>${any}`], deny: [web] },
  { name: 'match decides nothing', rules: [`<type>match</type><interface>any</interface><quick>yes</quick>${floating}${any}`], deny: [web] },
  { name: 'reject is block', rules: [`${lan}<type>reject</type>${any}`, `${lan}<type>pass</type>${any}`], deny: [web] },
  { name: 'an unknown word or none is pass', rules: [`${lan}<type>accept</type>${any}`], allow: [web] },
  { name: 'no family is IPv4', rules: [`<interface>lan</interface><type>pass</type>${any}`], allow: [web], deny: ['2001:db8::5 -> 2001:db8:1::5 tcp/80'] },
  {
    name: 'both families, one list of both',
    rules: [
      '<interface>lan</interface><ipprotocol>inet46</ipprotocol><type>pass</type><source><any/></source><destination><address>web</address></destination>',
    ],
    allow: [web, '2001:db8:9::5 -> 2001:db8::11 tcp/80'],
    deny: ['2001:db8:9::5 -> 2001:db8:1::11 tcp/80', '192.168.10.5 -> 192.168.31.1 tcp/80'],
  },
  {
    name: 'a port of tcp',
    rules: [`${lan}<type>pass</type><protocol>tcp</protocol><source><any/></source><destination><any/><port>80</port></destination>`],
    allow: [web],
    deny: ['192.168.10.5 -> 192.168.30.11 udp/80', '192.168.10.5 -> 192.168.30.11 tcp/81'],
  },
  {
    name: 'a range, both protocols, upper case',
    rules: [`${lan}<type>pass</type><protocol>TCP/UDP</protocol><source><any/></source><destination><any/><port>80-90</port></destination>`],
    allow: [web, '192.168.10.5 -> 192.168.30.11 udp/90'],
    deny: ['192.168.10.5 -> 192.168.30.11 tcp/79', '192.168.10.5 -> 192.168.30.11 tcp/91'],
  },
  {
    name: 'ports by an alias',
    rules: [`${lan}<type>pass</type><protocol>tcp</protocol><source><any/></source><destination><any/><port>ports</port></destination>`],
    allow: [web, '192.168.10.5 -> 192.168.30.11 tcp/8010'],
    deny: ['192.168.10.5 -> 192.168.30.11 tcp/8011'],
  },
  {
    name: 'HAZARD: a port with the protocol any is no port',
    rules: [`${lan}<type>pass</type><protocol>any</protocol><source><any/></source><destination><any/><port>80</port></destination>`],
    allow: [web, '192.168.10.5 -> 192.168.30.11 udp/9', '192.168.10.5 -> 192.168.30.11 icmp/8'],
  },
  {
    name: 'HAZARD: a port without a protocol is every port of tcp',
    rules: [`${lan}<type>pass</type><source><any/></source><destination><any/><port>80</port></destination>`],
    allow: ['192.168.10.5 -> 192.168.30.11 tcp/22'],
    deny: ['192.168.10.5 -> 192.168.30.11 udp/80'],
  },
  {
    name: 'HAZARD: a list of ports in the rule leaves the rule out',
    rules: [`${lan}<type>pass</type><protocol>tcp</protocol><source><any/></source><destination><any/><port>80,443</port></destination>`],
    deny: [web],
  },
  {
    name: 'HAZARD: an unknown alias leaves the rule out',
    rules: [`${lan}<type>block</type><source><any/></source><destination><address>nobody</address></destination>`, `${lan}<type>pass</type>${any}`],
    allow: [web],
  },
  {
    name: 'HAZARD: two addresses in one place leave the rule out',
    rules: [`${lan}<type>pass</type><source><any/></source><destination><address>192.168.30.11 192.168.30.12</address></destination>`],
    deny: [web],
  },
  { name: 'HAZARD: no destination leaves the rule out', rules: [`${lan}<type>pass</type><source><any/></source>`], deny: [web] },
  { name: 'HAZARD: a tab called any is no tab', rules: [`<interface>any</interface><type>pass</type>${any}`], deny: [web] },
  {
    name: 'an alias of aliases, and those that name each other',
    rules: [
      `${lan}<type>pass</type><source><address>ring</address></source><destination><address>both</address></destination>`,
    ],
    allow: ['10.2.3.4 -> 192.168.30.12 tcp/1', '10.1.3.4 -> 10.200.0.1 udp/1'],
    deny: ['10.3.0.1 -> 192.168.30.12 tcp/1', '10.1.3.4 -> 192.168.30.13 tcp/1'],
  },
  {
    name: 'everybody but',
    rules: [`${lan}<type>pass</type><source><address>ring</address><not></not></source><destination><any/></destination>`],
    allow: [web],
    deny: ['10.2.3.4 -> 192.168.30.12 tcp/80'],
  },
  {
    name: 'nobody is in an empty list, and everybody is outside of it',
    rules: [
      `${lan}<type>block</type><source><address>empty</address></source><destination><any/></destination>`,
      `${lan}<type>pass</type><protocol>tcp</protocol><source><address>empty</address><not/></source><destination><any/></destination>`,
    ],
    allow: [web],
  },
  { name: 'an empty list of ports leaves the rule out', rules: [`${lan}<type>pass</type><protocol>tcp</protocol><source><any/></source><destination><any/><port>noports</port></destination>`], deny: [web] },
  {
    name: 'ICMP by name, each family its own numbers',
    rules: ['<interface>lan</interface><ipprotocol>inet46</ipprotocol><type>pass</type><protocol>icmp</protocol><icmptype>echoreq,unreach</icmptype>' + any],
    allow: [
      '192.168.10.5 -> 192.168.30.11 icmp/8',
      '192.168.10.5 -> 192.168.30.11 icmp/3',
      '2001:db8::5 -> 2001:db8:1::5 icmpv6/128',
    ],
    deny: ['192.168.10.5 -> 192.168.30.11 icmp/0', '2001:db8::5 -> 2001:db8:1::5 icmpv6/3', web],
  },
  {
    name: 'ICMPv6 that no network works without passes always',
    rules: [],
    allow: [1, 2, 135, 136].map((type) => `2001:db8::5 -> 2001:db8:1::5 icmpv6/${type}`),
    deny: ['2001:db8::5 -> 2001:db8:1::5 icmpv6/128', '2001:db8::5 -> 2001:db8:1::5 icmpv6/133'],
  },
  {
    name: 'port 0 and link-local addresses never pass',
    rules: [`<interface>lan</interface><ipprotocol>inet46</ipprotocol><type>pass</type>${any}`],
    deny: [
      '192.168.10.5 -> 192.168.30.11 tcp/0',
      '2001:db8::5 -> 2001:db8:1::5 udp/0',
      '169.254.1.1 -> 192.168.30.11 tcp/80',
      '192.168.10.5 -> 169.254.1.1 tcp/80',
    ],
  },
  {
    name: 'protocols by number and by name',
    rules: [`${lan}<type>pass</type><protocol>esp</protocol>${any}`, `${lan}<type>pass</type><protocol>carp</protocol>${any}`],
    allow: ['192.168.10.5 -> 192.168.30.11 esp', '192.168.10.5 -> 192.168.30.11 vrrp'],
    deny: ['192.168.10.5 -> 192.168.30.11 gre', web],
  },
  {
    name: 'names that the box resolves and lists that it fetches are not known',
    rules: [
      `${lan}<type>pass</type><source><address>named</address></source><destination><address>hosts</address></destination>`,
      `${lan}<type>block</type><source><address>fetched</address></source><destination><any/></destination>`,
      `${lan}<type>pass</type>${any}`,
    ],
    unknown: [web, '192.168.10.5 -> 8.8.8.8 udp/53'],
  },
  {
    name: 'what stands behind the deciding rule is not asked',
    rules: [
      `${lan}<type>pass</type>${any}`,
      `${lan}<type>block</type><source><address>fetched</address></source><destination><any/></destination>`,
    ],
    allow: [web],
  },
  ...['<sched>night</sched>', '<os>Linux</os>', '<tagged>x</tagged>', '<tcpflags2>syn</tcpflags2>', '<dscp>af11</dscp>'].map(
    (condition): UpstreamCase => ({
      name: `a condition that is no part of the packet: ${condition}`,
      rules: [`${lan}<type>pass</type><protocol>tcp</protocol>${condition}${any}`],
      unknown: [web],
      deny: ['192.168.10.5 -> 192.168.30.11 udp/80'],
    }),
  ),
  {
    name: 'logs, queues, marks and gateways change nothing about who passes',
    rules: [
      `${lan}<type>pass</type><log/><gateway>WAN2</gateway><defaultqueue>q</defaultqueue><tag>x</tag><statetype>sloppy state</statetype>${any}`,
    ],
    allow: [web],
  },
  {
    name: 'a network by the name of an interface needs the whole backup',
    rules: [`${lan}<type>pass</type><source><network>lan</network></source><destination><any/></destination>`],
    unknown: [web],
  },
  {
    name: 'who is in a group needs the whole backup',
    rules: [`<interface>Trusted</interface><type>pass</type>${any}`],
    unknown: [web],
  },
  {
    name: 'a tunnel is a tab of its own',
    rules: [`<interface>openvpn</interface><type>pass</type>${any}`],
    deny: [web],
  },
  { name: 'and lets in what comes through it', rules: [`<interface>openvpn</interface><type>pass</type>${any}`], on: 'openvpn', allow: [web] },
  {
    name: 'a floating rule for the way out asks nobody on the way in',
    rules: [
      `<type>pass</type><interface>any</interface><quick>yes</quick><floating>yes</floating><direction>out</direction>${any}`,
    ],
    deny: [web],
  },
  {
    name: 'one that blocks on every way out stops what was let in',
    rules: [
      `${lan}<type>pass</type>${any}`,
      `<type>block</type><interface>any</interface><quick>yes</quick><floating>yes</floating><direction>out</direction><source><any/></source><destination><address>hosts</address></destination>`,
    ],
    deny: [web],
    allow: ['192.168.10.5 -> 192.168.30.40 tcp/80'],
  },
  {
    name: 'on the way out as well the last match decides',
    rules: [
      `<type>block</type><interface>any</interface>${floating}${any}`,
      `<type>pass</type><interface>any</interface>${floating}${any}`,
    ],
    allow: [web],
  },
  {
    name: 'no direction is both',
    rules: [
      `<type>pass</type><interface>lan</interface><quick>yes</quick>${floating}${any}`,
      `<type>block</type><interface>any</interface><quick>yes</quick><floating>yes</floating>${any}`,
    ],
    deny: [web],
  },
]

/** What makes pf refuse the whole list, so that the box keeps the rules that it had. */
export const refusals: readonly (readonly [name: string, rules: string, aliases: string, message: RegExp])[] = [
  ['an IPv4 address in a rule for IPv6', `<rule><interface>lan</interface><ipprotocol>inet6</ipprotocol><type>pass</type><source><any/></source><destination><address>192.168.30.11</address></destination></rule>`, '', /IPv6/],
  ['an IPv4 address in a rule for both', `<rule><interface>lan</interface><ipprotocol>inet46</ipprotocol><type>pass</type><source><any/></source><destination><address>192.168.30.0/24</address></destination></rule>`, '', /IPv6/],
  ['an alias with half an address', '', '<alias><name>x</name><type>network</type><address>10.0.0.300/32</address></alias>', /no address/],
  ['an alias with a prefix too long', '', '<alias><name>x</name><type>network</type><address>10.0.0.0/33</address></alias>', /no address/],
  ['a port above all', '', '<alias><name>x</name><type>port</type><address>80 70000</address></alias>', /no port/],
  ['ports in the place of addresses', `<rule>${lan}<type>pass</type><source><any/></source><destination><address>p</address></destination></rule>`, '<alias><name>p</name><type>port</type><address>80</address></alias>', /list of ports/],
  ['two aliases of one name', '', '<alias><name>x</name><type>host</type><address>10.0.0.1</address></alias><alias><name>x</name><type>host</type><address>10.0.0.2</address></alias>', /two aliases/],
  ['an ICMP type of the other family', `<rule>${lan}<type>pass</type><protocol>icmp</protocol><icmptype>neighbrsol</icmptype>${any}</rule>`, '', /ICMP type/],
  ['an element twice in a rule', `<rule>${lan}<type>pass</type><type>block</type>${any}</rule>`, '', /twice/],
  ['an alias of no known type', '', '<alias><name>x</name><address>10.0.0.1</address></alias>', /no known type/],
  ['ports that run backwards', `<rule>${lan}<type>pass</type><protocol>tcp</protocol><source><any/></source><destination><any/><port>90-80</port></destination></rule>`, '', /backwards/],
]
