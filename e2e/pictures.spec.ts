import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { test } from './test'

async function save(page: Page, label: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await page.getByRole('button', { name: 'Download' }).first().click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: label }).click(),
  ])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

test('the grid and the networks are saved as SVG and as PNG, in the light theme whatever the page has', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
  for (const [label, name, word] of [
    ['Save who reaches what as SVG', 'three-node-ha-who-reaches-what.svg', 'Talos API 50000'],
    ['Save the networks as SVG', 'three-node-ha-networks.svg', 'worker-2'],
  ] as const) {
    const saved = await save(page, label)
    expect(saved.name).toBe(name)
    const text = saved.bytes.toString()
    expect(text).toContain(word)
    expect(text).toContain('fill="#ffffff"')
    // A viewer reads it: the browser is one.
    const size = await page.evaluate(async (svg) => {
      const image = new Image()
      image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
      await image.decode()
      return [image.naturalWidth, image.naturalHeight]
    }, text)
    const png = await save(page, label.replace('SVG', 'PNG'))
    expect(png.name).toBe(name.replace('.svg', '.png'))
    // The size stands in the header of a PNG; two dots a pixel.
    expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual(size.map((pixels) => pixels * 2))
    expect(png.bytes.length).toBeGreaterThan(10_000)
  }
})
