/** Which choices of the schema the random designs made, so that a proof over them is known to have met each. */
import { expect } from 'vitest'
import type { Design } from '@/lib/design/design'
import { parsePrefix } from '@/lib/net/prefix'

/** Dimensions whose values must each occur, alone and in pairs. */
function choicesOf(design: Design): Record<string, string> {
  return {
    posture: design.posture,
    plugin: design.cni.plugin,
    transport: `${design.cni.plugin}-${design.cni.plugin === 'none' ? 'none' : (design.cni.transport ?? 'vxlan')}`,
    version: design.talos.version.split('.').slice(0, 2).join('.'),
    mode: design.talos.defaultAction,
  }
}

function sharesOf(design: Design): Record<string, boolean> {
  const families = new Set(design.subnets.flatMap((subnet) => subnet.cidrs.map((cidr) => parsePrefix(cidr)?.family)))
  return {
    'dual stack': families.size > 1,
    overrides: design.overrides.length > 0,
    'own listeners': design.listeners.length > 0,
    'address-less pools': design.pools.some((pool) => pool.addresses.length === 0),
    'boxes with options': Object.values(design.targets).some((options) => Object.keys(options ?? {}).length > 0),
    'second NICs': design.nodes.some((node) => node.nics.length > 0),
  }
}

const wantedShares: Readonly<Record<string, number>> = {
  'dual stack': 0.3,
  overrides: 0.2,
  'own listeners': 0.2,
  'address-less pools': 0.2,
  'second NICs': 0.2,
  'boxes with options': 0.15,
}
const wantedEach = 20

export interface Coverage {
  readonly add: (design: Design) => void
  readonly lines: () => string[]
  /** Fails unless every value occurs often enough, every possible pair at least once, and every share is met. */
  readonly check: () => void
}

export function countCoverage(): Coverage {
  const values = new Map<string, number>()
  const pairs = new Map<string, number>()
  const shares = new Map<string, number>()
  let total = 0
  const count = (map: Map<string, number>, key: string): void => {
    map.set(key, (map.get(key) ?? 0) + 1)
  }
  return {
    add: (design) => {
      total++
      const entries = Object.entries(choicesOf(design)).map(([dimension, value]) => `${dimension}=${value}`)
      for (const entry of entries) count(values, entry)
      for (const [i, a] of entries.entries()) for (const b of entries.slice(i + 1)) count(pairs, `${a} ${b}`)
      for (const [name, has] of Object.entries(sharesOf(design))) if (has) count(shares, name)
    },
    lines: () => [
      `${total} designs`,
      [...values]
        .sort()
        .map(([key, n]) => `${key}: ${n}`)
        .join(', '),
      `${pairs.size} pairs of choices, the rarest ${Math.min(...pairs.values())} times`,
      [...shares]
        .sort()
        .map(([key, n]) => `${key}: ${Math.round((n / total) * 100)} %`)
        .join(', '),
    ],
    check: () => {
      for (const [key, n] of values) expect(n, `${key} occurs often enough`).toBeGreaterThanOrEqual(wantedEach)
      for (const pair of possiblePairs([...values.keys()]))
        expect(pairs.get(pair) ?? 0, `pair ${pair} occurs`).toBeGreaterThan(0)
      for (const [name, share] of Object.entries(wantedShares)) {
        expect((shares.get(name) ?? 0) / total, `share of ${name}`).toBeGreaterThanOrEqual(share)
      }
    },
  }
}

/** Every pair of values of two dimensions, but a transport only with its own plugin. */
function possiblePairs(values: readonly string[]): string[] {
  const order = ['posture', 'plugin', 'transport', 'version', 'mode']
  const split = values.map((value) => value.split('=') as [string, string])
  return split.flatMap(([dimension, value]) =>
    split
      .filter(([other]) => order.indexOf(other) > order.indexOf(dimension))
      .filter(
        ([other, transport]) => dimension !== 'plugin' || other !== 'transport' || transport.startsWith(`${value}-`),
      )
      .map(([other, theirs]) => `${dimension}=${value} ${other}=${theirs}`),
  )
}

export function printCoverage(title: string, coverage: Coverage): void {
  console.log([title, ...coverage.lines()].join('\n  '))
}
