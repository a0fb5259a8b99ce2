import { expect, test } from 'vitest'
import { cp, lintCase } from '../../testing/lint-case'

const worker = (at: number) => ({
  name: `w-${at}`,
  role: 'worker' as const,
  subnet: 'workers',
  addresses: [`10.0.1.${20 + at}`],
})
const cluster = (controlPlanes: number, workers: number) => ({
  nodes: [
    ...Array.from({ length: controlPlanes }, (_, at) => cp(11 + at)),
    ...Array.from({ length: workers }, (_, at) => worker(at + 1)),
  ],
})

test.each([
  [1, 1, 'cp-11, w-1:'],
  [3, 0, 'cp-11, cp-12 and 1 more like them:'],
  [3, 2, 'cp-11, cp-12, w-1 and 2 more like them:'],
  [3, 40, 'cp-11, cp-12, w-1 and 40 more like them:'],
])('of %i control planes and %i workers all are counted', (controlPlanes, workers, words) => {
  const found = lintCase({ design: cluster(controlPlanes, workers) }).filter(({ code }) => code === 'one-way-in')
  expect(found.map(({ message }) => message)).toEqual([
    `Without office nobody gets to the Talos API of ${words} there is one way in`,
  ])
})
