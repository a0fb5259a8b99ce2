import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { test } from './test'

test.describe('the reference', () => {
  test.beforeEach(({ page }) => page.goto('/reference/'))

  test('is found from the designer, and leads back', async ({ page }) => {
    await page.getByRole('link', { name: 'Back to the designer' }).click()
    await page.getByRole('link', { name: 'Reference' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reference')
  })

  test('finds a port by its number and hides what does not hold it', async ({ page }) => {
    const rows = page.getByRole('row')
    const all = await rows.count()
    await page.getByRole('searchbox').fill('50001 workers')
    await expect(page.getByRole('row', { name: /trustd/ }).first()).toBeVisible()
    await expect(page.getByRole('row', { name: /Kubelet kubelet/ })).toHaveCount(0)
    await page.getByRole('searchbox').fill('')
    await expect(rows).toHaveCount(all)
  })

  test('says when nothing is found', async ({ page }) => {
    await page.getByRole('searchbox').fill('zyxwv')
    await expect(page.getByRole('status')).toHaveText('Nothing holds all of these words.')
  })

  test('has a page for each target, which says how to undo it', async ({ page }) => {
    await page.getByRole('link', { name: 'pfSense', exact: true }).first().click()
    await expect(page).toHaveURL(/\/reference\/pfsense\/$/)
    await expect(page.getByRole('heading', { name: 'How to undo' })).toBeVisible()
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    }
    await page.setViewportSize({ width: 320, height: 700 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await page.getByRole('link', { name: 'Back to the reference' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reference')
  })

  for (const scheme of ['light', 'dark'] as const) {
    test(`is accessible in the ${scheme} theme`, async ({ page }) => {
      // Every row of the catalogue is looked at.
      test.slow()
      await page.emulateMedia({ colorScheme: scheme })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    })
  }
})
