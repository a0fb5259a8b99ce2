/** Documents for one node, drawn around the callers of `packet-scene.ts`: prefixes that hold some of them and cut others off. */
import * as fc from 'fast-check'

const subnets = [
  ...['10.1.0.0/24', '10.1.0.0/16', '10.1.0.9/32', '10.1.0.128/25', '10.1.1.0/24', '192.168.0.0/16', '198.51.100.9/32'],
  ...['0.0.0.0/0', '10.244.0.0/16', '10.244.0.5/32', '10.0.0.0/8', '::/0', '2001:db8:5::/64', '2001:db8:5::/48'],
  ...['2001:db8:5:1::/64', '2001:db8::/32', '2001:db8:6::9/128', 'fd00:10:244::/56', '2001:db8:5::9/128'],
] as const
const ports = [
  '53',
  '443',
  '5000',
  '5001',
  '5002',
  '10249-10250',
  '10250',
  '5000-5001',
  '30080',
  '30000-32767',
  '1-10251',
  '29999-30000',
  '32767-32768',
] as const

const entry = fc.record({
  subnet: fc.constantFrom(...subnets),
  except: fc.option(fc.constantFrom(...subnets), { nil: undefined, freq: 2 }),
})

const rule = fc.record({
  protocol: fc.constantFrom('tcp', 'udp', 'tcp', 'udp', 'tcp', 'icmp'),
  ports: fc.uniqueArray(fc.constantFrom(...ports, '32768-65534'), { minLength: 1, maxLength: 4 }),
  entries: fc.array(entry, { maxLength: 4 }),
})

/** Of several, Talos refuses those whose ports overlap; so this is for asking many. */
export const arbitraryDocuments: fc.Arbitrary<string> = fc
  .record({
    action: fc.constantFrom('block', 'block', 'accept', undefined),
    rules: fc.array(rule, { maxLength: 4 }),
  })
  .map(({ action, rules }) => {
    const documents = rules.map(({ protocol, ports: listed, entries }, index) => {
      const sources = entries.map(
        ({ subnet, except }) => `  - subnet: ${subnet}\n${except === undefined ? '' : `    except: ${except}\n`}`,
      )
      return [
        `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: rule-${index + 1}\nportSelector:\n  ports:\n`,
        ...listed.map((port) => `    - ${port}\n`),
        `  protocol: ${protocol}\n`,
        sources.length === 0 ? '' : `ingress:\n${sources.join('')}`,
      ].join('')
    })
    if (action === undefined) return documents.join('---\n')
    return [`apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: ${action}\n`, ...documents].join('---\n')
  })
