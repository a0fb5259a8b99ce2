import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type DesignInput, designSchema } from '@/lib/design/design'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { checkProperty } from '@/lib/testing/property'
import { reverseLists } from '@/lib/testing/reverse-lists'
import { sampleCount } from '@/lib/testing/samples'
import { documentsIn, pathsOf, renderDesign, smallDesign, summaryOf, textOf } from '@/lib/testing/talos-files'

function example(name: string, change: Partial<DesignInput> = {}) {
  return designSchema.parse({ ...parse(readFileSync(`public/examples/${name}.yaml`, 'utf8')), ...change })
}

describe('the documents of the Talos page, one by one', () => {
  // @see siderolabs/docs: public/talos/v1.13/networking/ingress-firewall.mdx, with 172.20.0.0/24, .2 to .4 and Flannel.
  test.each([
    [
      'controlplane',
      [
        'default "block"',
        'kubelet-ingress tcp 10250 from 172.20.0.0/24',
        'apid-ingress tcp 50000 from 0.0.0.0/0 ::/0',
        'trustd-ingress tcp 50001 from 172.20.0.0/24',
        'kubernetes-api-ingress tcp 6443 from 0.0.0.0/0 ::/0',
        'etcd-ingress tcp 2379-2380 from 172.20.0.2/32 172.20.0.3/32 172.20.0.4/32',
        'cni-vxlan udp 4789 from 172.20.0.0/24',
      ],
    ],
    [
      'worker',
      [
        'default "block"',
        'kubelet-ingress tcp 10250 from 172.20.0.0/24',
        'apid-ingress tcp 50000 from 172.20.0.0/24',
        'cni-vxlan udp 4789 from 172.20.0.0/24',
      ],
    ],
  ])('%s', (role, want) => {
    const rendered = renderDesign(example('seed-001-talos-docs'))
    expect(documentsIn(textOf(rendered, `talos/${role}.patch.yaml`)).map(summaryOf)).toEqual(want)
    expect(rendered.output.files.filter(({ use }) => use === 'apply')).toHaveLength(2)
  })
})

test('a document stands byte for byte as Talos encodes it', () => {
  const design = smallDesign({
    listeners: [
      {
        name: 'test',
        on: ['worker'],
        protocol: 'udp',
        ports: ['8000-9000', '53'],
        from: ['cidr:192.168.0.0/16', 'cidr:2001::/16'],
      },
    ],
  })
  expect(textOf(renderDesign(design), 'talos/worker.patch.yaml')).toContain(`apiVersion: v1alpha1
kind: NetworkRuleConfig
name: test-ingress
portSelector:
    ports:
        - 53
        - 8000-9000
    protocol: udp
ingress:
    - subnet: 192.168.0.0/16
    - subnet: 2001::/16
`)
})

describe('one document a listener', () => {
  const postgres = (on: string, from: string) => ({
    name: 'postgres',
    on: [on],
    protocol: 'tcp' as const,
    ports: ['5432'],
    from: [from],
  })

  test('a machine with a listener of its own gets a complete file, the others keep the role file', () => {
    const rendered = renderDesign(smallDesign({ listeners: [postgres('w-1', 'cidr:192.0.2.0/24')] }))
    expect(pathsOf(rendered).filter((path) => !path.includes('disable'))).toEqual([
      'talos/controlplane.patch.yaml',
      'talos/worker.patch.yaml',
      'talos/nodes/w-1.patch.yaml',
      'talos/APPLY.md',
    ])
    const role = documentsIn(textOf(rendered, 'talos/worker.patch.yaml')).map(summaryOf)
    const own = documentsIn(textOf(rendered, 'talos/nodes/w-1.patch.yaml')).map(summaryOf)
    expect(own).toEqual([...role, 'postgres-ingress tcp 5432 from 192.0.2.0/24'])
  })

  test('a listener of every machine of a role stands in the role file', () => {
    const both = ['w-1', 'w-2'].map((on) => postgres(on, 'cidr:192.0.2.0/24'))
    const design = smallDesign({ listeners: [{ ...postgres('w-1', 'admin'), on: both.flatMap(({ on }) => on) }] })
    expect(pathsOf(renderDesign(design)).some((path) => path.includes('nodes/'))).toBe(true)
    const single = smallDesign({
      nodes: smallDesign().nodes.slice(0, 4),
      listeners: [postgres('w-1', 'admin')],
    })
    const rendered = renderDesign(single)
    expect(pathsOf(rendered).some((path) => path.includes('nodes/'))).toBe(false)
    expect(textOf(rendered, 'talos/worker.patch.yaml')).toContain('name: postgres-ingress')
  })

  test('rules of one listener for the role and for the machine merge, and each line names those that brought it', () => {
    const design = smallDesign({
      listeners: [{ name: 'postgres', on: ['worker', 'w-1'], protocol: 'tcp', ports: ['5432'], from: ['admin'] }],
      overrides: [],
    })
    const { output } = renderDesign(design)
    const own = output.files.find(({ path }) => path === 'talos/nodes/w-1.patch.yaml')
    const lines = own?.text.split('\n') ?? []
    const index = lines.indexOf('    - subnet: 198.51.100.0/26', lines.indexOf('name: postgres-ingress'))
    expect(own?.lineRules[index]).toEqual(['postgres/node:w-1', 'postgres/worker'])
    expect(lines.filter((line) => line === 'name: postgres-ingress')).toHaveLength(1)
  })

  test('tcp and udp of one range are two documents', () => {
    const nodePorts = { enabled: true, protocols: ['udp' as const, 'tcp' as const] }
    const names = documentsIn(textOf(renderDesign(smallDesign({ nodePorts })), 'talos/worker.patch.yaml')).map(
      ({ name }) => name,
    )
    expect(names.filter((name) => name?.startsWith('nodeport'))).toEqual([
      'nodeport-tcp-ingress',
      'nodeport-udp-ingress',
    ])
  })
})

describe('every line is mapped', () => {
  test.each(['dual-stack-onprem', 'two-nics', 'seed-002-segmented'])('%s', (name) => {
    let mapped = 0
    for (const file of renderDesign(example(name)).output.files) {
      const lines = file.text.split('\n')
      expect(file.lineRules, file.path).toHaveLength(lines.length - 1)
      if (!/\/(controlplane|worker|gpu-1)\.patch/.test(file.path)) continue
      for (const [index, line] of lines.entries()) {
        if (!line.startsWith('    - subnet:')) continue
        mapped++
        expect(file.lineRules[index]?.length, `${file.path}:${index + 1}`).toBeGreaterThan(0)
      }
      const first = file.text.slice(0, file.text.indexOf('---\n')).split('\n').length - 1
      expect(file.lineRules.slice(0, first).flat()).toEqual([])
    }
    expect(mapped).toBeGreaterThan(10)
  })
})

describe('where the default is to accept', () => {
  const accept = { talos: { version: '1.14', defaultAction: 'accept' as const } }

  test('no default action is written, and closed listeners get an empty list', () => {
    const design = smallDesign({ ...accept, overrides: [{ listener: 'kubelet', from: [] }] })
    const documents = documentsIn(textOf(renderDesign(design), 'talos/worker.patch.yaml'))
    expect(documents.map(({ kind }) => kind)).not.toContain('NetworkDefaultActionConfig')
    expect(documents.map(summaryOf)).toContain('kubelet-ingress tcp 10250 from')
  })

  test('where it is to block, a closed listener gets no document', () => {
    const design = smallDesign({ overrides: [{ listener: 'kubelet', from: [] }] })
    expect(textOf(renderDesign(design), 'talos/worker.patch.yaml')).not.toContain('kubelet')
  })

  test('ports that two listeners share admit whom either admits', () => {
    const design = smallDesign({
      ...accept,
      nodePorts: { enabled: true, range: '30000-30100', from: ['cidr:192.0.2.0/24'] },
      listeners: [
        { name: 'web', on: ['worker'], protocol: 'tcp', ports: ['30050-30200'], from: ['cidr:203.0.113.0/24'] },
      ],
    })
    const documents = documentsIn(textOf(renderDesign(design), 'talos/worker.patch.yaml')).map(summaryOf)
    expect(documents.filter((text) => /30\d\d\d/.test(text))).toEqual([
      'nodeport-tcp-ingress tcp 30000-30049 from 192.0.2.0/24',
      'nodeport-tcp-ingress+web-ingress tcp 30050-30100 from 192.0.2.0/24 203.0.113.0/24',
      'web-ingress tcp 30101-30200 from 203.0.113.0/24',
    ])
  })

  test('a listener whose sources hold the other’s takes the shared ports', () => {
    const design = smallDesign({
      ...accept,
      nodePorts: { enabled: true, range: '30000-30100', from: ['cidr:192.0.2.0/24'] },
      listeners: [{ name: 'web', on: ['worker'], protocol: 'tcp', ports: ['30050'], from: ['cidr:192.0.0.0/16'] }],
    })
    const documents = documentsIn(textOf(renderDesign(design), 'talos/worker.patch.yaml')).map(summaryOf)
    expect(documents.filter((text) => /30\d\d\d/.test(text))).toEqual([
      'nodeport-tcp-ingress tcp 30000-30049,30051-30100 from 192.0.2.0/24',
      'web-ingress tcp 30050 from 192.0.0.0/16',
    ])
  })
})

describe('names are inert', () => {
  const hostile = [
    'x: y',
    '"quoted"',
    "it's",
    '$' + '{HOME}',
    '{{ .x }}',
    '# comment',
    '- item',
    '`id`',
    'kind',
    'apiVersion',
    '=cmd',
    ']]>',
    'no',
    'NetworkRuleConfig',
  ]
  test.each(hostile)('%s', (name) => {
    const design = smallDesign({
      listeners: [{ name, on: ['worker'], protocol: 'tcp', ports: ['5432'], from: ['admin'], owner: name }],
      admin: [{ name, cidr: '198.51.100.0/26', owner: name }],
    })
    const plain = smallDesign({
      listeners: [{ name: 'plain', on: ['worker'], protocol: 'tcp', ports: ['5432'], from: ['admin'] }],
    })
    const written = documentsIn(textOf(renderDesign(design), 'talos/worker.patch.yaml'))
    const want = documentsIn(textOf(renderDesign(plain), 'talos/worker.patch.yaml'))
    const rest = (documents: typeof want) => documents.map(({ name: _, ...document }) => document)
    expect(new Set(rest(written).map((each) => JSON.stringify(each)))).toEqual(
      new Set(rest(want).map((each) => JSON.stringify(each))),
    )
    expect(written.map((document) => document.name)).toContain(name.startsWith('cni-') ? name : `${name}-ingress`)
    for (const { text, path } of renderDesign(design).output.files) {
      if (path.endsWith('.yaml')) expect(text.replaceAll('$patch: delete', ''), path).not.toMatch(/[${}`]/)
    }
  })
})

test('the order of lists changes no byte, and every file is valid YAML with a final newline', () => {
  checkProperty(arbitraryDesign(), sampleCount(40, 400), (design) => {
    const { output } = renderDesign(design)
    const texts = Object.fromEntries(output.files.map(({ path, text }) => [path, text]))
    const again = renderDesign(reverseLists(design)).output.files
    expect(Object.fromEntries(again.map(({ path, text }) => [path, text]))).toEqual(texts)
    for (const { path, text, lineRules } of output.files) {
      expect(text.endsWith('\n')).toBe(true)
      expect(lineRules).toHaveLength(text.split('\n').length - 1)
      if (path.endsWith('.patch.yaml')) expect(documentsIn(text).length).toBeGreaterThan(0)
    }
  })
})
