import { expect } from '@playwright/test'
import { palette } from './places'
import { test } from './test'

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
})

test('the palette adds a product that is off, and goes to its proof', async ({ page }) => {
  await palette(page)
  await page.keyboard.type('pfsense')
  await expect(page.getByRole('option', { name: /^Add pfSense/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Proof: pfSense' })).toBeVisible()
  await expect(page.getByText('2 of 2 targets proved equal')).toBeVisible()
  await page.getByRole('button', { name: 'Undo add files for pfSense' }).click()
  await expect(page.getByRole('treeitem', { name: /pfSense/ })).toHaveCount(0)
})

test('beside the files stand all the products that are off', async ({ page }) => {
  await page.getByRole('tab', { name: /^Files/ }).click()
  await page.getByRole('button', { name: 'Add a product…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a product' })
  await expect(dialog.getByRole('listitem')).toHaveCount(10)
  await dialog.getByRole('button', { name: /^OPNsense/ }).click()
  await expect(page.getByRole('heading', { name: 'Proof: OPNsense' })).toBeVisible()
})

test('the settings show every product at once, and nothing lies over them', async ({ page }) => {
  await page.getByRole('button', { name: 'All settings of the cluster' }).press('Enter')
  await page.locator('summary[data-field="targets"]').press('Enter')
  const boxes = page.locator('[data-field^="targets/"]')
  await expect(boxes).toHaveCount(11)
  await boxes.last().scrollIntoViewIfNeeded()
  for (const box of await boxes.all()) await expect(box).toBeInViewport()
  await boxes.nth(2).focus()
  await expect(page.getByRole('status').filter({ hasText: 'A Terraform module' })).toContainText('proved equal')
  await boxes.last().click({ trial: true })
})

test('letters typed while the palette is on its way are not lost', async ({ page }) => {
  await page.getByRole('combobox', { name: 'Ask about a packet' }).focus()
  // The script of the palette is not there yet, and comes late.
  await page.route(/\/_next\/static\/chunks\//, async (route) => {
    await new Promise((go) => setTimeout(go, 700))
    await route.continue()
  })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('worker-2')
  await expect(page.getByRole('combobox', { name: 'Command, node, rule or file' })).toHaveValue('worker-2')
  await expect(page.getByRole('combobox', { name: 'Ask about a packet' })).not.toHaveValue(/worker-2/)
})

test('a node comes by one key from anywhere', async ({ page }) => {
  await page.getByRole('tab', { name: /^Files/ }).click()
  await page.keyboard.press('n')
  await expect(page.getByRole('gridcell', { name: /^worker-3/ })).toBeFocused()
})

test('a guide says that it is one, and is wrapped', async ({ page }) => {
  await page.getByRole('tab', { name: /^Files/ }).click()
  await page.getByRole('treeitem', { name: /APPLY\.md/ }).click()
  const file = page.getByRole('region', { name: 'talos/APPLY.md' })
  await expect(file.getByText('For people to read; no box takes it.')).toBeVisible()
  await expect(file.getByRole('button', { name: /^Proof of/ })).toHaveCount(0)
  await expect(file.getByRole('checkbox', { name: 'Wrap lines' })).toBeChecked()
  await page
    .getByRole('treeitem', { name: /worker\.patch\.yaml/ })
    .first()
    .click()
  await expect(page.getByRole('checkbox', { name: 'Wrap lines' })).not.toBeChecked()
})
