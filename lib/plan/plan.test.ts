import { describe, expect, it } from 'vitest'
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'
import { formatPacket } from '@/lib/net/packet'
import { formatPrefix } from '@/lib/net/prefix'
import { exampleNames, readExample } from '@/lib/testing/subject'
import { planChange } from './plan'

const input: DesignInput = {
  version: 1,
  name: 'a',
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] },
    { name: 'cp-2', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.12'] },
    { name: 'cp-3', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.13'] },
    { name: 'w-1', role: 'worker', subnet: 'control', addresses: ['10.0.0.21'] },
  ],
  admin: [{ name: 'office', cidr: '198.51.100.0/24' }],
  targets: { talos: {} },
}
const base = designSchema.parse(input)

function change(edit: Partial<DesignInput>): Design {
  return designSchema.parse({ ...input, ...edit })
}

function planned(before: Design, after: Design) {
  const plan = planChange(before, after)
  if (!plan.ok) throw new Error(plan.problems.map(({ message }) => message).join('\n'))
  return plan.value
}

describe('planChange', () => {
  it.each(exampleNames)('has nothing to do between %s and itself', (name) => {
    const design = readExample(name)
    expect(planned(design, design).steps).toEqual([])
  })

  it('opens to both offices, then closes the old one, a control plane at a time', () => {
    const { steps, shorter } = planned(base, change({ admin: [{ name: 'new', cidr: '203.0.113.0/24' }] }))
    expect(steps.map(({ phase, machines }) => `${phase} ${machines.join('+')}`)).toEqual([
      'widen cp-1',
      'widen cp-2',
      'widen cp-3',
      'widen w-1',
      'narrow cp-1',
      'narrow cp-2',
      'narrow cp-3',
      'narrow w-1',
    ])
    expect(shorter).toEqual([])
  })

  it('replaces a control plane only once the others let the new one in, and shows what a shorter way cuts', () => {
    const nodes = [...(input.nodes ?? [])]
    nodes[0] = { name: 'cp-4', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.14'] }
    const { steps, shorter } = planned(base, change({ nodes }))
    const titles = steps.map(({ title }) => title)
    expect(titles.indexOf('Add cp-4')).toBeGreaterThan(titles.findIndex((title) => /Open to both.*cp-3/.test(title)))
    expect(titles.indexOf('Remove cp-1')).toBeGreaterThan(titles.indexOf('Add cp-4'))
    const words = shorter.map(({ sentence, packet }) => `${sentence} ${formatPacket(packet)}`)
    expect(words).toContainEqual(expect.stringMatching(/new files first, etcd.*10\.0\.0\.11 -> 10\.0\.0\.12 tcp\/2379/))
    expect(words).toContainEqual(
      expect.stringMatching(/before the files, etcd.*10\.0\.0\.14 -> 10\.0\.0\.12 tcp\/2379/),
    )
  })

  it('refuses a machine that changes its role under the same name', () => {
    const nodes = (input.nodes ?? []).map((node) =>
      node.name === 'cp-3' ? { ...node, role: 'worker' as const } : node,
    )
    const plan = planChange(base, change({ nodes }))
    expect(plan.ok).toBe(false)
    expect(plan.problems[0]?.message).toBe('cp-3 changes its role from controlplane to worker.')
  })
})

describe('every target that filters', () => {
  it.each(exampleNames)('of %s opens to an admin network of another length under the same name', (name) => {
    const before = readExample(name)
    const admin = before.admin.map((entry) => ({
      ...entry,
      cidr: entry.cidr.replace(/\/\d+$/, entry.cidr.includes(':') ? '/128' : '/32'),
    }))
    const { stages } = planned(before, { ...before, admin })
    const networks = (policy: typeof stages.old.policy) => policy.admin.map(({ prefix }) => formatPrefix(prefix))
    expect(networks(stages.both.policy)).toEqual(
      expect.arrayContaining([...networks(stages.old.policy), ...networks(stages.new.policy)]),
    )
    for (const { targets } of [stages.both, stages.new]) {
      for (const { id, place, proof } of targets) {
        expect([id, proof.verdict, proof.witnesses]).toEqual([id, place === undefined ? 'none' : 'equal', []])
      }
    }
  })
})

describe('machines that leave', () => {
  const networks = { control: 'opt1', workers: 'opt2', elsewhere: 'opt3' }
  const { elsewhere: _, ...staying } = networks
  const before = change({
    subnets: ['control', 'workers', 'elsewhere'].map((name, index) => ({ name, cidrs: [`10.0.${index}.0/24`] })),
    nodes: [
      { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] },
      { name: 'w-1', role: 'worker', subnet: 'workers', addresses: ['10.0.1.21'] },
      { name: 'w-2', role: 'worker', subnet: 'elsewhere', addresses: ['10.0.2.22'] },
    ],
    pools: [{ name: 'p', role: 'worker', subnet: 'workers', count: 3, addresses: ['10.0.1.100-10.0.1.102'] }],
    targets: {
      proxmox: { vmids: { 'cp-1': 111, 'w-1': 121, 'w-2': 122, p: '200-202' } },
      pfsense: { interfaces: networks },
      opnsense: { interfaces: networks },
      unifi: { networks },
    },
  })
  // Another admin as well, so that every box is opened first.
  const after = change({
    subnets: before.subnets.slice(0, 2),
    nodes: before.nodes.slice(0, 2),
    pools: [{ name: 'p', role: 'worker', subnet: 'workers', count: 2, addresses: ['10.0.1.100-10.0.1.101'] }],
    admin: [{ name: 'new', cidr: '203.0.113.0/24' }],
    targets: {
      proxmox: { vmids: { 'cp-1': 111, 'w-1': 121, p: '200-201' } },
      pfsense: { interfaces: staying },
      opnsense: { interfaces: staying },
      unifi: { networks: staying },
    },
  })
  const { stages, steps } = planned(before, after)
  const widened = (id: string, end: string): string =>
    stages.both.targets.find((target) => target.id === id)?.files.find(({ path }) => path.endsWith(end))?.text ?? ''

  it('are filtered until they are gone, by the files that are open to both', () => {
    expect(steps.some(({ phase }) => phase === 'widen')).toBe(true)
    for (const file of ['122.fw', '202.fw']) expect(widened('proxmox', file)).toMatch(/^enable: 1[\s\S]*^GROUP /m)
    expect(widened('pfsense', 'filter.xml')).toContain(':deny/elsewhere')
    expect(widened('opnsense', 'rules.csv')).toContain(':deny/elsewhere')
    expect(widened('unifi', 'firewall.jsonl')).toContain('"name":"opt3"')
  })

  it('are let go of by the last files', () => {
    const [released] = stages.new.targets.flatMap(({ files }) => files.filter(({ path }) => path.endsWith('122.fw')))
    expect(released?.text).toMatch(/^enable: 0$/m)
  })
})

describe('the way back', () => {
  const listener = {
    name: 'postgres',
    on: ['worker'],
    protocol: 'tcp' as const,
    ports: ['5432'],
    from: ['cidr:192.0.2.0/24'],
  }
  const removalsIn = (files: readonly { readonly path: string; readonly text: string }[]): string =>
    files
      .filter(({ path }) => path.includes('/remove.'))
      .map(({ text }) => text)
      .join('\n')

  it('takes out what a step has opened as well', () => {
    const { steps, stages } = planned(base, change({ listeners: [listener] }))
    const [workers] = steps.filter(({ phase, machines }) => phase === 'widen' && machines.includes('w-1'))
    expect(workers?.back.at(-1)).toMatch(/^talosctl -n 10\.0\.0\.21 patch mc --patch @old\/talos\/remove\./)
    expect(removalsIn(stages.undo.widen.targets.flatMap(({ files }) => files))).toContain('name: postgres-ingress')
  })

  it('takes out what a last step has closed, where everything else is open', () => {
    const open = { talos: { defaultAction: 'accept' as const } }
    const admin = [{ name: 'new', cidr: '203.0.113.0/24' }]
    const { steps, stages } = planned(change(open), change({ ...open, admin, listeners: [listener] }))
    const [workers] = steps.filter(({ phase, machines }) => phase === 'narrow' && machines.includes('w-1'))
    expect(workers?.back[0]).toContain('--patch @again/talos/')
    const widened = stages.both.targets.flatMap(({ files }) => files.map(({ text }) => text)).join('\n')
    expect(widened).not.toContain('name: postgres-ingress')
    const removed = removalsIn(stages.undo.narrow.targets.flatMap(({ files }) => files))
    expect(removed).toContain('name: postgres-ingress')
  })

  it('out of a box that was not there before is by its own page', () => {
    const targets = { talos: {}, unifi: { networks: { control: 'lan' } } }
    const { steps } = planned(
      base,
      change({ targets, admin: [...(input.admin ?? []), { name: 'new', cidr: '203.0.113.0/24' }] }),
    )
    const [box] = steps
    expect(box).toMatchObject({ phase: 'widen', target: 'unifi' })
    expect(box?.notes.join(' ')).toMatch(/begins to filter/)
    expect(box?.notes.join(' ')).not.toMatch(/Nothing is closed/)
    expect(box?.back.join(' ')).toContain('widened/unifi/APPLY.md')
  })
})

describe('targets that come and go', () => {
  const both = { talos: {}, unifi: { networks: { control: 'lan' } } }

  it('leave their rules on no box', () => {
    const { steps } = planned(change({ targets: both }), base)
    expect(steps.map(({ title, commands }) => [title, ...commands])).toEqual([
      ['Take the rules of UniFi out: the new design does not use it', expect.stringContaining('old/unifi/APPLY.md')],
    ])
  })

  it('change in a step of their own where they filter nothing', () => {
    const before = change({ targets: { talos: {}, kubernetes: { namespaces: ['shop'] } } })
    const after = change({ targets: { talos: {}, kubernetes: { namespaces: ['shop', 'web'] } } })
    const { steps } = planned(before, after)
    expect(steps.map(({ target, commands, back }) => [target, ...commands, ...back])).toEqual([
      ['kubernetes', '# follow new/kubernetes/APPLY.md', '# follow old/kubernetes/APPLY.md'],
    ])
    expect(planned(after, base).steps.map(({ target }) => target)).toEqual(['kubernetes'])
  })
})

it('says once what a shorter way cuts', () => {
  const nodes = (input.nodes ?? []).map((node) =>
    node.name === 'cp-3' ? { ...node, name: 'cp-4', addresses: ['10.0.0.14'] } : node,
  )
  const { shorter } = planned(base, change({ nodes }))
  const words = shorter.map(({ sentence, packet }) => `${sentence} ${formatPacket(packet)}`)
  expect(words.length).toBeGreaterThan(0)
  expect(new Set(words).size).toBe(words.length)
})

it('ends with the files of the new design where nothing is left to close', () => {
  const targets = { 'terraform-aws': {} }
  const admin = [...(input.admin ?? []), { name: 'new', cidr: '203.0.113.0/24' }]
  const { steps, stages } = planned(change({ targets }), change({ targets, admin }))
  expect([stages.widens, stages.narrows]).toEqual([true, false])
  expect(steps.map(({ title }) => title)).toEqual([
    expect.stringMatching(/^Open to both/),
    expect.stringMatching(/^Apply the files of the new design/),
  ])
})

it('applies the same files once', () => {
  const admin = [...(input.admin ?? []), { name: 'new', cidr: '203.0.113.0/24' }]
  const { steps } = planned(base, change({ admin }))
  expect(steps.map(({ phase }) => phase)).toEqual(['widen', 'widen', 'widen', 'widen'])
})

describe('another release of Talos', () => {
  const admin = [{ name: 'new', cidr: '203.0.113.0/24' }]
  const { steps, stages } = planned(
    change({ talos: { version: '1.12' } }),
    change({ talos: { version: '1.14' }, admin }),
  )

  it('comes once everything is open, by files that the older one takes', () => {
    const patches = stages.both.targets.flatMap(({ files }) => files.filter(({ path }) => path.endsWith('.patch.yaml')))
    for (const { text } of patches) expect(text).not.toContain('1.14')
    const phases = steps.map(({ phase, title }) => (title.startsWith('Bring') ? title : phase))
    expect([...new Set(phases)]).toEqual(['widen', 'Bring Talos from 1.12.0 to 1.14.0', 'narrow'])
  })

  it('is no step where it stays', () => {
    expect(planned(base, change({ admin })).steps.some(({ phase }) => phase === 'machines')).toBe(false)
  })
})
