/**
 * What the kernel itself says of a packet's fate, so that silence is never taken for a drop: rules that remember every
 * packet that reached a host, before any other chain, and every packet that came through all of them.
 */

/** Source ports of packets that leave as another protocol: this one and its number above. */
const disguisePort = 65_280
const disguised = [47, 50, 112]
/** Neighbour discovery, multicast reports, and one message beside them. */
const sixthTypes = [130, 131, 132, 133, 134, 135, 136, 137, 143]

const remember = (set) =>
  [4, 6]
    .map((family) => {
      const key = `${family === 4 ? 'ip' : 'ip6'} saddr . meta l4proto . th sport . th dport`
      return `    meta nfproto ipv${family} add @${set}${family} { ${key} }\n`
    })
    .join('')

const sets = ['arrived', 'through'].flatMap((name) =>
  [4, 6].map(
    (family) =>
      `  set ${name}${family} { type ipv${family}_addr . inet_proto . inet_service . inet_service; flags dynamic; size 65535; }\n`,
  ),
)

/** Node.js has no raw sockets: UDP from certain ports, and echo requests with certain marks, leave as something else. */
const disguises = [
  ...disguised.flatMap((number) => [
    `    udp sport ${disguisePort + number} ip protocol set ${number}\n`,
    `    udp sport ${disguisePort + number} ip6 nexthdr set ${number}\n`,
  ]),
  ...[13, 14, 17, 18].map((type) => `    ip dscp ${type} icmp type echo-request icmp type set ${type}\n`),
  ...sixthTypes.map((type) => `    ip6 dscp ${type % 128} icmpv6 type echo-request icmpv6 type set ${type}\n`),
]

/** Loaded into every host beside whatever is judged there. */
export const witnessRules = `table inet witness {
${sets.join('')}  chain early {
    type filter hook prerouting priority -500;
${remember('arrived')}  }
  chain delivered {
    type filter hook input priority 1000;
${remember('through')}  }
  chain passed {
    type filter hook forward priority 1000;
${remember('through')}  }
  chain disguise {
    type filter hook postrouting priority 1000;
${disguises.join('')}  }
}
`

export function disguiseOf(protocol) {
  if (!disguised.includes(protocol)) throw new Error(`no packet can be made of protocol ${protocol}`)
  return disguisePort + protocol
}

const numbers = { icmp: 1, tcp: 6, udp: 17, 'ipv6-icmp': 58, gre: 47, esp: 50, vrrp: 112 }

/** What `nft -j list table inet witness` holds: packets by set, each as `source protocol port port`. */
export function readWitness(text) {
  const seen = { arrived: new Set(), through: new Set() }
  for (const { set } of JSON.parse(text).nftables) {
    if (set === undefined) continue
    const packets = seen[set.name.slice(0, -1)]
    for (const { concat } of set.elem ?? []) {
      const [from, protocol, sport, dport] = concat
      const number = numbers[protocol] ?? Number(protocol)
      packets.add(`${from} ${number} ${sport} ${dport}`)
      // kube-proxy gives a packet another port to go to, but not another to come from.
      packets.add(`${from} ${number} ${sport}`)
    }
  }
  return seen
}
