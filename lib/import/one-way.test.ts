/** Of each product that files are written for: they are imported, or it is said why not and what to do instead. */
import { expect, test } from 'vitest'
import { targets } from '../targets/all'
import { isFilter } from '../targets/target'
import { readExample, renderTarget, subjectOf } from '../testing/subject'
import { patchesOf } from '../testing/unlike-machines'
import { importFiles } from './import-files'

const oneWay = targets.filter(isFilter).filter(({ id, lift }) => lift === undefined || id === 'terraform-hetzner')

test.each(oneWay.map((filter) => [filter.id, filter] as const))('%s is compared, and not imported', (id, filter) => {
  const { files } = subjectOf(filter, readExample('seed-001-talos-docs', { targets: {} }))
  const own = files
    .filter((file) => filter.readers.some((reader) => reader.recognises(file)))
    .filter(({ text }) => !/hcloud/.test(files.map((file) => file.text).join()) || /hcloud_firewall/.test(text))
  expect(own.length).toBeGreaterThan(0)
  for (const file of own) {
    const imported = importFiles([file])
    expect([file.path, imported.ok]).toEqual([file.path, false])
    const said = imported.problems.map(({ message, suggestion }) => `${message} ${suggestion}`).join()
    expect(said).toContain(filter.meta.title)
    expect(said).toContain(`-t ${id} --against`)
  }
})

test.each(['NetworkPolicy', '"CiliumClusterwideNetworkPolicy"', 'Namespace'])('%s is none of a machine', (kind) => {
  const text = `apiVersion: x/v1\nkind: ${kind}\nmetadata: { name: a }\n`
  expect(importFiles([{ path: 'a.yaml', text }]).problems[0]?.message).toContain('nothing between machines')
})

test('of a file that holds firewall documents beside a policy between pods, these are read', () => {
  const [own] = patchesOf(readExample('seed-002-segmented'))
  const text = `${own?.text}---\nkind: NetworkPolicy\nmetadata: { name: a }\n`
  expect(JSON.stringify(importFiles([{ path: 'a.yaml', text }]).problems)).not.toContain('nothing between machines')
})

test('beside the files of machines it is said of each why it is passed over', () => {
  const design = readExample('seed-002-segmented')
  const files = [...oneWay, ...targets.filter(({ id }) => id === 'kubernetes')].flatMap((target) =>
    renderTarget(target, { ...design, targets: {} }).files.filter(({ path }) =>
      /\.(?:ya?ml|json|fw|tf|csv)$/.test(path),
    ),
  )
  const imported = importFiles([...patchesOf(design), ...files])
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
  const said = new Map(imported.value.ignored.map(({ at, text }) => [at?.file, text]))
  // A provider and the names of namespaces hold no rule.
  const ruled = files.filter(({ path }) => !/\/(?:terraform\.tf|namespaces\.yaml)$/.test(path))
  const silent = ruled.filter(({ path }) => !/no design can be made of/.test(said.get(path) ?? ''))
  expect(ruled.length).toBeGreaterThan(3)
  expect(silent.map(({ path }) => [path, said.get(path)])).toEqual([])
})
