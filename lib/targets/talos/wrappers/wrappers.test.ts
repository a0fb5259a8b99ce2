import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { DesignInput } from '@/lib/design/design'
import { documentsIn, type Rendered, renderDesign, smallDesign, summaryOf, textOf } from '@/lib/testing/talos-files'
import { wrapperPaths } from './paths'
import { unwrap } from './unwrap'

type Management = keyof typeof wrapperPaths

function wrapped(management: Management, change: Partial<DesignInput> = {}): Rendered {
  return renderDesign(smallDesign({ talos: { version: '1.14', management }, ...change }))
}

function unwrapped(rendered: Rendered, management: Management): string[] {
  const text = textOf(rendered, wrapperPaths[management])
  const found = unwrap({ path: 'somewhere/else.yaml', text }, rendered.output.files)
  if (found === undefined) throw new Error(`not unwrapped:\n${text}`)
  return found
}

function contents(texts: readonly string[]): string[] {
  return texts.flatMap((text) => documentsIn(text).map(summaryOf)).sort()
}

function patches({ output }: Rendered): string[] {
  return output.files.filter(({ use }) => use === 'apply').map(({ text }) => text)
}

const gpu = { name: 'postgres $' + '{HOME} # "x"', on: ['w-1'], ports: ['5432'], from: ['admin'], owner: 'a: b' }
const pool = { name: 'web', role: 'worker' as const, subnet: 'net', count: 3 }
const cases: [string, Partial<DesignInput>][] = [
  ['roles alone', {}],
  ['a node that differs', { listeners: [gpu] }],
  ['a pool that differs', { pools: [pool], listeners: [{ ...gpu, on: ['web'] }] }],
  ['accepting by default', { listeners: [gpu], overrides: [{ listener: 'kubelet', from: [] }] }],
]

describe.each(['talhelper', 'omni', 'capi'] as const)('%s', (management) => {
  test.each(cases)('holds the same documents as the patches: %s', (name, change) => {
    const defaultAction = name.startsWith('accepting') ? ('accept' as const) : ('block' as const)
    const rendered = wrapped(management, { ...change, talos: { version: '1.14', management, defaultAction } })
    // A role's file is named once for all its machines, and once for each where talhelper needs them by name.
    const want = new Set(contents(patches(rendered)))
    expect(new Set(contents(unwrapped(rendered, management)))).toEqual(want)
    if (management !== 'talhelper')
      expect(contents(unwrapped(rendered, management))).toEqual(contents(patches(rendered)))
  })

  test('maps its lines as the patches do', () => {
    const { output } = wrapped(management, { listeners: [gpu] })
    const file = output.files.find(({ path }) => path === wrapperPaths[management])
    const lines = file?.text.split('\n') ?? []
    expect(file?.lineRules).toHaveLength(lines.length - 1)
    const named = lines.flatMap((line, index) => (line.includes('subnet:') ? [file?.lineRules[index]?.length] : []))
    expect(named.every((count) => (count ?? 0) > 0)).toBe(true)
    expect(lines.some((line) => /\s$/.test(line))).toBe(false)
  })

  test('lets nothing in a name expand', () => {
    expect(textOf(wrapped(management, { listeners: [gpu] }), wrapperPaths[management])).not.toMatch(/[${}`]/)
  })
})

test('talhelper is told by name where one machine of a role differs', () => {
  const text = textOf(wrapped('talhelper', { listeners: [gpu] }), wrapperPaths.talhelper)
  expect(parseAllDocuments(text)[0]?.toJS()).toEqual({
    controlPlane: { patches: ['@./talos/controlplane.patch.yaml'] },
    nodes: [
      { hostname: 'w-2', patches: ['@./talos/worker.patch.yaml'] },
      { hostname: 'w-1', patches: ['@./talos/nodes/w-1.patch.yaml'] },
    ],
  })
})

test('Omni gets one document a patch, named in order', () => {
  const text = textOf(
    wrapped('omni', { pools: [pool], listeners: [{ ...gpu, on: ['web', 'w-1'] }] }),
    wrapperPaths.omni,
  )
  const documents = parseAllDocuments(text).map((document) => document.toJS())
  expect(documents.map(({ kind, name }) => [kind, name])).toEqual([
    ['ControlPlane', undefined],
    ['Workers', undefined],
    ['Machine', '<machine ID of w-1>'],
    ['Workers', 'web'],
  ])
  expect(documents[0].patches.map(({ name }: { name: string }) => name).slice(0, 2)).toEqual([
    'portcullis-00',
    'portcullis-01',
  ])
  expect(documents[0].patches[1].inline).toMatchObject({ kind: 'NetworkRuleConfig', name: 'kubelet-ingress' })
})

test('Cluster API carries the patch files letter for letter, and says what it cannot give', () => {
  const rendered = wrapped('capi', { listeners: [{ ...gpu, on: ['cp-1', 'w-1'] }] })
  const texts = unwrapped(rendered, 'capi')
  expect(texts).toContain(textOf(rendered, 'talos/controlplane.patch.yaml'))
  expect(texts).toContain(textOf(rendered, 'talos/worker.patch.yaml'))
  expect(texts).toContain(textOf(rendered, 'talos/nodes/w-1.patch.yaml'))
  expect(texts).not.toContain(textOf(rendered, 'talos/nodes/cp-1.patch.yaml'))
  expect(rendered.output.problems).toEqual([
    expect.objectContaining({ severity: 'warning', message: expect.stringContaining('cp-1') }),
  ])
})

describe('patches as other hands write them', () => {
  const rule = 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: block\n'
  const indented = (spaces: number) => rule.replace(/^/gm, ' '.repeat(spaces)).trimEnd()

  test.each<[string, string, string[] | undefined]>([
    ['no YAML', 'a: [', undefined],
    ['a patch is no wrapper', rule, undefined],
    [
      'talhelper, in place',
      `patches:\n  - |-\n${indented(4)}\nnodes:\n  - hostname: a\n    patches: ["@./b.yaml"]\n`,
      [rule.trimEnd(), 'BESIDE'],
    ],
    ['talhelper, a file that is not there', 'worker:\n  patches: ["@x.yaml"]\n', []],
    ['Omni, as text', `kind: Cluster\npatches:\n  - name: a\n    inline: |\n${indented(6)}\n`, [rule]],
    [
      'Omni, as a list',
      `kind: Machine\nname: x\npatches:\n  - idOverride: a\n    inline:\n      - ${indented(8).trimStart()}\n`,
      [rule],
    ],
    ['Omni, as a file', 'kind: Workers\npatches:\n  - file: some/b.yaml\n', ['BESIDE']],
    [
      'Omni, a ConfigPatch',
      `metadata:\n  type: ConfigPatches.omni.sidero.dev\nspec:\n  data: |\n${indented(4)}\n`,
      [rule],
    ],
    ['Cluster API, a TalosConfig', `kind: TalosConfig\nspec:\n  strategicPatches:\n    - |\n${indented(6)}\n`, [rule]],
  ])('%s', (_, text, want) => {
    expect(unwrap({ path: 'x.yaml', text }, [{ path: 'talos/some/b.yaml', text: 'BESIDE' }])).toEqual(want)
  })
})
