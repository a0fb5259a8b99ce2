/** A few designs before the kernel: real packets meet what matrix and targets say. `npm run conformance` takes many more. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seed } from '@/lib/testing/samples'
import { readExample } from '@/lib/testing/subject'
import { startTally } from '../verdict'
import { checkScene, loadText, sceneOf } from './check-scene'
import { faults } from './faults'
import { type Kernel, kernelLacksFor, starting, startKernel } from './kernel'
import { subjectsOf } from './subjects'

const lack = kernelLacksFor('designs')

const designs = [
  ['dual-stack-onprem', 'block', '1.14.0'],
  ['seed-001-talos-docs', 'accept', '1.9.3'],
] as const

describe.runIf(lack === undefined)('the Linux kernel, of a design', () => {
  let kernel: Kernel

  beforeAll(async () => {
    const started = await startKernel()
    if (!started.ok) throw new Error(started.reason)
    kernel = started.kernel
  }, starting)

  afterAll(() => kernel.close())

  test.each(designs)('%s, %s, Talos %s: decides as matrix and targets', async (name, defaultAction, version) => {
    const scene = sceneOf(...subjectsOf(readExample(name), defaultAction, version), 200, seed())
    const tally = startTally()
    await checkScene(kernel, scene, tally, name)
    expect(tally.disagreements.slice(0, 10)).toEqual([])
    expect(tally.cases).toBeGreaterThan(200)
  })

  test('sees a deliberate fault', async () => {
    const scene = sceneOf(...subjectsOf(readExample('seed-001-talos-docs'), 'block', '1.14.0'), 100, seed())
    const [fault] = faults
    const files = scene.chains.files.map(({ path, text }) => ({ path, text: fault?.change(text) ?? text }))
    const tally = startTally()
    await checkScene(kernel, scene, tally, 'fault', loadText(files))
    expect(tally.disagreements.length).toBeGreaterThan(0)
  })
})
