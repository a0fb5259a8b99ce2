import { expect } from '@playwright/test'
import { test } from './test'

test('the start page opens and breaks no rule', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('an unknown path shows our own page', async ({ page, faults }) => {
  const response = await page.goto('/nowhere/')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page')
  // Chromium logs the status of the page itself as an error.
  expect(faults.splice(0).map((fault) => fault.kind)).toEqual(['console'])
})

test('the guards see a broken policy, a logged error, an exception and a request to another origin', async ({
  page,
  faults,
}) => {
  await page.goto('/')
  await page.evaluate(async () => {
    const style = document.createElement('style')
    style.textContent = 'body { color: red }'
    document.head.append(style)
    console.error('seeded')
    setTimeout(() => {
      throw new Error('seeded')
    })
    await new Promise((done) => setTimeout(done, 50))
  })
  await page.goto('http://example.invalid/').catch(() => undefined)
  const kinds = new Set(faults.splice(0).map((fault) => fault.kind))
  expect([...kinds].sort()).toEqual(['console', 'exception', 'foreign request', 'policy'])
})
