/** What the palette finds by the words of a person. */
import { expect } from '@playwright/test'
import { palette } from './places'
import { test } from './test'

const found: readonly (readonly [string, RegExp])[] = [
  ['cp-2', /^cp-2 node/],
  ['10.0.16.12', /^worker-2 node/],
  ['pods', /^Pods zone/],
  ['internet', /^Internet zone/],
  ['6443', /^Kubernetes API .* rule/],
  ['worker.patch', /worker\.patch\.yaml file/],
]

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
})

for (const [text, entry] of found) {
  test(`the palette finds ${text}`, async ({ page }) => {
    await palette(page)
    await page.keyboard.type(text)
    await expect(page.getByRole('option', { name: entry }).first()).toBeVisible()
  })
}
