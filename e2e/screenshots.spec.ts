/** The pictures of the README, made from the page itself: `npm run screenshots` writes them, every run checks that they can be made. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { test } from './test'

const folder = 'public/screenshots'
const keep = process.env.PORTCULLIS_SCREENSHOTS !== undefined

for (const scheme of ['light', 'dark'] as const) {
  test(`the opening page can be pictured, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto('/')
    await expect(page.getByText(/compiled in \d+ ms/)).toBeVisible()
    await expect(page.getByText('denied')).toBeVisible()
    await expect(page.getByRole('treegrid', { name: /^Who reaches what/ })).toBeVisible()
    // Every machine with its gate: the last thing that comes.
    await expect(page.locator('[data-updating="true"]')).toHaveCount(0)
    await expect(page.getByText(/^link \d+ characters$/)).toBeVisible()
    const picture = await page.screenshot()
    expect(picture.length).toBeGreaterThan(20_000)
    if (!keep) return
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${folder}/designer-${scheme}.png`, picture)
  })
}
