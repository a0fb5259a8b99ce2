import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Design } from '../design/design'
import { readDesign } from '../design/read-design'
import { writeDesign } from '../design/write-design'
import type { FileSet } from '../targets/target'
import { configDump, machineConfigs, plantedSecrets, withoutPools } from '../testing/machine-configs'
import { findUnlike, patchesOf } from '../testing/unlike-machines'
import { importFiles } from './import-files'
import type { Imported } from './note'
import { writeImported } from './write-imported'

const examples = readdirSync('public/examples')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length))

function exampleDesign(name: string): Design {
  const read = readDesign(readFileSync(`public/examples/${name}.yaml`, 'utf8'))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return { ...read.value, targets: { talos: {} } }
}

function importOf(files: FileSet): Imported {
  const imported = importFiles(files)
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems, undefined, 1))
  return imported.value
}

const differs = /admits (more|less)/

describe.each(examples)('%s', (name) => {
  const design = exampleDesign(name)
  const files = patchesOf(design)

  test('rendered, imported and rendered again admits the same packets', () => {
    const imported = importOf(files)
    expect(findUnlike(design, files, patchesOf(imported.design))).toEqual([])
    expect(imported.unprovable.filter(({ text }) => differs.test(text))).toEqual([])
    // What these files cannot hold is invented, said so in the file, and listed.
    expect(imported.assumed.map(({ path }) => path[0])).toEqual(expect.arrayContaining(['name', 'talos', 'cni']))
    const text = writeImported(imported)
    expect(text).toContain('# assumed: ')
    expect(readDesign(text)).toMatchObject({ ok: true, value: JSON.parse(JSON.stringify(imported.design)) })
  })

  test.each(['single', 'several'] as const)('its machine configurations, layout %s', (layout) => {
    const named = withoutPools(design)
    const own = patchesOf(named)
    const imported = importOf(machineConfigs(named, own, layout))
    expect(imported.unprovable.filter(({ text }) => differs.test(text))).toEqual([])
    expect(findUnlike(named, own, patchesOf(imported.design))).toEqual([])
    expect(imported.design).toMatchObject({ name: design.name, kubernetes: { endpoint: 'api.example.net:6443' } })
    const machines = ({ nodes }: Design): string[][] =>
      nodes
        .map((one) => [one.name, one.role, ...[one, ...one.nics].flatMap(({ addresses }) => addresses).sort()])
        .sort()
    expect(machines(imported.design)).toEqual(machines(named))
  })
})

test('a bundle with its design is that design, and a design is itself', () => {
  const design = exampleDesign('two-nics')
  const text = writeDesign(design)
  const imported = importOf([...patchesOf(design), { path: 'out/design.yaml', text }])
  expect(imported.design).toEqual(design)
  expect(imported.assumed).toEqual([])
})

describe('secrets', () => {
  const design = exampleDesign('two-nics')
  const patches = patchesOf(design)
  const planted = Object.values(plantedSecrets)
  const spoil: [string, (text: string) => string][] = [
    ['whole', (text) => text],
    ['cut short', (text) => text.slice(0, text.length * 0.6)],
    ['a tab', (text) => text.replace(/^ {4}token/m, '\ttoken')],
    ['a bad port', (text) => text.replace('- 10250', '- "10250"')],
    ['values as keys', (text) => text.replaceAll('token: ', '').replaceAll('key: ', '')],
    ['values in the place of rules', (text) => text.replaceAll('subnet: ', `subnet: ${plantedSecrets.wireguard}`)],
    ['values as kinds', (text) => text.replaceAll('kind: NetworkRuleConfig', `kind: ${plantedSecrets.wireguard}`)],
    ['values as names', (text) => text.replaceAll('hostname: ', `hostname: ${plantedSecrets.token}`)],
    ['values twice', (text) => text.replaceAll(/^( *)token: (.*)$/gm, '$1$2: 1\n$1$2: 2')],
    ['values as tags', (text) => text.replaceAll('token: ', 'token: !')],
    ['values as anchors', (text) => text.replaceAll('secretbox: ', 'secretbox: *')],
  ]

  test.each(spoil)('are found nowhere: %s', (_, change) => {
    for (const layout of ['single', 'several'] as const) {
      const configs = machineConfigs(design, patches, layout)
      for (const files of [configs, configDump(configs)]) {
        const result = importFiles(files.map(({ path, text }) => ({ path, text: change(text) })))
        const shown = result.ok
          ? `${JSON.stringify(result.value)}${writeImported(result.value)}`
          : JSON.stringify(result)
        for (const secret of planted) expect(shown).not.toContain(secret)
      }
    }
  })
})

test('several machines in one dump keep their lines', () => {
  const design = exampleDesign('two-nics')
  const [dump] = configDump(machineConfigs(design, patchesOf(design), 'single'))
  if (dump === undefined) throw new Error('no dump')
  const imported = importOf([dump])
  expect(imported.design.nodes.map(({ name, role }) => `${role} ${name}`).sort()).toEqual(
    design.nodes.map(({ name, role }) => `${role} ${name}`).sort(),
  )
  const broken = dump.text.replace(/- 10250$/m, '- "10250"')
  const line = broken.slice(0, broken.indexOf('"10250"')).split('\n').length
  const refused = importFiles([{ ...dump, text: broken }])
  expect(refused).toMatchObject({ ok: false })
  expect(refused.problems[0]).toMatchObject({ severity: 'error', at: `mc.yaml:${line}` })
})
