/** The line reader against the YAML parser, and both against texts that people and editors break. */
import { describe, expect, test } from 'vitest'
import { type Draw, drawn } from '@/lib/testing/draw'
import { mutateText } from '@/lib/testing/mutate-text'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { drawFirewall, siteWith, versionBands, versionOf, writeFirewall } from '@/lib/testing/talos-documents'
import { behaviourOf } from '../behaviour'
import { install } from '../install'
import { readFiles } from '../read'
import { readCanonical } from './canonical'
import type { Reading } from './reading'
import { decodeSources, readSources, readText } from './text'

function readingOf(text: string, version: string): Reading {
  return { file: 'f.yaml', text, behaviour: behaviourOf(versionOf(version)), form: 'patch', problems: [] }
}

function fastWay(text: string, version: string): unknown {
  const reading = readingOf(text, version)
  return { documents: readText(reading), problems: reading.problems }
}

function slowWay(text: string, version: string): unknown {
  const reading = readingOf(text, version)
  const sources = readSources(reading)
  return { documents: sources === undefined ? [] : decodeSources(reading, sources), problems: reading.problems }
}

function drawText(draw: Draw): string {
  return writeFirewall(drawFirewall(draw), { indent: draw.pick([2, 4] as const), comments: draw.chance(40) })
}
const canonical = drawn((draw) => ({ text: drawText(draw), version: draw.pick(versionBands) }))
const broken = drawn((draw) => ({ text: mutateText(draw, drawText(draw)), version: draw.pick(versionBands) }))

describe('the line reader', () => {
  test('reads all canonical text, and as the YAML parser does', () => {
    checkProperty(canonical, sampleCount(150, 10_000), ({ text, version }) => {
      if (text !== '') expect(readCanonical(text), text).toBeDefined()
      expect(fastWay(text, version)).toEqual(slowWay(text, version))
    })
  })

  test('reads broken text as the YAML parser does, or leaves it to the parser', () => {
    let readFast = 0
    checkProperty(broken, sampleCount(400, 100_000), ({ text, version }) => {
      if (readCanonical(text) !== undefined) readFast++
      expect(fastWay(text, version), text).toEqual(slowWay(text, version))
    })
    // Were it to leave everything to the parser, this would prove nothing.
    expect(readFast).toBeGreaterThan(25)
  })

  const odd = 'apiVersion: v1alpha1\nkind: NetworkRuleConfig\n'
  test.each([
    ['a value over two lines', `${odd}name: a\n  b\n`],
    ['a comment that is none', `${odd}name: a#b\n`],
    ['a word for null', `${odd}name: null\n`],
    ['a quoted null', `${odd}name: "null"\n`],
    ['a key twice', `${odd}name: a\nname: b\n`],
    ['ports at the depth of their key', `${odd}name: a\nportSelector:\n  ports:\n  - 80\n  protocol: tcp\n`],
    ['depths that differ', `${odd}name: a\nportSelector:\n  ports:\n    - 80\n     - 81\n`],
    ['an except before a subnet', `${odd}name: a\ningress:\n    - except: 10.0.0.0/8\n      subnet: 10.0.0.0/8\n`],
    ['an except at the wrong depth', `${odd}name: a\ningress:\n    - subnet: 10.0.0.0/8\n     except: 10.0.0.0/9\n`],
    [
      'a comment at the margin inside a list',
      `${odd}name: a\ningress:\n    - subnet: 10.0.0.0/8\n# why\n    - subnet: ::/0\n`,
    ],
    ['two separators', `${odd}name: a\n---\n---\n${odd}name: b\n`],
    ['a separator first, another last', `---\n${odd}name: a\n---\n`],
    ['separators alone', '---\n---\n'],
    ['a line break only some know', `${odd}name: a # b\u2028ingress: []\n`],
    ['a quoted name with a mark in it', `${odd}name: "a: b # c"\n`],
    ['a word for the other key', `${odd}name: "kind"\n`],
  ])('agrees on %s', (_name, text) => {
    for (const version of versionBands) expect(fastWay(text, version)).toEqual(slowWay(text, version))
  })
})

describe('a broken file', () => {
  test('gives a problem with a line or a meaning, and never throws', () => {
    checkProperty(broken, sampleCount(400, 100_000), ({ text, version }) => {
      const site = siteWith({ talosVersion: versionOf(version) })
      for (const path of ['talos/worker.patch.yaml', 'worker.yaml', 'anything.txt']) {
        const read = readFiles([{ path, text }], site)
        const result = read.ok ? install(undefined, read.value, site) : read
        if (result.ok) continue
        for (const problem of result.problems) {
          expect(problem.at).toBe(`${path}:${problem.line}`)
          expect(problem.line).toBeGreaterThan(0)
          expect(problem.line).toBeLessThanOrEqual(Math.max(1, text.split('\n').length))
        }
        expect(result.problems.some(({ severity }) => severity === 'error')).toBe(true)
      }
    })
  })

  test('nested without end is a problem', () => {
    const text = `kind: NetworkRuleConfig\nx: ${'['.repeat(100_000)}`
    expect(readFiles([{ path: 'talos/worker.patch.yaml', text }], siteWith()).ok).toBe(false)
  })
})
