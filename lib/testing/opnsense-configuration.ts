/** A configuration as a person's OPNsense box writes it: rules of both kinds, lists, groups, tunnels, and much that is none of ours. */
import { isJsonObject, jsonAt } from '@/lib/text/json'
import { readCsv } from '@/lib/text/read-csv'

export interface ConfigurationParts {
  /** Fields of rules of the table, one text a rule. */
  readonly rules?: readonly string[]
  /** Fields of rules of the older pages. */
  readonly legacy?: readonly string[]
  readonly system?: string
  readonly interfaces?: string
  /** Further fields of the interface "lan". */
  readonly lan?: string
  /** What stands in the section of the older rules beside them. */
  readonly filter?: string
  /** Fields of aliases, one text each, before those that are there. */
  readonly aliases?: readonly string[]
}

const nic = (key: string, device: string, address: string, rest = ''): string =>
  `<${key}><if>${device}</if><descr>${key} net</descr><enable>1</enable><ipaddr>${address}</ipaddr><subnet>24</subnet>${rest}</${key}>`

export function opnsenseConfiguration(parts: ConfigurationParts = {}): string {
  const {
    rules = [],
    legacy = [],
    system = '<ipv6allow>1</ipv6allow>',
    interfaces = '',
    aliases = [],
    lan = '',
    filter = '',
  } = parts
  const uuid = (index: number): string => `50000000-0000-4000-8000-${String(index).padStart(12, '0')}`
  return `<?xml version="1.0"?>
<opnsense>
  <system>
    <hostname>gate</hostname>
    <user><name>root</name><password>$2y$10$notarealhashnotarealhashnotarealhash</password></user>
    ${system}
  </system>
  <interfaces>
    ${nic('wan', 'igb0', '203.0.113.2', '<blockpriv>1</blockpriv><blockbogons>1</blockbogons>')}
    ${nic('lan', 'igb1', '192.168.10.1', `<ipaddrv6>2001:db8:10::1</ipaddrv6><subnetv6>64</subnetv6>${lan}`)}
    ${nic('opt1', 'igb1_vlan30', '192.168.30.1')}
    ${nic('opt2', 'wg0', '10.200.0.1')}
    <opt9><if>igb9</if><descr>off</descr><ipaddr>dhcp</ipaddr></opt9>
    <lo0><internal_dynamic>1</internal_dynamic><if>lo0</if><enable>1</enable><ipaddr>127.0.0.1</ipaddr><subnet>8</subnet><type>none</type></lo0>
    <wireguard><internal_dynamic>1</internal_dynamic><enable>1</enable><if>wireguard</if><virtual>1</virtual><type>group</type></wireguard>
    <Inner><if>Inner</if><descr>Inner</descr><enable>1</enable><virtual>1</virtual><type>group</type></Inner>
    ${interfaces}
  </interfaces>
  <ifgroups version="1.0.4"><ifgroupentry uuid="${uuid(900)}"><ifname>Inner</ifname><members>lan,opt1</members><sequence>10</sequence></ifgroupentry></ifgroups>
  <virtualip version="1.0.1"><vip uuid="${uuid(901)}"><interface>lan</interface><mode>ipalias</mode><subnet>192.168.11.1</subnet><subnet_bits>24</subnet_bits></vip></virtualip>
  <filter>${filter}${legacy.map((fields, index) => `\n    <rule uuid="${uuid(100 + index)}">${fields}</rule>`).join('')}
  </filter>
  <OPNsense>
    <Firewall>
      <Alias version="1.0.1"><geoip><url/></geoip><aliases>${aliases.map((fields, index) => `\n        <alias uuid="${uuid(200 + index)}">${fields}</alias>`).join('')}
        <alias uuid="${uuid(902)}"><enabled>1</enabled><name>web_servers</name><type>host</type><content>192.168.30.80
192.168.30.81</content><description>ours &amp; theirs</description></alias>
        <alias uuid="${uuid(903)}"><enabled>1</enabled><name>blocked</name><type>urltable</type><content>https://lists.example.net/x</content></alias>
      </aliases></Alias>
      <Filter version="1.0.5"><rules>${rules.map((fields, index) => `\n        <rule uuid="${uuid(index)}">${fields}</rule>`).join('')}
      </rules></Filter>
    </Firewall>
  </OPNsense>
</opnsense>
`
}

/** The same with what our two files import. */
export function configurationHolding(aliasList: string, ruleTable: string): string {
  const field = (name: string, value: string): string => `<${name}>${escapeXml(value)}</${name}>`
  const [heading, ...records] = readCsv(ruleTable, ruleTable.includes(';') ? ';' : ',')
  const rules = records
    .filter(({ cells }) => cells.length > 0)
    .map(({ cells }) =>
      cells
        .map((cell, index) => [heading?.cells[index] ?? '', cell] as const)
        .flatMap(([name, value]) => (name === '@uuid' ? [] : [field(name, value)]))
        .join(''),
    )
  const list = jsonAt(JSON.parse(aliasList), 'aliases', 'alias')
  const aliases = Object.values(isJsonObject(list) ? list : {}).map((alias) =>
    Object.entries(isJsonObject(alias) ? alias : {})
      .map(([name, value]) => field(name, String(value)))
      .join(''),
  )
  return opnsenseConfiguration({ rules, aliases })
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
