import { expect } from '@playwright/test'
import { test } from './test'

test('paper shows exposure and fingerprint first, then the grid, rules, findings and questions, always light', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
  await page.waitForTimeout(4000)
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const report = page.locator('[data-print-report]')
  await expect(report.getByRole('heading', { level: 1 })).toHaveText('three-node-ha')
  await expect(report).toContainText('From the internet: nothing but ICMP.')
  await expect(report).toContainText(/Fingerprint of the design: [0-9a-f]{64}/)
  const titles = await report.getByRole('heading', { level: 2 }).allTextContents()
  await expect(report.getByRole('img', { name: 'Networks' })).toBeVisible()
  await expect(report.getByRole('img', { name: 'Who reaches what' })).toBeVisible()
  expect(titles[0]).toBe('To control plane')
  expect(titles.slice(-2)).toEqual(['Findings', 'Questions that must keep their answers'])
  await expect(page.getByRole('banner')).toBeHidden()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  )
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'screen' })
  await expect(report).toHaveCount(0)
  await expect(page.getByRole('banner')).toBeVisible()
})
