/**
 * Configurations whose meaning the vendor states: the examples E1 to E7 that were loaded into a kernel, the unit tests of
 * the two chains and of the address sets, and the preset of `talosctl cluster create --with-firewall`.
 * @see internal/app/machined/pkg/controllers/network/nftables_chain_config_test.go
 * @see internal/app/machined/pkg/controllers/network/nftables_chain_test.go
 * @see internal/app/machined/pkg/adapters/network/nftables_rule_test.go and ipset_test.go
 * @see cmd/talosctl/cmd/mgmt/cluster/internal/firewallpatch/firewallpatch.go, all in siderolabs/talos at v1.13.9
 */
export interface Example {
  readonly text: string
  /** Versions it holds for; 1.13.0 where it is left out. */
  readonly versions?: readonly string[]
  /** By `tcp/50000`: who reaches the port on an IPv4 and on an IPv6 address of the node. */
  readonly reach: Readonly<Record<string, readonly [v4: string, v6: string]>>
}

const all4 = '0.0.0.0-255.255.255.255'
const all6 = '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'
const everyone = [all4, all6] as const
const nobody = ['nobody', 'nobody'] as const

const block = 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: block\n---\n'
function rule(name: string, protocol: string, ports: readonly string[], ingress: readonly string[]): string {
  const sources = ingress.length === 0 ? 'ingress: []\n' : `ingress:\n${ingress.map((line) => `    ${line}\n`).join('')}`
  const list = ports.map((port) => `        - ${port}\n`).join('')
  return `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: ${name}\nportSelector:\n    ports:\n${list}    protocol: ${protocol}\n${sources}`
}
const two = [
  rule('kubelet-ingress', 'tcp', ['10250'], ['- subnet: 10.0.0.0/8', '  except: 10.3.0.0/16', '- subnet: 192.168.0.0/16']),
  rule('apid-ingress', 'tcp', ['50000'], ['- subnet: 0.0.0.0/0']),
].join('---\n')
const kubelet4 = '10.0.0.0-10.2.255.255 10.4.0.0-10.255.255.255 192.168.0.0-192.168.255.255'
const without = (...ranges: string[]): string => ranges.join(' ')

export const examples: Readonly<Record<string, Example>> = {
  'E1: block': {
    text: `${block}${two}`,
    versions: ['1.6.0', '1.10.0', '1.13.0', '1.14.0'],
    reach: { 'tcp/10250': [kubelet4, 'nobody'], 'tcp/50000': [all4, 'nobody'], 'tcp/2379': nobody, 'udp/10250': nobody },
  },
  'E2: accept': {
    text: two,
    versions: ['1.6.0', '1.10.0', '1.13.0', '1.14.0'],
    reach: {
      'tcp/10250': [kubelet4, 'nobody'],
      'tcp/50000': [all4, 'nobody'],
      'tcp/2379': everyone,
      'udp/10250': everyone,
    },
  },
  'E3: accept from everywhere restricts nothing': {
    text: rule('web', 'tcp', ['443'], ['- subnet: 0.0.0.0/0', '- subnet: ::/0']),
    reach: { 'tcp/443': everyone, 'tcp/444': everyone },
  },
  'E4: block with everything excepted admits nobody': {
    text: block + rule('web', 'tcp', ['443'], ['- subnet: 10.0.0.0/8', '  except: 10.0.0.0/8']),
    reach: { 'tcp/443': nobody },
  },
  'E4 on an old version: what is not loaded cannot fail to load': {
    text: block + rule('web', 'tcp', ['443', '60000-65535'], ['- subnet: 10.0.0.0/8', '  except: 10.0.0.0/8']),
    versions: ['1.10.0', '1.12.4'],
    reach: { 'tcp/443': nobody, 'tcp/65535': nobody, 'tcp/22': nobody },
  },
  'E5: everywhere with holes': {
    text:
      block +
      rule('web', 'tcp', ['443'], ['- subnet: 0.0.0.0/0', '  except: 10.1.2.3/32', '- subnet: ::/0', '  except: fe80::1/128']),
    versions: ['1.12.5', '1.13.0', '1.14.0'],
    reach: {
      'tcp/443': [
        without('0.0.0.0-10.1.2.2', '10.1.2.4-255.255.255.255'),
        without('::-fe80::', 'fe80::2-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'),
      ],
      'tcp/444': nobody,
    },
  },
  'E5 on an old version: no firewall at all': {
    text: block + rule('web', 'tcp', ['443'], ['- subnet: 0.0.0.0/0', '  except: 10.1.2.3/32']),
    versions: ['1.6.0', '1.8.0', '1.10.0', '1.12.4'],
    reach: { 'tcp/443': everyone, 'tcp/444': everyone, 'udp/1': everyone },
  },
  'a range of ports to the last one, whose end wraps to 0 before 1.12.5': {
    text: block + rule('web', 'tcp', ['1024-65535'], ['- subnet: 10.0.0.0/8']),
    versions: ['1.6.0', '1.12.4', '1.12.5', '1.14.0'],
    reach: { 'tcp/443': nobody, 'tcp/65535': ['10.0.0.0-10.255.255.255', 'nobody'] },
  },
  'everywhere without holes needs no set, so old versions load it': {
    text: block + rule('web', 'tcp', ['443'], ['- subnet: 0.0.0.0/0', '- subnet: ::/0']),
    versions: ['1.6.0', '1.12.4'],
    reach: { 'tcp/443': everyone, 'tcp/444': nobody },
  },
  'E6: ports in any order': {
    text: block + rule('many', 'tcp', ['5000-5001', '10250', '4240'], ['- subnet: 10.0.0.0/8']),
    reach: {
      'tcp/4240': ['10.0.0.0-10.255.255.255', 'nobody'],
      'tcp/5001': ['10.0.0.0-10.255.255.255', 'nobody'],
      'tcp/5002': nobody,
      'tcp/10250': ['10.0.0.0-10.255.255.255', 'nobody'],
    },
  },
  'an except cuts every subnet of its rule': {
    text: block + rule('a', 'tcp', ['80'], ['- subnet: 10.0.0.0/24', '- subnet: 192.168.0.0/24', '  except: 10.0.0.128/25']),
    reach: { 'tcp/80': ['10.0.0.0-10.0.0.127 192.168.0.0-192.168.0.255', 'nobody'] },
  },
  'but no subnet of another rule': {
    text:
      block +
      [
        rule('a', 'tcp', ['80'], ['- subnet: 10.0.0.0/24', '  except: 10.0.0.128/25']),
        rule('b', 'tcp', ['80'], ['- subnet: 10.0.0.192/26']),
      ].join('---\n'),
    reach: { 'tcp/80': ['10.0.0.0-10.0.0.127 10.0.0.192-10.0.0.255', 'nobody'] },
  },
  'two rules for a port: either admits in block': {
    text:
      block +
      [rule('a', 'tcp', ['80'], ['- subnet: 10.0.0.0/24']), rule('b', 'tcp', ['80'], ['- subnet: 10.0.1.0/24'])].join('---\n'),
    reach: { 'tcp/80': ['10.0.0.0-10.0.1.255', 'nobody'] },
  },
  'two rules for a port: both must name in accept': {
    text: [
      rule('a', 'tcp', ['80'], ['- subnet: 10.0.0.0/24', '- subnet: 10.0.1.0/24']),
      rule('b', 'tcp', ['80'], ['- subnet: 10.0.1.0/24', '- subnet: 10.0.2.0/24']),
    ].join('---\n'),
    reach: { 'tcp/80': ['10.0.1.0-10.0.1.255', 'nobody'] },
  },
  'an empty ingress in block admits nobody': {
    text: block + rule('a', 'tcp', ['80'], []),
    reach: { 'tcp/80': nobody },
  },
  'an empty ingress in accept closes the port': {
    text: rule('a', 'tcp', ['80'], []),
    reach: { 'tcp/80': nobody, 'tcp/81': everyone },
  },
  'only IPv6 named in accept closes the port to IPv4': {
    text: rule('a', 'tcp', ['80'], ['- subnet: 2001:db8::/32']),
    reach: { 'tcp/80': ['nobody', '2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'] },
  },
  'the set of ipset_test.go': {
    text: block + rule('a', 'udp', ['80'], ['- subnet: 10.0.0.0/8', '  except: 10.4.0.0/16', '- subnet: 2001:db8::/32']),
    reach: {
      'udp/80': [
        '10.0.0.0-10.3.255.255 10.5.0.0-10.255.255.255',
        '2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
      ],
    },
  },
  'the set of nftables_rule_test.go': {
    text: block + rule('a', 'udp', ['80'], ['- subnet: 192.168.0.0/16', '  except: 192.168.4.0/24']),
    reach: { 'udp/80': ['192.168.0.0-192.168.3.255 192.168.5.0-192.168.255.255', 'nobody'] },
  },
  'one address turned round in accept': {
    text: rule('a', 'tcp', ['80'], ['- subnet: 192.168.37.45/32']),
    reach: { 'tcp/80': ['192.168.37.45', 'nobody'] },
  },
  'the preset for control planes': {
    text:
      block +
      [
        rule('kubelet-ingress', 'tcp', ['10250'], ['- subnet: 172.20.0.0/24', '  except: 172.20.0.1/32']),
        rule('apid-ingress', 'tcp', ['50000'], ['- subnet: 0.0.0.0/0', '- subnet: ::/0']),
        rule('trustd-ingress', 'tcp', ['50001'], ['- subnet: 172.20.0.0/24', '  except: 172.20.0.1/32']),
        rule('kubernetes-api-ingress', 'tcp', ['6443'], ['- subnet: 0.0.0.0/0', '- subnet: ::/0']),
        rule('etcd-ingress', 'tcp', ['2379-2380'], ['- subnet: 172.20.0.2/32', '- subnet: 172.20.0.4/32']),
        rule('cni-vxlan', 'udp', ['4789', '8472'], ['- subnet: 172.20.0.0/24', '  except: 172.20.0.1/32']),
      ].join('---\n'),
    reach: {
      'tcp/10250': ['172.20.0.0 172.20.0.2-172.20.0.255', 'nobody'],
      'tcp/50000': everyone,
      'tcp/50001': ['172.20.0.0 172.20.0.2-172.20.0.255', 'nobody'],
      'tcp/6443': everyone,
      'tcp/2380': ['172.20.0.2 172.20.0.4', 'nobody'],
      'udp/8472': ['172.20.0.0 172.20.0.2-172.20.0.255', 'nobody'],
      'tcp/8472': nobody,
      'tcp/22': nobody,
    },
  },
  'no documents at all': {
    text: 'apiVersion: v1alpha1\nkind: KmsgLogConfig\nname: sink\nurl: tcp://10.0.0.1:3333\n',
    versions: ['1.6.0', '1.13.0'],
    reach: { 'tcp/50000': everyone, 'udp/53': everyone },
  },
  'accept said and no rules': {
    text: 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: accept\n',
    reach: { 'tcp/50000': everyone },
  },
}
