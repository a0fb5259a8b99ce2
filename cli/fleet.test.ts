/** Many designs that share their networks: named once, put in place wherever a design is read. */
import { describe, expect, test } from 'vitest'
import { runCommand } from './testing/run-command'

const cluster = (name: string, net: number): string => `version: 1
name: ${name}
admin:
  - { name: office, cidr: "network:office" }
subnets: [{ name: control, cidrs: [10.${net}.0.0/24] }]
nodes:
  - { name: cp-1, role: controlplane, subnet: control, addresses: [10.${net}.0.11] }
clusterCIDRs: [10.${net}.0.0/24, "network:sites"]
listeners:
  - { name: postgres, on: [controlplane], ports: ["5432"], from: ["network:sites", "subnet:control"] }
targets: { talos: {} }
`
const networks = `# who may come in
office: 198.51.100.0/24
sites: [203.0.113.0/26, "2001:db8:5::/48"]
`
const fleet = {
  '/desk/fleet/networks.yaml': networks,
  '/desk/fleet/fra.yaml': cluster('fra', 1),
  '/desk/fleet/ams/design.yaml': cluster('ams', 2),
}
const all = ['fleet/*.yaml', 'fleet/*/design.yaml']

describe('a fleet', () => {
  test('is verified, linted, listed and rendered by pattern, each into a folder of its own', async () => {
    const verified = await runCommand(['verify', ...all, '--json'], fleet)
    expect([verified.code, verified.err]).toEqual([0, ''])
    const verdicts = JSON.parse(verified.out).map(
      ({ design, targets }: { design: string; targets: { verdict: string }[] }) => [
        design,
        ...targets.map(({ verdict }) => verdict),
      ],
    )
    expect(verdicts).toEqual([
      ['fleet/fra.yaml', 'equal'],
      ['fleet/ams/design.yaml', 'equal'],
    ])
    const linted = await runCommand(['lint', ...all, '--json'], fleet)
    expect(JSON.parse(linted.out).length).toBe(2)
    const rules = await runCommand(['rules', ...all], fleet)
    expect(rules.out).toMatch(/^fleet\/fra\.yaml$[\s\S]*^fleet\/ams\/design\.yaml$/m)
    const rendered = await runCommand(['render', ...all, '-o', 'out'], fleet)
    expect([rendered.code, rendered.err]).toEqual([0, ''])
    const bundle = Object.keys(rendered.files).filter((path) => path.startsWith('/desk/out/'))
    for (const name of ['fra', 'ams']) {
      expect(
        bundle.some((path) => path.startsWith(`/desk/out/${name}`) && path.endsWith('controlplane.patch.yaml')),
      ).toBe(true)
    }
    // What leaves is whole: prefixes, and no name of a file that is not in it.
    const own = bundle.filter((path) => path.endsWith('/design.yaml')).map((path) => rendered.files[path])
    for (const text of own) {
      expect(text).toContain('cidr: 198.51.100.0/24')
      expect(text).toContain('from: ["cidr:2001:db8:5::/48", "cidr:203.0.113.0/26", "subnet:control"]')
      expect(text).not.toContain('network:')
    }
  })

  test('a link to one of them is whole', async () => {
    const link = await runCommand(['link', 'fleet/fra.yaml'], fleet)
    const opened = await runCommand(['open', link.out.trim()])
    expect([opened.code, opened.out]).toEqual([0, expect.stringContaining('198.51.100.0/24')])
  })

  test('another file of networks may be named, and a diff takes it for both designs', async () => {
    const files = { ...fleet, '/desk/other.yaml': networks.replace('198.51.100', '192.0.2') }
    const rules = await runCommand(['rules', 'fleet/fra.yaml', '--networks', 'other.yaml', '--json'], files)
    expect(rules.out).toContain('192.0.2.0/24')
    const piped = await runCommand(
      ['diff', '-', 'fleet/fra.yaml', '--networks', 'other.yaml'],
      files,
      cluster('fra', 1),
    )
    expect([piped.code, piped.out]).toEqual([0, expect.stringMatching(/^The two designs are the same/)])
  })

  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'a name that is not there',
      { '/desk/fleet/fra.yaml': cluster('fra', 1).replace('network:office', 'network:offce') },
      'fleet/fra.yaml:4:27: networks.yaml names no network "offce"\n  did you mean network:office?',
    ],
    [
      'no file of names',
      { '/desk/fra.yaml': cluster('fra', 1) },
      'network:office is a name of networks.yaml, which is not here',
    ],
    [
      'several prefixes where one stands',
      { '/desk/fleet/fra.yaml': cluster('fra', 1).replace('network:office', 'network:sites') },
      'fleet/fra.yaml:4:27: network:sites is 2 prefixes, and here stands one',
    ],
    [
      'a list that is none',
      { '/desk/fleet/networks.yaml': 'office: 198.51.100.0/24\nsites: [10.0.0.0/40]\n' },
      'fleet/networks.yaml:2: sites holds what is no prefix',
    ],
    ['a list that is no YAML', { '/desk/fleet/networks.yaml': 'office: [\n' }, 'fleet/networks.yaml:1: '],
  ])('refuses %s, with file and line', async (_, files, message) => {
    const [path = ''] = Object.keys(files).filter((one) => one.endsWith('fra.yaml'))
    const { code, err, out } = await runCommand(
      ['rules', path === '' ? 'fleet/fra.yaml' : path.replace('/desk/', '')],
      { ...fleet, ...files },
    )
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
  })
})
