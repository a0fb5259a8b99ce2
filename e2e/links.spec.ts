import { expect, type Page } from '@playwright/test'
import { test } from './test'

const chip = (page: Page, name: RegExp) =>
  page.getByRole('treegrid', { name: 'Networks' }).getByRole('gridcell', { name })

const keptDesigns = (page: Page) =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith('portcullis/design/'))
      .map((key) => localStorage.getItem(key)),
  )

/** The link of the open design, as the share dialog shows it. */
async function linkOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click()
  const field = page.getByRole('textbox', { name: 'Link to this design' })
  await expect(field).toHaveValue(/#d=/)
  const link = await field.inputValue()
  await page.keyboard.press('Escape')
  return link
}

test('a link opens the same design elsewhere, keeps nothing until it is wanted, and goes when it is', async ({
  page,
  context,
  freshContext,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/')
  await chip(page, /^cp-2/).click()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('button', { name: 'Copy as JSON' }).click()
  const json = await page.evaluate(() => navigator.clipboard.readText())
  expect(JSON.parse(json).nodes.map(({ name }: { name: string }) => name)).not.toContain('cp-2')
  await page.keyboard.press('Escape')
  const link = await linkOf(page)

  const other = await (await freshContext()).newPage()
  await other.goto(link)
  await expect(other.getByText('Shared design.')).toBeVisible()
  await expect(chip(other, /^cp-1/)).toBeVisible()
  await expect(chip(other, /^cp-2/)).toHaveCount(0)
  expect(await keptDesigns(other)).toEqual([])
  expect(await linkOf(other)).toBe(link)

  await chip(other, /^cp-3/).click()
  await other.keyboard.press('Delete')
  await expect(other.getByText(/^Saved/)).toBeVisible()
  await expect(other.getByText('Shared design.')).toHaveCount(0)
  expect(new URL(other.url()).hash).toBe('')
  expect(await keptDesigns(other)).toHaveLength(1)
})

test('a received link leaves what was open as it was', async ({ page, freshContext }) => {
  await page.goto('/')
  await expect(chip(page, /^cp-1/)).toBeVisible()
  const link = await linkOf(page)

  const own = await (await freshContext()).newPage()
  await own.goto('/')
  await chip(own, /^cp-1/).click()
  await own.keyboard.press('Delete')
  // Not saved yet: the link comes within the same second.
  await own.evaluate((hash) => {
    window.location.hash = hash
  }, new URL(link).hash)
  await expect(own.getByText('Shared design.')).toBeVisible()
  await expect(chip(own, /^cp-1/)).toBeVisible()
  const before = await keptDesigns(own)
  expect(before).toHaveLength(1)
  await own.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(chip(own, /^cp-1/)).toHaveCount(0)
  await expect(chip(own, /^cp-2/)).toBeVisible()
  expect(await keptDesigns(own)).toEqual(before)
  await own.keyboard.press('Control+z')
  await expect(chip(own, /^cp-1/)).toBeVisible()
})

test('a broken link says what is wrong with it and touches nothing', async ({ page }) => {
  await page.goto('/')
  await expect(chip(page, /^cp-1/)).toBeVisible()
  const link = await linkOf(page)
  const broken: readonly [string, RegExp][] = [
    [link.slice(0, -40), /incomplete/],
    [link.replace('#d=1.', '#d=9.'), /newer Portcullis/],
    [`${link.slice(0, -20)}AAAA${link.slice(-16)}`, /changed|damaged|incomplete|checksum/],
  ]
  for (const [text, reason] of broken) {
    await page.goto(text)
    const bar = page.getByRole('region', { name: 'A link that could not be opened' })
    await expect(bar).toContainText(reason)
    await expect(chip(page, /^cp-1/)).toBeVisible()
    expect(await keptDesigns(page)).toEqual([])
    await bar.getByRole('button', { name: 'Close' }).click()
    await expect(bar).toHaveCount(0)
    expect(new URL(page.url()).hash).toBe('')
  }
})
