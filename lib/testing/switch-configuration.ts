/** A running configuration as a person's switch shows it: our lists among much that is none of ours. */

/** The lists as IOS XE shows them, among what else a switch is told. */
export function shownByIos(text: string): string {
  let number = 0
  const lines = text.split('\n').flatMap((line) => {
    if (line.startsWith('!')) return []
    if (/^ip(v6)? access-list/.test(line)) number = 0
    if (/^ remark/.test(line)) return [line.replace(' remark', ` ${number + 10} remark`)]
    if (!/^ (permit|deny)/.test(line)) return [line]
    number += 10
    return [` ${number}${line}`.replaceAll(' eq 53', ' eq domain').replaceAll(' eq 123', ' eq ntp')]
  })
  const access = lines.filter((line) => /access-group/.test(line))
  const lists = lines.filter((line) => !/access-group|^interface/.test(line))
  return [
    'Building configuration...',
    'Current configuration : 4242 bytes',
    'version 17.9',
    'hostname gate',
    'username admin secret 9 $9$notarealhash',
    'interface GigabitEthernet1/0/1',
    ' switchport access vlan 30',
    'interface Vlan30',
    ' description kubernetes',
    ' ip address 192.168.30.1 255.255.255.0',
    ...access,
    ' no shutdown',
    'router ospf 1',
    ' network 192.168.0.0 0.0.255.255 area 0',
    'ip access-list standard SNMP',
    ' 10 permit 192.168.10.5',
    'access-list 10 permit 192.168.10.0 0.0.0.255',
    ...lists,
    'line vty 0 4',
    ' access-class 10 in',
    'end',
    '',
  ].join('\n')
}
