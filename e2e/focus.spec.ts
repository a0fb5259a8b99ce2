/** Where the focus stands after a key: at what the key made or opened, however late that comes. */
import { expect } from '@playwright/test'
import { chip, inspector, networks, onChip, palette } from './places'
import { test } from './test'

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
})

test('details that a slow network brings late still get the focus', async ({ page }) => {
  await page.route('**/*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await route.continue()
  })
  await onChip(page)
  await page.keyboard.press('Enter')
  await expect(inspector(page).getByLabel('Name')).toBeFocused()
})

test('a pool that is split leaves the focus at its first machine', async ({ page }) => {
  await onChip(page)
  await page.keyboard.press('p')
  await expect(chip(page, 'pool-1')).toBeFocused()
  await palette(page)
  await page.keyboard.type('Split the pool')
  await page.keyboard.press('Enter')
  await expect(networks(page).locator(':focus')).toHaveAttribute('data-thing', /^node:pool-2$/)
})
