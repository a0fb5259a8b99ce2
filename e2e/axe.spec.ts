import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { test } from './test'

/** In the order of a visit; a dialog is closed again by Escape. */
const screens: readonly (readonly [string, (page: Page) => Promise<void>, 'stays' | 'closes'])[] = [
  ['who reaches what', async () => {}, 'stays'],
  ['rules', (page) => page.getByRole('tab', { name: /^Rules/ }).click(), 'stays'],
  ['files', (page) => page.getByRole('tab', { name: /^Files/ }).click(), 'stays'],
  ['findings', (page) => page.getByRole('tab', { name: /^Findings/ }).click(), 'stays'],
  ['a selected node', (page) => page.getByRole('gridcell', { name: /^cp-1/ }).click(), 'stays'],
  ['the settings', (page) => page.getByRole('button', { name: 'All settings of the cluster' }).click(), 'stays'],
  ['the palette', (page) => page.getByRole('button', { name: /^Find a command/ }).click(), 'closes'],
  ['a menu', (page) => page.getByRole('button', { name: /, designs$/ }).click(), 'closes'],
  ['share', (page) => page.getByRole('button', { name: 'Share' }).click(), 'closes'],
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing serious to say about any screen in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.goto('/')
    await expect(page.getByText(/compiled in/)).toBeVisible()
    for (const [name, open, then] of screens) {
      await open(page)
      const all = new AxeBuilder({ page })
      // The themes differ in colours alone.
      const { violations } = await (colorScheme === 'light' ? all : all.withRules(['color-contrast'])).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(
        serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`),
        name,
      ).toEqual([])
      if (then === 'closes') await page.keyboard.press('Escape')
    }
  })
}
