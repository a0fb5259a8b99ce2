/** Every value of the switches is proved: a fault that one of them alone shows is found, and named with it. */
import { describe, expect, test } from 'vitest'
import { rulesOf, smallCloud } from '@/lib/testing/security-groups'
import { proveSubject } from '@/lib/testing/subject'
import type { HclFault } from '@/lib/text/hcl/cursor'
import { evaluate } from '@/lib/text/hcl/evaluate'
import { parseHcl } from '@/lib/text/hcl/parse'
import type { HclValue } from '@/lib/text/hcl/value'
import type { Binding } from '../target'
import { allSwitches, applyBinding, bindingOf, conditionOf } from './switches'

const subject = smallCloud()
const words = allSwitches.map(
  (each) => [`${each.plugin}, NodePorts ${each.nodePorts ? 'open' : 'closed'}`, each] as const,
)

describe.each(words)('%s', (_, switches) => {
  const condition = `var.cni_type == "${switches.plugin}" && var.enable_nodeport == ${switches.nodePorts}`
  const isOwn = switches.plugin === 'cilium' && !switches.nodePorts
  const binding = isOwn ? undefined : bindingOf(switches)

  function changed(change: (text: string) => string) {
    const files = subject.files.map((file) =>
      file.path.endsWith('security_groups.tf') ? { ...file, text: change(file.text) } : file,
    )
    return proveSubject(subject, files)
  }

  test('a rule more', () => {
    const rule = `resource "aws_vpc_security_group_ingress_rule" "more" {\n  count = ${condition} ? 1 : 0\n\n  security_group_id = aws_security_group.worker.id\n  from_port = 7\n  to_port = 7\n  ip_protocol = "tcp"\n  cidr_ipv4 = "192.0.2.0/24"\n}\n`
    const proof = changed((text) => text + rule)
    expect(proof.verdict).toBe('wider')
    expect(new Set(proof.witnesses.map((witness) => JSON.stringify(witness.binding)))).toEqual(
      new Set([JSON.stringify(binding)]),
    )
  })

  test('a rule less', () => {
    const proof = changed((text) =>
      text.replace(/(_trustd_tcp_50001_from_worker" {\n)/, `$1  count = ${condition} ? 0 : 1\n\n`),
    )
    expect(proof.verdict).toBe('narrower')
    expect(new Set(proof.witnesses.map((witness) => JSON.stringify(witness.binding)))).toEqual(
      new Set([JSON.stringify(binding)]),
    )
  })
})

test('a condition is true exactly where it should be', () => {
  for (let bits = 0; bits < 2 ** allSwitches.length; bits++) {
    const presence = allSwitches.map((_, index) => (bits & (1 << index)) !== 0)
    const condition = conditionOf(presence)
    const count = condition === undefined ? '1' : `${condition} ? 1 : 0`
    const holds = allSwitches.map((switches) => worthOf(count, bindingOf(switches)) === 1)
    expect(holds, condition).toEqual(presence)
  }
})

/** As it stands behind `count`, where a condition without brackets would swallow the numbers. */
function worthOf(text: string, binding: Binding): HclValue | undefined {
  const parsed = parseHcl(`count = ${text}\n`)
  const value = parsed.ok ? parsed.body.attributes[0]?.value : undefined
  if (value === undefined) throw new Error(text)
  const faults: HclFault[] = []
  return evaluate(value, {
    resolve: ([root, name]) => (root === 'var' && name !== undefined ? binding[name] : undefined),
    faults,
  })
}

test('another plugin comes with its default transport, the own one stays as it is drawn', () => {
  const { design } = smallCloud({ cni: { plugin: 'cilium', transport: 'native' } })
  expect(applyBinding(design, { cni_type: 'cilium', enable_nodeport: true }).cni).toBe(design.cni)
  expect(applyBinding(design, { cni_type: 'calico', enable_nodeport: false }).cni).toEqual({
    plugin: 'calico',
    encryption: 'none',
  })
})

describe('what may leave, in the families in play', () => {
  const dual = {
    clusterCIDRs: ['10.0.0.0/16', '2001:db8::/48'],
    subnets: [
      { name: 'a', cidrs: ['10.0.1.0/24', '2001:db8:0:1::/64'] },
      { name: 'b', cidrs: ['10.0.2.0/24', '2001:db8:0:2::/64'] },
      { name: 'c', cidrs: ['10.0.3.0/24', '2001:db8:0:3::/64'] },
    ],
  }
  const six = {
    clusterCIDRs: ['2001:db8::/48'],
    subnets: [
      { name: 'a', cidrs: ['2001:db8:0:1::/64'] },
      { name: 'b', cidrs: ['2001:db8:0:2::/64'] },
      { name: 'c', cidrs: ['2001:db8:0:3::/64'] },
    ],
    nodes: [
      { name: 'cp-1', role: 'controlplane' as const, subnet: 'a', addresses: ['2001:db8:0:1::1'] },
      { name: 'w-1', role: 'worker' as const, subnet: 'b', addresses: ['2001:db8:0:2::1'] },
    ],
  }
  const outOf = (change: Parameters<typeof smallCloud>[0]): string[] =>
    rulesOf(smallCloud(change)).filter((line) => line.startsWith('egress worker'))

  test('everything', () => {
    const [four, everySix] = ['egress worker any -1 -1 0.0.0.0/0', 'egress worker any -1 -1 ::/0']
    expect(outOf({})).toEqual([four])
    expect(outOf(dual)).toEqual([four, everySix])
    expect(outOf(six)).toEqual([everySix])
  })

  test('restricted: names, time and HTTPS, each once a family', () => {
    const lines = (change: Parameters<typeof smallCloud>[0]): string[] =>
      outOf({ ...change, egress: 'restricted' }).filter((line) => /0\.0\.0\.0\/0|::\/0/.test(line))
    const once = (network: string): string[] =>
      ['17 123 123', '17 53 53', '6 443 443', '6 53 53'].map((ports) => `egress worker ${ports} ${network}`)
    const tcpAndUdp = (found: readonly string[]): string[] => found.filter((line) => / (6|17) /.test(line))
    expect(tcpAndUdp(lines({}))).toEqual(once('0.0.0.0/0'))
    expect(tcpAndUdp(lines(dual))).toEqual([...once('0.0.0.0/0'), ...once('::/0')].sort())
    expect(tcpAndUdp(lines(six))).toEqual(once('::/0'))
  })
})
