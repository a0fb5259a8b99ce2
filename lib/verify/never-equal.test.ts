/** A file with something in it that is not interpreted is never called equal. */
import { describe, expect, it } from 'vitest'
import { smallDesign } from '../testing/talos-files'
import { analyseDesign } from './analyse'

const targets = {
  talos: {},
  nftables: {},
  'terraform-aws': {},
  pfsense: { interfaces: { net: 'opt1' } },
}
const design = smallDesign({ targets })
const analysed = analyseDesign({ design, edits: {} })

describe('a directive that is not interpreted', () => {
  it.each<[string, RegExp, (text: string) => string]>([
    ['talos', /controlplane\.patch/, (text) => text.replace(/^ingress:$/m, 'egress: []\ningress:')],
    ['talos', /worker\.patch/, (text) => text.replace(/^(ingress:\n)( *- subnet: \S+)/m, '$1$2\n      via: eth0')],
    ['talos', /worker\.patch/, (text) => `${text}---\napiVersion: v1alpha1\nkind: NetworkPolicyRules\nname: a\n`],
    ['talos', /worker\.patch/, (text) => text.replace(/subnet: \S+/, (found) => `${found}\n      <<: *all`)],
    ['nftables', /worker\.nft/, (text) => text.replace(/^( *)ct state invalid.*$/m, '$1jump others')],
    ['nftables', /worker\.nft/, (text) => text.replace(/^( *)ct state invalid.*$/m, '$1meta skuid 0 accept')],
    [
      'nftables',
      /worker\.nft/,
      (text) => text.replace('table inet talos {\n', 'include "more.nft"\ntable inet talos {\n'),
    ],
    ['terraform-aws', /security_groups\.tf/, (text) => `${text}\nmodule "more" {\n  source = "./more"\n}\n`],
    [
      'terraform-aws',
      /security_groups\.tf/,
      (text) =>
        `${text}\nresource "aws_security_group_rule_set" "more" {\n  security_group_id = aws_security_group.worker.id\n}\n`,
    ],
    [
      'terraform-aws',
      /security_groups\.tf/,
      (text) => text.replace(/cidr_ipv4 += \S+/, 'cidr_ipv4 = file("cidr.txt")'),
    ],
    ['pfsense', /filter/, (text) => text.replace('<type>pass</type>', '<type>pass</type><os>Linux</os>')],
    ['pfsense', /filter/, (text) => text.replace('<type>pass</type>', '<type>pass</type><sched>workdays</sched>')],
    ['pfsense', /filter/, (text) => text.replace('<type>pass</type>', '<type>pass</type><tcpflags2>syn</tcpflags2>')],
    ['pfsense', /filter/, (text) => text.replace('<type>pass</type>', '<type>pass</type><stranger>1</stranger>')],
    [
      'pfsense',
      /filter/,
      (text) => text.replace('<type>pass</type>', '<type>pass</type><max-src-conn>1</max-src-conn>'),
    ],
    ['pfsense', /filter/, (text) => text.replace('<filter>', '<filter><stranger/>')],
    ['pfsense', /aliases/, (text) => text.replace('<type>', '<stranger>1</stranger><type>')],
  ])('%s: %s', (id, path, change) => {
    const target = analysed.targets.find((one) => one.id === id)
    expect([id, target?.proof.verdict]).toEqual([id, 'equal'])
    const file = target?.files.find((one) => one.use === 'apply' && path.test(one.path))
    if (file === undefined) throw new Error(`no ${path} among ${target?.files.map((one) => one.path).join(', ')}`)
    const text = change(file.text)
    expect(text).not.toBe(file.text)
    const only = { ...design, targets: { [id]: design.targets[id] ?? {} } }
    const proof = analyseDesign({ design: only, edits: { [file.path]: text } }).targets[0]?.proof
    expect(proof?.verdict).not.toBe('equal')
    expect((proof?.problems.length ?? 0) + (proof?.witnesses.length ?? 0)).toBeGreaterThan(0)
  })
})
