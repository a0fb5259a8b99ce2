/** Documents of stated meaning, by hand from `facts/talos.md` 1, 3 and 5: what Talos must make of them in the kernel. */
export interface DocumentCase {
  readonly name: string
  readonly facts: readonly string[]
  readonly documents: string
  /** `10.5.0.9 tcp/10250`: from whom to which port of the node 10.3.4.5 and 2001:db8:3::5. */
  readonly accepts: readonly string[]
  readonly drops: readonly string[]
  /** The chains that Talos writes, without `prerouting` before 1.10; none where it writes none. */
  readonly hasChains: boolean
  /** Releases about which it is, as `1.12.5`: before, or since. */
  readonly before?: string
  readonly since?: string
  /** Talos cannot load it, and so loads nothing at all. */
  readonly fails?: true
}

const block = 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: block\n'
const accept = block.replace('block', 'accept')

function rule(ports: string, ingress: readonly string[], name = 'rule'): string {
  const head = `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: ${name}\nportSelector:\n  ports: [${ports}]\n  protocol: tcp\n`
  if (ingress.length === 0) return `${head}ingress: []\n`
  const entries = ingress.map((entry) => {
    const [subnet, except] = entry.split(' except ')
    return `  - subnet: "${subnet}"\n${except === undefined ? '' : `    except: "${except}"\n`}`
  })
  return `${head}ingress:\n${entries.join('')}`
}

const join = (...documents: readonly string[]): string => documents.join('---\n')

const kubelet = rule('10250', ['10.0.0.0/8 except 10.3.0.0/16', '192.168.0.0/16'], 'kubelet')
const apid = rule('50000', ['0.0.0.0/0'], 'apid')

export const documentCases: readonly DocumentCase[] = [
  {
    name: 'no documents',
    facts: ['3.1'],
    documents: '',
    accepts: ['10.5.0.9 tcp/10250', '2001:db8::9 tcp/10250'],
    drops: [],
    hasChains: false,
  },
  {
    name: 'accept, and no rule',
    facts: ['3.1'],
    documents: accept,
    accepts: ['10.5.0.9 tcp/10250', '2001:db8::9 tcp/10250'],
    drops: [],
    hasChains: false,
  },
  {
    name: 'block, and no rule',
    facts: ['3.1', '3.2'],
    documents: block,
    accepts: ['10.5.0.9 icmp/8', '2001:db8::9 icmpv6/128'],
    drops: ['10.5.0.9 tcp/10250', '2001:db8::9 tcp/10250', '10.5.0.9 gre'],
    hasChains: true,
  },
  {
    name: 'a rule, and no default',
    facts: ['3.1', '3.5'],
    documents: kubelet,
    accepts: ['10.5.0.9 tcp/10250', '192.168.7.7 tcp/10250', '203.0.113.9 tcp/2379'],
    drops: ['10.3.0.9 tcp/10250', '203.0.113.9 tcp/10250', '2001:db8::9 tcp/10250'],
    hasChains: true,
  },
  {
    name: 'E1, block',
    facts: ['3.5', '3.7'],
    documents: join(block, kubelet, apid),
    accepts: ['10.5.0.9 tcp/10250', '192.168.7.7 tcp/10250', '10.3.0.9 tcp/50000', '203.0.113.9 tcp/50000'],
    drops: ['10.3.0.9 tcp/10250', '203.0.113.9 tcp/10250', '203.0.113.9 tcp/2379', '2001:db8::9 tcp/50000'],
    hasChains: true,
  },
  {
    name: 'E2, accept',
    facts: ['3.5', '3.7'],
    documents: join(kubelet, apid),
    accepts: ['10.5.0.9 tcp/10250', '203.0.113.9 tcp/50000', '203.0.113.9 tcp/2379', '2001:db8::9 tcp/2379'],
    drops: ['10.3.0.9 tcp/10250', '2001:db8::9 tcp/10250', '2001:db8::9 tcp/50000'],
    hasChains: true,
  },
  {
    name: 'E4, all excepted',
    facts: ['3.5', '3.7'],
    documents: join(block, rule('443', ['10.0.0.0/8 except 10.0.0.0/8'])),
    accepts: [],
    drops: ['10.5.0.9 tcp/443', '203.0.113.9 tcp/443'],
    hasChains: true,
  },
  {
    name: 'E5, everyone but one',
    facts: ['3.5', '3.7'],
    documents: join(block, rule('443', ['0.0.0.0/0 except 10.5.0.9/32', '::/0 except 2001:db8::9/128'])),
    accepts: ['10.3.0.9 tcp/443', '2001:db8::7 tcp/443'],
    drops: ['10.5.0.9 tcp/443', '2001:db8::9 tcp/443'],
    hasChains: true,
    since: '1.12.5',
  },
  {
    name: 'an except is of the whole rule',
    facts: ['1.2', '3.2'],
    documents: join(block, rule('443', ['10.0.0.0/8 except 192.168.7.0/24', '192.168.0.0/16'])),
    accepts: ['10.5.0.9 tcp/443', '192.168.9.9 tcp/443'],
    drops: ['192.168.7.7 tcp/443'],
    hasChains: true,
  },
  {
    name: 'nobody, where the default is to accept',
    facts: ['1.4 empty ingress'],
    documents: rule('443', []),
    accepts: ['10.5.0.9 tcp/444'],
    drops: ['10.5.0.9 tcp/443', '2001:db8::9 tcp/443'],
    hasChains: true,
  },
  {
    name: 'two rules of one port, where the default is to accept',
    facts: ['3.6'],
    documents: join(rule('443', ['10.0.0.0/8'], 'one'), rule('443', ['10.5.0.0/16', '192.168.0.0/16'], 'two')),
    accepts: ['10.5.0.9 tcp/443'],
    drops: ['10.3.0.9 tcp/443', '192.168.7.7 tcp/443'],
    hasChains: true,
  },
  {
    name: 'adjacent ports',
    facts: ['3.5'],
    documents: join(block, rule('5000, 5001, 10250', ['0.0.0.0/0'])),
    accepts: ['10.5.0.9 tcp/5000', '10.5.0.9 tcp/5001', '10.5.0.9 tcp/10250'],
    drops: ['10.5.0.9 tcp/4999', '10.5.0.9 tcp/5002'],
    hasChains: true,
    since: '1.7.6',
  },
  {
    name: 'ports to the last',
    facts: ['3.5'],
    documents: join(block, rule('60000-65535', ['0.0.0.0/0'])),
    accepts: ['10.5.0.9 tcp/60000', '10.5.0.9 tcp/65535'],
    drops: ['10.5.0.9 tcp/59999', '10.5.0.9 tcp/443'],
    hasChains: true,
  },
  {
    // Of ports, whose end wraps to 0, Linux 6.18 takes what releases before 1.12.5 write; of addresses it has no key at all.
    name: 'addresses to the last, which cannot be loaded',
    facts: ['5 1.12.5'],
    documents: join(block, rule('443', ['0.0.0.0/0 except 10.5.0.9/32'])),
    accepts: ['10.5.0.9 tcp/443', '10.3.0.9 tcp/80', '2001:db8::9 tcp/443'],
    drops: [],
    hasChains: false,
    before: '1.12.5',
    fails: true,
  },
]
