/** A backup as a person's box writes it: forty rules, separators, port forwards, aliases, and much that is none of ours. */

function rule(fields: string, index: number): string {
  return [
    '\t\t<rule>',
    '\t\t\t<id></id>',
    `\t\t\t<tracker>${1_700_000_000 + index}</tracker>`,
    ...fields.split('\n').map((line) => `\t\t\t${line}`),
    `\t\t\t<descr><![CDATA[their rule ${index} &quot;quoted&quot; &amp; more]]></descr>`,
    '\t\t\t<created>',
    '\t\t\t\t<time>1700000000</time>',
    '\t\t\t\t<username><![CDATA[admin@192.168.10.5 (Local Database)]]></username>',
    '\t\t\t</created>',
    '\t\t</rule>',
  ].join('\n')
}

const anyEnds = '<source>\n\t<any></any>\n</source>\n<destination>\n\t<any></any>\n</destination>'
const pass = '<type>pass</type>'
const four = '<ipprotocol>inet</ipprotocol>'
const toWeb =
  '<source>\n\t<network>lan</network>\n</source>\n<destination>\n\t<address>web_servers</address>\n\t<port>web_ports</port>\n</destination>'

/** What people have: rules of tabs, one of a schedule, one that is switched off, a reject, a group, a tunnel. */
export const theirRules: readonly string[] = [
  `${pass}\n<interface>wan,lan</interface>\n${four}\n<protocol>tcp</protocol>\n<direction>in</direction>\n<floating>yes</floating>\n${toWeb}`,
  `<type>block</type>\n<interface>opt2</interface>\n<ipprotocol>inet</ipprotocol>\n<direction>out</direction>\n<quick>yes</quick>\n<floating>yes</floating>\n<source>\n\t<network>opt2</network>\n</source>\n<destination>\n\t<any></any>\n</destination>`,
  `<type>match</type>\n<interface>lan</interface>\n${four}\n<direction>any</direction>\n<floating>yes</floating>\n<defaultqueue>qDefault</defaultqueue>\n${anyEnds}`,
  `${pass}\n<interface>lan</interface>\n${four}\n<source>\n\t<network>lan</network>\n</source>\n<destination>\n\t<any></any>\n</destination>`,
  `${pass}\n<interface>lan</interface>\n<ipprotocol>inet6</ipprotocol>\n<source>\n\t<network>lan</network>\n</source>\n<destination>\n\t<any></any>\n</destination>`,
  `<disabled></disabled>\n${pass}\n<interface>wan</interface>\n${four}\n${anyEnds}`,
  `${pass}\n<interface>opt1</interface>\n${four}\n<protocol>tcp/udp</protocol>\n<source>\n\t<network>opt1</network>\n</source>\n<destination>\n\t<network>opt1ip</network>\n\t<port>53</port>\n</destination>`,
  `${pass}\n<interface>opt1</interface>\n${four}\n<sched>workdays</sched>\n<source>\n\t<network>opt1</network>\n</source>\n<destination>\n\t<address>update.example.net</address>\n</destination>`,
  `<type>reject</type>\n<interface>opt1</interface>\n<ipprotocol>inet46</ipprotocol>\n${anyEnds}`,
  `<type>block</type>\n<interface>wan</interface>\n${four}\n<source>\n\t<address>blocked_hosts</address>\n</source>\n<destination>\n\t<any></any>\n</destination>`,
  `${pass}\n<interface>openvpn</interface>\n${four}\n${anyEnds}`,
  `${pass}\n<interface>Trusted</interface>\n${four}\n<protocol>icmp</protocol>\n<icmptype>echoreq,unreach</icmptype>\n${anyEnds}`,
  `${pass}\n<interface>wan</interface>\n${four}\n<protocol>tcp</protocol>\n<associated-rule-id>nat_5f0000000000a1.00000001</associated-rule-id>\n<source>\n\t<any></any>\n</source>\n<destination>\n\t<address>192.168.10.80</address>\n\t<port>443</port>\n</destination>`,
]

/** `floating`: rules that stand before all of ours when they come first in the file. */
export function pfsenseBackup({ rules = theirRules, separators = true } = {}): string {
  const numbered = Array.from({ length: Math.max(40, rules.length) }, (_, index) =>
    rule(rules[index] ?? `${pass}\n<interface>lan</interface>\n${four}\n<protocol>udp</protocol>\n${toWeb}`, index),
  )
  return `<?xml version="1.0"?>
<pfsense>
\t<version>23.3</version>
\t<lastchange></lastchange>
\t<!-- kept by hand -->
\t<system>
\t\t<optimization>normal</optimization>
\t\t<hostname>gate</hostname>
\t\t<user>
\t\t\t<name>admin</name>
\t\t\t<bcrypt-hash>$2y$10$notarealhashnotarealhashnotarealhash</bcrypt-hash>
\t\t</user>
\t\t<ipv6allow></ipv6allow>
\t\t<already_run_config_upgrade/>
\t</system>
\t<interfaces>
\t\t<wan>
\t\t\t<enable></enable>
\t\t\t<if>igb0</if>
\t\t\t<descr><![CDATA[WAN]]></descr>
\t\t\t<ipaddr>dhcp</ipaddr>
\t\t\t<blockpriv></blockpriv>
\t\t\t<blockbogons></blockbogons>
\t\t</wan>
\t\t<lan>
\t\t\t<enable></enable>
\t\t\t<if>igb1</if>
\t\t\t<ipaddr>192.168.10.1</ipaddr>
\t\t\t<subnet>24</subnet>
\t\t</lan>
\t\t<opt1>
\t\t\t<descr><![CDATA[KUBERNETES]]></descr>
\t\t\t<if>igb1.30</if>
\t\t\t<enable></enable>
\t\t\t<ipaddr>192.168.30.1</ipaddr>
\t\t\t<subnet>24</subnet>
\t\t</opt1>
\t\t<opt2>
\t\t\t<descr><![CDATA[GUESTS]]></descr>
\t\t\t<if>igb1.40</if>
\t\t\t<enable></enable>
\t\t\t<ipaddr>192.168.40.1</ipaddr>
\t\t\t<subnet>24</subnet>
\t\t</opt2>
\t</interfaces>
\t<ifgroups>
\t\t<ifgroupentry>
\t\t\t<members>lan opt2</members>
\t\t\t<descr></descr>
\t\t\t<ifname>Trusted</ifname>
\t\t</ifgroupentry>
\t</ifgroups>
\t<nat>
\t\t<outbound>
\t\t\t<mode>automatic</mode>
\t\t</outbound>
\t\t<rule>
\t\t\t<source>
\t\t\t\t<any></any>
\t\t\t</source>
\t\t\t<destination>
\t\t\t\t<network>wanip</network>
\t\t\t\t<port>443</port>
\t\t\t</destination>
\t\t\t<protocol>tcp</protocol>
\t\t\t<target>192.168.10.80</target>
\t\t\t<local-port>443</local-port>
\t\t\t<interface>wan</interface>
\t\t\t<associated-rule-id>nat_5f0000000000a1.00000001</associated-rule-id>
\t\t</rule>
\t\t<separator></separator>
\t</nat>
\t<filter>
${numbered.join('\n')}
\t\t<separator>
${separators ? theirSeparators : '\t\t\t<wan></wan>'}
\t\t</separator>
\t</filter>
\t<aliases>
\t\t<alias>
\t\t\t<name>web_servers</name>
\t\t\t<type>host</type>
\t\t\t<address>192.168.10.80 192.168.10.81</address>
\t\t\t<descr><![CDATA[caf\u00e9 &amp; bar]]></descr>
\t\t\t<detail><![CDATA[one||two]]></detail>
\t\t</alias>
\t\t<alias>
\t\t\t<name>web_ports</name>
\t\t\t<type>port</type>
\t\t\t<address>80 443 8000:8010</address>
\t\t\t<descr></descr>
\t\t\t<detail></detail>
\t\t</alias>
\t\t<alias>
\t\t\t<name>blocked_hosts</name>
\t\t\t<type>urltable</type>
\t\t\t<url>https://lists.example.net/bad.txt</url>
\t\t\t<updatefreq>7</updatefreq>
\t\t\t<address>https://lists.example.net/bad.txt</address>
\t\t\t<descr></descr>
\t\t\t<detail></detail>
\t\t</alias>
\t</aliases>
\t<installedpackages></installedpackages>
</pfsense>
`
}

const theirSeparators = `\t\t\t<floatingrules>
\t\t\t\t<sep0>
\t\t\t\t\t<row>fr0</row>
\t\t\t\t\t<text><![CDATA[Floating things]]></text>
\t\t\t\t\t<color>bg-info</color>
\t\t\t\t\t<if>floatingrules</if>
\t\t\t\t</sep0>
\t\t\t\t<sep1>
\t\t\t\t\t<row>fr3</row>
\t\t\t\t\t<text><![CDATA[The end]]></text>
\t\t\t\t\t<color>bg-danger</color>
\t\t\t\t\t<if>floatingrules</if>
\t\t\t\t</sep1>
\t\t\t</floatingrules>
\t\t\t<lan>
\t\t\t\t<sep0>
\t\t\t\t\t<row>fr1</row>
\t\t\t\t\t<text><![CDATA[Home]]></text>
\t\t\t\t\t<color>bg-success</color>
\t\t\t\t\t<if>lan</if>
\t\t\t\t</sep0>
\t\t\t</lan>`
