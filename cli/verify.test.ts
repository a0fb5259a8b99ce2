import { describe, expect, test } from 'vitest'
import { exampleNames } from '@/lib/testing/subject'
import { exampleText, runCommand } from './testing/run-command'

const small = { '/desk/design.yaml': exampleText('seed-001-talos-docs') }

async function rendered(): Promise<Readonly<Record<string, string>>> {
  return (await runCommand(['render', 'design.yaml', '-o', 'out'], small)).files
}

describe('verify', () => {
  test.each(exampleNames)('%s is equal on the first target, with all expectations met', async (name) => {
    const given = { '/desk/design.yaml': exampleText(name) }
    const { code, out } = await runCommand(['verify', 'design.yaml', '-t', 'talos'], given)
    expect(code).toBe(0)
    expect(out).toContain('talos  ═ equal')
    expect(out).toContain('always open')
    expect(out).toContain('assumed')
    expect(out).not.toContain('unmet')
  })

  test('--json has the promised keys', async () => {
    const { code, out } = await runCommand(['verify', 'design.yaml', '--json'])
    expect(code).toBe(0)
    const { targets, expectations } = JSON.parse(out)
    expect(targets.map((one: { id: string }) => one.id)).toEqual(['pfsense', 'talos'])
    expect(targets[1]).toMatchObject({
      id: 'talos',
      verdict: 'equal',
      assumes: expect.any(Array),
      enforced: expect.any(Number),
      rules: expect.any(Number),
      witnesses: [],
    })
    for (const gap of targets.flatMap((one: { gaps: unknown[] }) => one.gaps)) {
      expect(gap).toEqual({ rule: expect.any(String), reason: expect.any(String), source: expect.any(String) })
    }
    expect(expectations.map((one: { met: boolean }) => one.met)).toEqual([true, true, true, true])
  })

  test('an unmet expectation is bad news', async () => {
    const text = exampleText('dual-stack-onprem').replace('tcp/6443", want: allow', 'tcp/6443", want: deny')
    const { code, out } = await runCommand(['verify', 'design.yaml'], { '/desk/design.yaml': text })
    expect(code).toBe(1)
    expect(out).toContain('3 of 4 met')
    expect(out).toContain('want deny, got allow')
  })

  test('an expectation that cannot be read is unmet, with its cure', async () => {
    const text = exampleText('dual-stack-onprem').replace('-> cp-1 tcp/6443', '-> cp-7 tcp/6443')
    const { code, out } = await runCommand(['verify', 'design.yaml'], { '/desk/design.yaml': text })
    expect(code).toBe(1)
    expect(out).toContain('Did you mean "cp-1"?')
  })

  test('several designs at once', async () => {
    const given = { '/desk/b.yaml': exampleText('two-nics') }
    const { code, out } = await runCommand(['verify', '*.yaml', '--json'], given)
    expect(code).toBe(0)
    expect(JSON.parse(out).map((one: { design: string }) => one.design)).toEqual(['b.yaml', 'design.yaml'])
  })

  test('--format markdown for a review', async () => {
    const { out } = await runCommand(['verify', 'design.yaml', '--format', 'markdown'])
    expect(out).toContain('## Proof of onprem')
    expect(out).toContain('| `talos` | ═ equal')
  })
})

const manyTargets = `version: 1
name: many
subnets: [{ name: control, cidrs: [10.0.0.0/24] }]
nodes: [{ name: cp-1, role: controlplane, subnet: control, addresses: [10.0.0.11] }]
admin: [{ name: office, cidr: 198.51.100.0/24 }]
targets:
  talos: {}
  hardening: {}
  switch-acl: { interfaces: { control: Vlan10 } }
  proxmox: { vmids: { cp-1: 111 } }
`

describe('verify --against', () => {
  test.each([['out'], ['out/talos'], ['./out/']])('a folder as it was written is equal: %s', async (folder) => {
    const { code, out, err } = await runCommand(
      ['verify', 'design.yaml', '-t', 'talos', '--against', folder],
      await rendered(),
    )
    expect({ code, out: out.split('\n')[0] }).toEqual({ code: 0, out: expect.stringContaining('═ equal') })
    expect(out).toContain('before: the files given')
    expect(err).toMatch(/^left out.*APPLY\.md/)
  })

  test.each(['talos', 'switch-acl', 'proxmox'])('of a bundle of many targets the files of %s alone', async (id) => {
    const given = { '/desk/design.yaml': manyTargets }
    const { files } = await runCommand(['render', 'design.yaml', '-o', 'out'], given)
    for (const folder of ['out', `out/${id}`]) {
      const { out } = await runCommand(['verify', 'design.yaml', '-t', id, '--against', folder], files)
      expect([folder, out.split('\n')[0]]).toEqual([folder, expect.stringContaining('═ equal')])
    }
  })

  test('a file that somebody widened: the packet, file and line', async () => {
    const files = await rendered()
    const path = '/desk/out/talos/controlplane.patch.yaml'
    const text = files[path] ?? ''
    const changed = { ...files, [path]: text.replace('subnet: 172.20.0.2/32', 'subnet: 172.20.0.0/16') }
    const line = text.split('\n').findIndex((one) => one.includes('subnet: 172.20.0.2/32')) + 1
    const words = ['verify', 'design.yaml', '-t', 'talos', '--against', 'out']
    const { code, out } = await runCommand(words, changed)
    expect(code).toBe(1)
    expect(out).toContain('▲ wider')
    expect(out).toContain(`out/talos/controlplane.patch.yaml:${line}`)
    expect(out).toContain('the policy says deny, the files allow')
    const { targets } = JSON.parse((await runCommand([...words, '--json'], changed)).out)
    expect(targets[0].verdict).toBe('wider')
    expect(targets[0].witnesses[0]).toMatchObject({
      point: expect.any(String),
      source: expect.any(String),
      destination: expect.any(String),
      protocol: 'tcp',
      port: 2379,
      intended: 'deny',
      actual: 'allow',
      file: 'out/talos/controlplane.patch.yaml',
      line,
    })
    expect((await runCommand([...words, '--format', 'markdown'], changed)).out).toContain('▲ wider')
  })

  test('the drift: kept, changed, missing and more, with a line of what runs and one of the design', async () => {
    const files = await rendered()
    const path = '/desk/out/talos/controlplane.patch.yaml'
    const text = files[path] ?? ''
    const extra = `---\napiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: debug\nportSelector:\n    ports:\n        - 9999\n    protocol: tcp\ningress:\n    - subnet: 0.0.0.0/0\n`
    const documents = text.split('---\n').filter((one) => !one.includes('trustd-ingress'))
    const changed = documents.join('---\n').replace('subnet: 172.20.0.2/32', 'subnet: 172.20.0.0/16') + extra
    const words = ['verify', 'design.yaml', '-t', 'talos', '--against', 'out/**/*.yaml']
    const { code, out } = await runCommand(words, { ...files, [path]: changed })
    expect(code).toBe(1)
    expect(out).toMatch(/^drift {2}= \d+ as designed · ~ 1 otherwise · \+ 1 more than designed · - 1 missing$/m)
    expect(out).toMatch(/^ {2}- trustd\/controlplane: .* no longer reaches trustd/m)
    expect(out).toMatch(/^ {2}\+ tcp\/9999: .* now reaches tcp\/9999/m)
    expect(out).toMatch(/^ {2}~ etcd\/controlplane: .* now reaches etcd/m)
    const at = (whole: string, part: string): number => whole.split('\n').findIndex((one) => one.includes(part)) + 1
    expect(out).toContain(`runs      out/talos/controlplane.patch.yaml:${at(changed, '172.20.0.0/16')}`)
    const { drift } = JSON.parse((await runCommand([...words, '--json'], { ...files, [path]: changed })).out)
    const trustd = drift.find((one: { rule: string }) => one.rule === 'trustd/controlplane')
    expect(trustd.sign).toBe('-')
    expect(trustd.designed[0]).toMatchObject({ file: 'talos/controlplane.patch.yaml' })
    const markdown = await runCommand([...words, '--format', 'markdown'], { ...files, [path]: changed })
    expect(markdown.out).toContain('| `+` | `tcp/9999` |')
    const sound = await runCommand(words, files)
    expect(sound.out).toMatch(/^drift {2}= \d+ as designed$/m)
  })

  test('a dump of several machines, each compared with its own', async () => {
    const files = await rendered()
    const cp = files['/desk/out/talos/controlplane.patch.yaml'] ?? ''
    const dump = ['172.20.0.2', '172.20.0.3']
      .map((node) => {
        const spec = `version: v1alpha1\nmachine:\n    type: controlplane\n    token: secret-token-0123456789\n---\n${cp}`
        const text = spec.replace(/^(?=.)/gm, '    ')
        return `node: ${node}\nmetadata:\n    type: MachineConfigs.config.talos.dev\n    id: v1alpha1\nspec: |\n${text}`
      })
      .join('---\n')
    const words = ['verify', 'design.yaml', '-t', 'talos', '--against', 'mc.yaml']
    const sound = await runCommand(words, { ...files, '/desk/mc.yaml': dump })
    expect([sound.code, sound.err]).toEqual([0, expect.stringContaining('not compared')])
    expect(sound.out).toContain('compared at 2 points')
    const wide = dump.replace('subnet: 172.20.0.2/32', 'subnet: 172.20.0.0/16')
    const line = wide.split('\n').findIndex((one) => one.includes('172.20.0.0/16')) + 1
    const drifted = await runCommand(words, { ...files, '/desk/mc.yaml': wide })
    expect(drifted.out).toContain(`runs      mc.yaml/cp-1.yaml:${line}`)
    expect(drifted.out).not.toContain('secret-token')
  })

  test('a file that nobody can read is unread, with file and line', async () => {
    const files = await rendered()
    const path = '/desk/out/talos/worker.patch.yaml'
    const changed = { ...files, [path]: `${files[path]}surprise: true\n` }
    const { code, out } = await runCommand(['verify', 'design.yaml', '-t', 'talos', '--against', 'out'], changed)
    expect(code).toBe(1)
    expect(out).toContain('? unread')
    expect(out).toContain('out/talos/worker.patch.yaml')
  })

  test('expectations are asked of the files given', async () => {
    const files = await rendered()
    const asked = `${files['/desk/design.yaml']}\nexpectations:\n  - { ask: "172.20.9.9 -> cp-1 etcd", want: deny }\n`
    const path = '/desk/out/talos/controlplane.patch.yaml'
    const wide = (files[path] ?? '').replace('subnet: 172.20.0.2/32', 'subnet: 172.20.0.0/16')
    const words = ['verify', 'design.yaml', '-t', 'talos', '--against', 'out']
    const sound = await runCommand(words, { ...files, '/desk/design.yaml': asked })
    expect(sound.out).toContain('1 of 1 met')
    const broken = await runCommand(words, { ...files, '/desk/design.yaml': asked, [path]: wide })
    expect(broken.out).toContain('want deny, got allow')
  })

  test('a file of some machines is compared with those machines alone', async () => {
    const files = await rendered()
    const worker = files['/desk/out/talos/worker.patch.yaml'] ?? ''
    const words = ['verify', 'design.yaml', '-t', 'talos', '--against']
    const sound = await runCommand([...words, 'out/talos/worker.patch.yaml'], files)
    expect([sound.code, sound.err]).toEqual([0, expect.stringContaining('node/cp-1, node/cp-2, node/cp-3')])
    expect(sound.out).toContain('compared at 1 point;')
    const other = await runCommand([...words, 'live/worker-1.yaml'], { ...files, '/desk/live/worker-1.yaml': worker })
    expect(other.code).toBe(0)
    const asked = `${files['/desk/design.yaml']}\nexpectations:\n  - { ask: "172.20.9.9 -> cp-1 etcd", want: deny }\n`
    const partly = await runCommand([...words, 'out/talos/worker.patch.yaml'], { ...files, '/desk/design.yaml': asked })
    expect(partly.out).toContain('1 of 1 met')
  })

  test('a file of a machine that the design does not have', async () => {
    const files = await rendered()
    const stranger = { '/desk/nodes/other.patch.yaml': files['/desk/out/talos/worker.patch.yaml'] ?? '' }
    const words = ['verify', 'design.yaml', '-t', 'talos', '--against', 'nodes/other.patch.yaml']
    const { code, out, err } = await runCommand(words, { ...files, ...stranger })
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('is for no machine of this design')
  })

  test('a folder without a file that the target reads', async () => {
    const given = { '/desk/other/notes.txt': 'x' }
    const { code, err } = await runCommand(['verify', 'design.yaml', '-t', 'talos', '--against', 'other'], given)
    expect([code, err]).toEqual([2, expect.stringContaining('holds no file that this target reads')])
  })
})
