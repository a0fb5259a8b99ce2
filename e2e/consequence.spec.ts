import { expect } from '@playwright/test'
import { test } from './test'

test('a denied packet is allowed by the edit that opens least, which says first what else it opens', async ({
  page,
}) => {
  await page.goto('/')
  await page.getByRole('button', { name: /^Answer: denied/ }).click()
  const answer = page.getByRole('dialog', { name: 'Answer' })
  await answer.getByRole('button', { name: 'Allow this…' }).click()
  const ways = answer.getByRole('region', { name: 'What would allow this packet' })
  const narrow = ways.getByRole('article', { name: 'Let 203.0.113.9 use Talos API' })
  await expect(narrow).toContainText('tcp/50000')
  await expect(narrow).not.toContainText('icmp/8')
  const admin = ways.getByRole('article', { name: 'Make 203.0.113.9 an admin network for Talos API' })
  await expect(admin).toContainText('icmp/8')
  // Nothing has changed yet.
  await expect(page.getByText('Not kept yet')).toBeVisible()

  await narrow.getByRole('button').click()
  await expect(page.getByRole('button', { name: /^Answer: allowed/ })).toBeVisible()
  await expect(answer).toContainText('lets it through')
  await expect(answer).toContainText('The design expects this packet to be denied.')
  await answer.getByRole('button', { name: 'Expect no longer' }).click()
  await answer.getByRole('button', { name: 'Expect this: allowed' }).click()
  await expect(answer).toContainText('Expected: allowed')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Undo expect an answer/ }).click()
  await page.getByRole('button', { name: /^Undo expect no answer/ }).click()
  await page.getByRole('button', { name: 'Undo let 203.0.113.9 use Talos API' }).click()
  await expect(page.getByRole('button', { name: /^Answer: denied/ })).toBeVisible()
})

test('a choice says what it would do before it is made', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
  await page.getByRole('combobox', { name: 'Network plugin' }).click()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByText(/udp\/4789 tcp\/5473.*4 files/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('combobox', { name: 'Network plugin' })).toContainText('Cilium')

  await page.getByText('IPv4 + IPv6', { exact: true }).hover()
  await expect(page.getByRole('group', { name: 'Families' }).getByText(/files|rules/)).toBeVisible()

  await page.getByRole('combobox', { name: 'Posture' }).click()
  await page.getByRole('option', { name: /relaxed/i }).click()
  await page.getByRole('tab', { name: /^Findings/ }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'any-any-intra' })
  await row.getByRole('button', { name: 'Use the standard posture' }).focus()
  await expect(row.getByRole('status')).toContainText(/rules change|files/)
})

test('a product says what its files would enforce and leave out before its box is ticked', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
  await page.getByRole('button', { name: 'All settings of the cluster' }).press('Enter')
  await page.locator('[data-field="targets"]').press('Enter')
  const inspector = page.getByRole('region', { name: 'Inspector' })
  const box = inspector.getByRole('checkbox', { name: /^nftables/ })
  await box.focus()
  const consequence = inspector.getByRole('status').filter({ hasText: /nftables/ })
  await expect(consequence).toContainText(/nftables: proved equal, enforces \d+ of \d+ rules · \d+ files/)
  await expect(consequence).toContainText('Leaves out (')
  await expect(box).not.toBeChecked()
  await page.keyboard.press('Space')
  await expect(page.getByRole('contentinfo')).toContainText('2 of 2 targets proved equal')
})
