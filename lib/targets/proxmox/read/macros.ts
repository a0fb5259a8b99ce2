/**
 * The product's own short names for services, as far as both of its programs know them. `~` stands before what also asks
 * for a source port. IPIP is protocol 94 there, not the 4 that everybody else means by it.
 * @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm
 * @see https://github.com/proxmox/proxmox-ve-rs/blob/master/proxmox-ve-config/resources/macros.json
 */
import { parsePortRange } from '@/lib/net/port-range'
import { parseProtocol } from '@/lib/net/protocol'
import type { Service } from '../model'

const table = `
Amanda udp/10080 tcp/10080
Auth tcp/113
BGP tcp/179
BitTorrent tcp/6881-6889 udp/6881
BitTorrent32 tcp/6881-6999 udp/6881
CVS tcp/2401
Citrix tcp/1494 udp/1604 tcp/2598
DAAP tcp/3689 udp/3689
DCC tcp/6277
DHCPfwd ~udp/67-68
DHCPv6 ~udp/546-547
DNS udp/53 tcp/53
Distcc tcp/3632
FTP tcp/21
Finger tcp/79
GNUnet tcp/2086 udp/2086 tcp/1080 udp/1080
GRE 47
Git tcp/9418
HKP tcp/11371
HTTP tcp/80
HTTPS tcp/443
ICPV2 udp/3130
ICQ tcp/5190
IMAP tcp/143
IMAPS tcp/993
IPIP 94
IPsec ~udp/500 50
IPsecah ~udp/500 51
IPsecnat udp/500 udp/4500 50
IRC tcp/6667
Jetdirect tcp/9100
L2TP udp/1701
LDAP tcp/389
LDAPS tcp/636
MDNS udp/5353
MSNP tcp/1863
MSSQL tcp/1433
Mail tcp/25 tcp/465 tcp/587
Munin tcp/4949
MySQL tcp/3306
NNTP tcp/119
NNTPS tcp/563
NTP udp/123
NeighborDiscovery icmpv6/133 icmpv6/134 icmpv6/135 icmpv6/136
OSPF 89
OpenVPN udp/1194
PCA udp/5632 tcp/5631
POP3 tcp/110
POP3S tcp/995
PPtP 47 tcp/1723
Ping icmp/8 icmpv6/128
PostgreSQL tcp/5432
Printer tcp/515
RDP tcp/3389
RIP udp/520
RNDC tcp/953
Rdate tcp/37
Rsync tcp/873
SANE tcp/6566
SMB udp/135,445 udp/137-139 ~udp/1024-65535 tcp/135,139,445
SMBswat tcp/901
SMTP tcp/25
SMTPS tcp/465
SNMP udp/161-162 tcp/161
SPAMD tcp/783
SSH tcp/22
SVN tcp/3690
SixXS tcp/3874 udp/3740 41 udp/5072,8374
Squid tcp/3128
Submission tcp/587
Syslog udp/514 tcp/514
TFTP udp/69
Telnet tcp/23
Telnets tcp/992
Time tcp/37
Trcrt udp/33434-33524 icmp/8 icmpv6/128
VNC tcp/5900-5999
VNCL tcp/5500
Web tcp/80 tcp/443
Webcache tcp/8080
Webmin tcp/10000
Whois tcp/43
`

const macros: ReadonlyMap<string, readonly Service[]> = new Map(
  table
    .trim()
    .split('\n')
    .map((row) => {
      const [name = '', ...words] = row.split(' ')
      return [name, words.map(readWord)] as const
    }),
)

function readWord(word: string): Service {
  const asksSourcePort = word.startsWith('~')
  const [protocol = '', detail] = word.replace('~', '').split('/')
  const known = parseProtocol(protocol)
  if (known === undefined) throw new Error(`no protocol ${protocol}`)
  const isIcmp = known === 'icmp' || known === 'icmpv6'
  return {
    protocol: known,
    ports: detail === undefined || isIcmp ? undefined : detail.split(',').flatMap((one) => parsePortRange(one) ?? []),
    icmpType: isIcmp ? Number(detail) : undefined,
    asksSourcePort,
  }
}

/** Undefined where no macro has that name, letter by letter. */
export function macroOf(name: string): readonly Service[] | undefined {
  return macros.get(name)
}
