/** What an import of the worst inputs takes: as large as files may be, and made to be slow. */
import { importFiles } from '@/lib/import/import-files'
import type { FileSet } from '@/lib/targets/target'

const most = 4_000_000

const rule = (name: string, ingress: string): string =>
  `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: ${name}\nportSelector:\n  ports: [50000]\n  protocol: tcp\ningress:\n${ingress}`

function filled(one: (at: number) => string, head = '', tail = ''): string {
  const parts = [head]
  for (let length = head.length + tail.length, at = 0; ; at++) {
    const part = one(at)
    length += part.length
    if (length > most) return [...parts, tail].join('')
    parts.push(part)
  }
}

/** Levels of ten: a thousand million values where they are followed. */
const bomb = Array.from(
  { length: 9 },
  (_, at) => `a${at}: &a${at} [${Array.from({ length: 10 }, () => (at === 0 ? 'x' : `*a${at - 1}`)).join(', ')}]\n`,
).join('')
const entities = `<!DOCTYPE x [${Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at} "${`&e${at - 1};`.repeat(10)}">`).join('')}]>`
const subnet = (at: number): string =>
  `  - subnet: ${10 + (at % 200)}.${(at >> 8) % 256}.${at % 256}.0/${25 + (at % 8)}\n`
const xmlRule = (at: number): string =>
  `<rule><type>pass</type><interface>lan</interface><ipprotocol>inet</ipprotocol><source><any/></source><destination><address>10.${at % 256}.${(at >> 8) % 256}.1</address></destination></rule>`

const pfsense =
  '<pfsense><interfaces><lan><if>igb1</if><ipaddr>192.168.10.1</ipaddr><subnet>24</subnet><enable/></lan></interfaces>'
const opnRule = (at: number): string =>
  `<rule uuid="${at}"><enabled>1</enabled><action>pass</action><quick>1</quick><interface>lan</interface><direction>in</direction><ipprotocol>inet</ipprotocol><source_net>any</source_net><destination_net>10.${at % 256}.${(at >> 8) % 256}.1</destination_net></rule>`
const chain = (at: number): string =>
  `node: 10.0.${(at >> 8) % 256}.${at % 256}\nmetadata: { type: NfTablesChains.net.talos.dev, id: ingress }\nspec:\n  hook: input\n  policy: drop\n  rules: [{ matchLayer4: { protocol: tcp, matchDestinationPort: { ranges: [{ lo: 1, hi: ${1 + (at % 60_000)} }] } }, verdict: accept }]\n---\n`
const machine = (at: number): string =>
  `node: 10.0.${(at >> 8) % 256}.${at % 256}\nmetadata: { type: MachineConfigs.config.talos.dev, id: v1alpha1 }\nspec: "{ version: v1alpha1, machine: { type: worker } }"\n---\n`
const accountRule = (at: number): string =>
  `{"SecurityGroupRuleId":"sgr-${at}","GroupId":"sg-${at % 2}","IsEgress":false,"IpProtocol":"tcp","FromPort":${at % 2 === 0 ? 1 : 60_000},"ToPort":${60_000 + (at % 5_000)},"CidrIpv4":"10.${at % 256}.${(at >> 8) % 256}.0/24"},\n`

/** Nothing is wrong with these but that there is so much of it. */
const large: readonly (readonly [name: string, files: () => FileSet])[] = [
  [
    '4 MB of rules of pfSense',
    () => [{ path: 'config.xml', text: filled(xmlRule, `${pfsense}<filter>`, '</filter></pfsense>') }],
  ],
  [
    '4 MB of aliases, each in the one before it',
    () => {
      const alias = (at: number): string =>
        `<alias><name>a${at}</name><type>host</type><address>a${at + 1} 10.0.0.1</address></alias>`
      return [{ path: 'config.xml', text: filled(alias, `${pfsense}<aliases>`, '</aliases><filter/></pfsense>') }]
    },
  ],
  [
    '4 MB of rules of OPNsense',
    () => [
      {
        path: 'config.xml',
        text: filled(
          opnRule,
          '<opnsense><interfaces/><OPNsense><Firewall><Filter><rules>',
          '</rules></Filter></Firewall></OPNsense></opnsense>',
        ),
      },
    ],
  ],
  [
    '4 MB of lines of a switch',
    () => [
      {
        path: 'running.cfg',
        text: filled(
          (at) => ` permit tcp 10.${at % 256}.${(at >> 8) % 256}.0 0.0.0.255 any eq ${1 + (at % 60_000)}\n`,
          'hostname a\ninterface Vlan10\n ip address 10.0.0.1 255.255.255.0\n ip access-group L out\nip access-list extended L\n',
        ),
      },
    ],
  ],
  ['4 MB of chains of machines', () => [{ path: 'chains.yaml', text: filled(chain) }]],
  ['4 MB of configurations of machines', () => [{ path: 'mc.yaml', text: filled(machine) }]],
  [
    '4 MB of rules of an account',
    () => [
      { path: 'rules.json', text: filled(accountRule, '{"SecurityGroupRules":[', '{}]}').replace(',\n{}]}', ']}') },
    ],
  ],
]

const worst: readonly (readonly [name: string, files: () => FileSet])[] = [
  [
    'a rule cut off in 4 MB of networks',
    () => [{ path: 'a.yaml', text: `${filled(subnet, rule('a', ''))}  - subnet: "10.0` }],
  ],
  ['a rule of 4 MB of networks', () => [{ path: 'a.yaml', text: filled(subnet, rule('a', '')) }]],
  ['4 MB of rules', () => [{ path: 'a.yaml', text: filled((at) => `${rule(`r-${at}`, subnet(at))}---\n`) }]],
  [
    '4 MB of faulty rules',
    () => [{ path: 'a.yaml', text: filled((at) => `${rule(`r-${at}`, '  - cidr: x\n')}---\n`) }],
  ],
  ['an alias bomb', () => [{ path: 'a.yaml', text: `${bomb}---\n${rule('a', '  - *a8\n')}` }]],
  [
    '4 MB of aliases',
    () => [{ path: 'a.yaml', text: filled((at) => `k${at}: [*x, *x]\n`, `x: &x [1]\n${rule('a', '')}`) }],
  ],
  ['4 MB of brackets', () => [{ path: 'a.yaml', text: rule('a', `  ${'['.repeat(most - 200)}`) }]],
  [
    '4 MB of indentation',
    () => [{ path: 'a.yaml', text: filled((at) => `${' '.repeat(Math.min(at, 900))}k:\n`, 'machine:\n') }],
  ],
  ['an entity bomb', () => [{ path: 'config.xml', text: `${entities}<pfsense>&e8;</pfsense>` }]],
  ['4 MB of elements that are never closed', () => [{ path: 'config.xml', text: filled(() => '<pfsense>') }]],
  [
    '1,000 rules of a router',
    () => {
      const rules = Array.from({ length: 1_000 }, (_, at) => xmlRule(at)).join('')
      return [{ path: 'config.xml', text: `<pfsense><aliases></aliases><filter>${rules}</filter></pfsense>` }]
    },
  ],
  [
    '4 MB of Terraform',
    () => [
      {
        path: 'main.tf',
        text: filled(
          (at) =>
            `resource "aws_vpc_security_group_ingress_rule" "r${at}" {\n  security_group_id = aws_security_group.worker.id\n  ip_protocol = "tcp"\n  from_port = 1\n  to_port = 2\n  cidr_ipv4 = "10.${at % 256}.0.0/16"\n}\n`,
          'resource "aws_security_group" "worker" {\n}\nresource "aws_security_group" "control_plane" {\n}\n',
        ),
      },
    ],
  ],
  [
    '4 MB of parentheses in Terraform',
    () => [{ path: 'main.tf', text: `locals {\n  a = ${'('.repeat(most - 100)}\n}\n` }],
  ],
  [
    '4 MB of JSON brackets',
    () => [{ path: 'state.json', text: `{"format_version":"1.0","values":${'['.repeat(most - 100)}` }],
  ],
  [
    '4 MB of nft',
    () => [
      {
        path: 'worker.nft',
        text: filled(
          (at) => `    ip saddr 10.${at % 256}.${(at >> 8) % 256}.0/24 tcp dport { ${1 + (at % 60_000)} } accept\n`,
          'table inet talos {\n  chain ingress {\n    type filter hook input priority -140; policy drop;\n',
        ),
      },
    ],
  ],
  [
    '4 MB of a template of Go',
    () => [{ path: 'a.yaml', text: filled((at) => `{{- range .a${at} }}\n  x: {{ . }}\n{{- end }}\n`) }],
  ],
  [
    '4 MB of a template of Terraform',
    () => [
      {
        path: 'a.yaml',
        text: filled((at) => `%{ for a${at} in b }\n  - subnet: $\{a${at}}\n%{ endfor }\n`, rule('a', '')),
      },
    ],
  ],
  ['50 MB', () => [{ path: 'a.yaml', text: 'a'.repeat(50_000_000) }]],
]

/** Rows of the table: the time of its own work, whatever else the machine does, and what was said. */
export function importRows(): readonly (readonly string[])[] {
  return [...worst, ...large].map(([name, files]) => {
    const given = files()
    const start = process.cpuUsage()
    const imported = importFiles(given)
    const { user, system } = process.cpuUsage(start)
    const [first] = imported.problems
    const said = first === undefined ? '' : `: ${first.at} ${first.message}`
    const time = `${((user + system) / 1000).toFixed(0)} ms`
    return [`import of ${name}`, time, '', '2,000 ms', `${imported.ok ? 'read' : 'refused'}${said}`]
  })
}
