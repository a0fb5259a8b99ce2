import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync('app/globals.css', 'utf8')

/** A token in both themes, as red, green and blue from 0 to 255. */
function colours(token: string): { readonly light: number[]; readonly dark: number[] } {
  const value = new RegExp(`--${token}: ([^;]+);`).exec(css)?.[1] ?? ''
  const found = [...value.matchAll(/#([0-9a-f]{6})/g)].map(([, hex = '']) =>
    [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)),
  )
  const [light = [], dark = light] = found
  return { light, dark }
}

/** WCAG 2.2: relative luminance. */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: readonly number[], b: readonly number[]): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

describe('colours can be read in both themes', () => {
  const text = 4.5
  const edge = 3
  test.each([
    ['ink', 'surface', text],
    ['ink', 'panel', text],
    ['ink', 'selected', text],
    ['ink', 'hover', text],
    ['muted', 'surface', text],
    ['muted', 'panel', text],
    ['muted', 'selected', text],
    ['muted', 'hover', text],
    ['allow', 'surface', text],
    ['allow', 'panel', text],
    ['allow', 'allow-fill', text],
    ['deny', 'surface', text],
    ['deny', 'panel', text],
    ['deny', 'deny-fill', text],
    ['notice-ink', 'notice-fill', text],
    ['on-ink', 'ink', text],
    ['control', 'surface', edge],
  ])('%s on %s', (front, back, least) => {
    for (const theme of ['light', 'dark'] as const) {
      expect(contrast(colours(front)[theme], colours(back)[theme]), theme).toBeGreaterThanOrEqual(least)
    }
  })
})

test('the pairs of the visual language are as they were computed', () => {
  expect(colours('allow')).toEqual({ light: [0x0b, 0x63, 0xc5], dark: [0x6c, 0xb2, 0xff] })
  expect(colours('deny')).toEqual({ light: [0xb4, 0x40, 0x0a], dark: [0xff, 0x94, 0x57] })
})
