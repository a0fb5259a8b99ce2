import { expect } from '@playwright/test'
import { test } from './test'

test('a finding is fixed with one press, undone, and accepted with a reason', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('combobox', { name: 'Posture' }).click()
  await page.getByRole('option', { name: /relaxed/i }).click()
  await page.getByRole('tab', { name: /^Findings/ }).click()
  const findings = page.getByRole('region', { name: 'Findings' })
  const row = findings.getByRole('listitem').filter({ hasText: 'any-any-intra' })

  await row.getByRole('button', { name: 'Use the standard posture' }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(row).toHaveCount(1)

  await row.getByRole('button', { name: 'Accept any-any-intra…' }).click()
  await page.getByRole('textbox', { name: 'Why any-any-intra is acceptable' }).fill('a lab')
  await page.keyboard.press('Enter')
  await expect(row).toContainText('Accepted: a lab')
})

test('brackets walk the findings from anywhere, round the list', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
  await page.getByRole('gridcell', { name: /^cp-1/ }).focus()
  await page.keyboard.press(']')
  const rows = page.locator('[data-finding]')
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press('[')
  await expect(rows.last()).toBeFocused()
  await page.keyboard.press(']')
  await expect(rows.first()).toBeFocused()
})
