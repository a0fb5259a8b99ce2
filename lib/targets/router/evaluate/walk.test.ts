/** How the work of evaluating a list of rules grows with it: counted, not timed. */
import { afterEach, expect, test, vi } from 'vitest'
import { allServices } from '@/lib/net/service'
import { everyPacket } from './packets'
import type { Stage } from './stage'
import { walk } from './walk'

afterEach(() => vi.restoreAllMocks())

const everybody = { negated: false, prefixes: undefined } as const

/** What was made before is remembered: no two lists are for the same machines. */
let nextMachine = 0

/** Rules for one machine each, no two alike. */
function rules(count: number, change: (at: number) => Partial<Stage>): Stage[] {
  return Array.from({ length: count }, (_, at): Stage => {
    const services = [{ first: 6 * 65536 + at, last: 6 * 65536 + at }]
    return {
      at: { file: 'config.xml', line: at + 1 },
      name: `rule ${at}`,
      action: 'pass',
      quick: true,
      inbound: true,
      outbound: false,
      on: undefined,
      families: [4],
      services: { 4: services, 6: allServices },
      source: everybody,
      destination: { negated: false, prefixes: [{ family: 4, value: BigInt(2 * nextMachine++), length: 32 }] },
      unknown: undefined,
      ...change(at),
    }
  })
}

function workOf(count: number, change: (at: number) => Partial<Stage>): number {
  const list = rules(count, change)
  // Every operation on addresses and rows that is not known yet is written down.
  const remembered = vi.spyOn(Map.prototype, 'set')
  walk(list, everyPacket, everyPacket, () => undefined)
  const work = remembered.mock.calls.length
  remembered.mockRestore()
  return work
}

test.each<[string, (at: number) => Partial<Stage>]>([
  ['that pass', () => ({})],
  ['that pass and block in turn', (at) => ({ action: at % 2 === 0 ? 'pass' : 'block' })],
  ['that decide when they are the last', () => ({ quick: false })],
])('twice as many rules %s are hardly more than twice the work', (_, change) => {
  const once = workOf(250, change)
  expect(once).toBeGreaterThan(0)
  expect(workOf(500, change) / once).toBeLessThan(2.6)
})

test('a rule that is not read to the end is told with what comes to it', () => {
  const told: string[] = []
  const list = rules(6, (at) => (at % 2 === 0 ? {} : { unknown: 'a schedule' }))
  walk(list, everyPacket, everyPacket, ({ name }) => told.push(name))
  expect(told).toEqual(['rule 1', 'rule 3', 'rule 5'])
})
