import { describe, expect, test } from 'vitest'
import { designSchema } from '../design/design'
import { templates } from '../design/templates/templates'
import { readXml } from '../text/xml'
import { analyseDesign } from '../verify/analyse'
import { drawNetworks } from './draw-networks'
import { drawReach } from './draw-reach'

/** The texts of a picture, one a line. */
function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text)
}

describe.each(templates)('the pictures of $id', ({ design: make }) => {
  const design = make()
  const { reach } = analyseDesign({ design, edits: {} })

  test('are XML that a viewer reads, without anything from elsewhere', () => {
    for (const svg of [drawReach(design.name, reach), drawNetworks(design)]) {
      const read = readXml(svg)
      expect(read.ok ? [] : read).toEqual([])
      expect(svg).not.toMatch(/href|url\(|<script|<image/)
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/)
    }
  })

  test('name every zone with what it reaches, and every machine', () => {
    const cells = textsOf(drawReach(design.name, reach))
    const outer = [...reach.rows, ...reach.columns].filter(({ parent }) => parent === undefined)
    for (const { title } of outer) expect(cells.some((text) => text.startsWith(title))).toBe(true)
    const admitted = [...reach.cells.values()].flatMap(({ services }) => services)
    for (const { title } of admitted) expect(cells.some((text) => text.startsWith(title))).toBe(true)
    const names = textsOf(drawNetworks(design))
    for (const { name } of [...design.subnets, ...design.nodes, ...design.pools]) expect(names).toContain(name)
  })
})

test('names that would be markup are words', () => {
  const design = designSchema.parse({
    version: 1,
    name: 'a',
    admin: [{ name: '<b>&"', cidr: '192.0.2.0/24' }],
    subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
    nodes: [],
  })
  const svg = drawNetworks(design)
  expect(svg).toContain('&lt;b&gt;&amp;')
  expect(readXml(svg).ok).toBe(true)
})

test('nothing of a picture lies outside its frame', () => {
  for (const { design: make } of templates) {
    const design = make()
    for (const svg of [drawReach(design.name, analyseDesign({ design, edits: {} }).reach), drawNetworks(design)]) {
      const [, width = '0', height = '0'] = /width="(\d+)" height="([\d.]+)"/.exec(svg) ?? []
      for (const [, x = '', y = ''] of svg.matchAll(/<(?:rect|text) x="([\d.-]+)" y="([\d.-]+)"/g)) {
        expect(Number(x)).toBeLessThanOrEqual(Number(width))
        expect(Number(y)).toBeLessThanOrEqual(Number(height))
      }
    }
  }
})
