import { expect, type Page } from '@playwright/test'
import { test } from './test'

/** Opens a section of the settings by keyboard alone. */
async function openSection(page: Page, title: string): Promise<void> {
  const summary = page.locator('summary').filter({ has: page.getByRole('heading', { name: title, exact: true }) })
  await summary.press('Enter')
}

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
  await page.getByRole('button', { name: 'All settings of the cluster' }).press('Enter')
})

test('a listener of one’s own opens its port, keeps what was typed wrong, and goes by undo', async ({ page }) => {
  await openSection(page, 'Listeners of your own')
  await page.getByRole('button', { name: 'Listener', exact: true }).press('Enter')
  const name = page.locator('[data-field="listener/0"]')
  await expect(name).toBeFocused()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('kubelet')
  await page.keyboard.press('Enter')
  await expect(page.getByText('kubelet is a listener of the catalogue already.')).toBeVisible()
  await expect(name).toHaveValue('kubelet')
  await name.fill('postgres')
  await name.press('Enter')
  await page.getByRole('textbox', { name: 'Ports' }).fill('5432')
  await page.keyboard.press('Enter')
  await expect(
    page
      .getByRole('button', { name: 'Change 5432', exact: true })
      .or(page.getByText('5432', { exact: true }))
      .first(),
  ).toBeVisible()
  await page.getByRole('tab', { name: /^Rules/ }).click()
  await expect(page.getByRole('table').getByText('postgres').first()).toBeVisible()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByRole('button', { name: /^Undo Add a listener/i }).click()
  await expect(page.getByRole('table').getByText('postgres')).toHaveCount(0)
})

test('another product’s files come with its options, checked by its own schema, and are proved', async ({ page }) => {
  await openSection(page, 'Files for')
  const products = page.locator('details[open]').filter({ has: page.getByRole('heading', { name: 'Files for' }) })
  await products.getByRole('checkbox', { name: /AWS security groups/ }).check()
  await expect(page.getByText(/2 of 2 targets proved equal/)).toBeVisible()
  const quota = page.getByRole('textbox', { name: 'Rules per group' })
  await quota.fill('5000')
  await quota.press('Enter')
  await expect(page.getByText('5000 is too many: AWS grants at most 1000')).toBeVisible()
  await expect(quota).toHaveValue('5000')
  await quota.fill('120')
  await quota.press('Enter')
  await expect(page.getByRole('button', { name: /^Undo change rules per group/ })).toBeVisible()
})

test('a load balancer and an announced address are drawn, named and removed', async ({ page }) => {
  await openSection(page, 'Load balancers')
  await page.getByRole('button', { name: 'Load balancer', exact: true }).press('Enter')
  const addresses = page.getByRole('textbox', { name: 'Addresses' })
  await expect(addresses).toBeFocused()
  await page.keyboard.type('10.0.0.5 ')
  await expect(page.getByRole('gridcell', { name: /^lb-1/ })).toBeVisible()
  const details = page.getByRole('region', { name: 'Inspector' })
  await expect(details.getByRole('heading', { name: 'Reaches' })).toBeVisible()
  await page.getByRole('gridcell', { name: /^lb-1/ }).focus()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('gridcell', { name: /^lb-1/ })).toHaveCount(0)
  const networks = page.getByRole('treegrid', { name: 'Networks' })
  await expect(networks.locator(':focus')).toHaveAttribute('data-thing', 'internet')
  // What a list cannot be without is there to be changed and not to be taken away.
  await networks
    .getByRole('row', { name: /^control/ })
    .first()
    .focus()
  await expect(details.getByRole('button', { name: '10.0.0.0/24', exact: true })).toBeVisible()
  await expect(details.getByRole('button', { name: 'Remove 10.0.0.0/24' })).toHaveCount(0)
})

test('the palette leads to a closed section of the settings', async ({ page }) => {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Command, node, rule or file' })).toBeFocused()
  await page.keyboard.type('may reach')
  await page.keyboard.press('Enter')
  await expect(page.locator('summary[data-field="egress"]')).toBeFocused()
  await page.getByText('What they need').click()
  await expect(page.getByRole('button', { name: /^Undo restrict egress/ })).toBeVisible()
  // A rule for what leaves says where it goes, and leads back to where that is set.
  await page.getByRole('tab', { name: /^Rules/ }).click()
  const time = page.locator('[data-rule="egress:ntp/controlplane"]')
  await expect(page.getByRole('row').filter({ has: time })).toContainText('to anywhere')
  await time.click()
  const details = page.getByRole('region', { name: 'Inspector' })
  await expect(details).toContainText(/From\s*control plane\s*To\s*anywhere\s*Prefixes\s*0\.0\.0\.0\/0/)
  await details.getByRole('button', { name: 'What machines may reach' }).click()
  await expect(page.locator('summary[data-field="egress"]')).toBeFocused()
})
