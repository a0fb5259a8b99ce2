/** Files by which nobody reaches anything: alone no design is made of them, beside others they change none. */
import { describe, expect, test } from 'vitest'
import { targets } from '../targets/all'
import { isFilter } from '../targets/target'
import { machineConfigs, withoutPools } from '../testing/machine-configs'
import { readExample, renderTarget } from '../testing/subject'
import { findUnlike, patchesOf } from '../testing/unlike-machines'
import { importFiles } from './import-files'

const design = withoutPools(readExample('seed-002-segmented'))
const plain = targets.filter((target) => target.compareBy !== undefined)
const rendered = plain.map((target) => {
  const files = renderTarget(target, design).output.files.map(({ path, text }) => ({ path, text }))
  return { target, files, settings: files.filter((file) => target.compareBy?.(file) !== undefined) }
})

test('of every target that filters nothing', () => {
  const others = targets.filter((target) => !isFilter(target))
  expect(plain).toEqual(others)
  for (const { files, settings } of rendered) {
    const yaml = files.filter(({ path }) => path.endsWith('.yaml'))
    expect(settings.map(({ path }) => path)).toEqual(yaml.map(({ path }) => path))
  }
})

describe.each(rendered.map((one) => [one.target.id, one] as const))('%s', (id, { files, settings }) => {
  test('alone, one or all, it says why no design is made of it and how to check it', () => {
    for (const given of [files, settings, ...settings.map((file) => [file])]) {
      const imported = importFiles(given)
      expect(imported.ok).toBe(false)
      const own = given.filter((file) => settings.includes(file))
      expect(imported.problems.map(({ at }) => at)).toEqual(own.map(({ path }) => path))
      for (const { at, message, suggestion } of imported.problems) {
        expect(message).toContain('filters nothing between machines: no design can be made of it')
        expect(suggestion).toContain(`render DESIGN -t ${id}`)
        expect(suggestion).toMatch(new RegExp(` (?:talosctl patch mc --patch @${at} --dry-run|kubectl diff -f ${at})$`))
      }
    }
  })

  const patches = patchesOf(design)
  test.each([
    ['machine configurations', machineConfigs(design, patches, 'single')],
    ['firewall documents', patches],
  ])('beside %s the design is theirs, and it is listed as passed over', (_, machines) => {
    const [alone, both] = [importFiles(machines), importFiles([...files, ...machines])]
    if (!alone.ok || !both.ok) throw new Error(JSON.stringify([alone.problems, both.problems]))
    expect(both.value.design).toEqual(alone.value.design)
    expect(findUnlike(design, patches, patchesOf(both.value.design))).toEqual([])
    const passed = new Map(both.value.ignored.map(({ at, text }) => [at?.file, text]))
    for (const { path } of settings)
      expect([path, passed.get(path)]).toEqual([path, expect.stringContaining('filters nothing between machines')])
    for (const { path } of files) expect([path, passed.has(path)]).toEqual([path, true])
  })
})
