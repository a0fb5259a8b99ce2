import { expect, type Page } from '@playwright/test'
import { test } from './test'

/** Opens with a design of so many named machines, as the browser would have kept it. */
async function openNamed(page: Page, count: number): Promise<void> {
  const nodes = Array.from({ length: count }, (_, index) => ({
    name: index < 3 ? `cp-${index + 1}` : `worker-${index - 2}`,
    role: index < 3 ? 'controlplane' : 'worker',
    subnet: index < 3 ? 'control' : 'workers',
    addresses: [index < 3 ? `10.0.0.${index + 11}` : `10.1.${(index + 10) >> 8}.${(index + 10) & 255}`],
  }))
  const subnets = [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'workers', cidrs: ['10.1.0.0/16'] },
  ]
  const admin = [{ name: 'office', cidr: '198.51.100.0/24' }]
  const listeners = [{ name: 'web', on: ['node:worker-77'], ports: ['443'], from: ['anywhere'] }]
  const design = { version: 1, name: 'large', admin, subnets, nodes, listeners }
  await page.addInitScript(
    (text) => {
      localStorage.setItem('portcullis/design/large', text)
      localStorage.setItem('portcullis/open', 'large')
    },
    JSON.stringify({ format: 1, id: 'large', stamp: 's', savedAt: 1, files: {}, design }),
  )
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible({ timeout: 30_000 })
}

for (const count of [1000, 5000]) {
  test(`the grid opens a zone of ${count} named machines, draws what is in sight and finds any of them`, async ({
    page,
  }) => {
    test.setTimeout(90_000)
    await openNamed(page, count)
    // Behind the last machine that a lane draws at first stands the next.
    await page.getByRole('gridcell', { name: /^worker-60,/ }).focus()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('gridcell', { name: /^worker-61,/ })).toBeFocused()

    const grid = page.getByRole('treegrid', { name: /^Who reaches what/ })
    const workers = grid.getByRole('row', { name: /^Workers/ })
    const before = Number(await grid.getAttribute('aria-rowcount'))
    await workers.getByRole('rowheader').focus()
    await page.keyboard.press('ArrowRight')
    await expect(grid).toHaveAttribute('aria-rowcount', String(before + count - 3))
    await expect(workers).toHaveAttribute('aria-expanded', 'true')
    await page.keyboard.press('ArrowDown')
    await expect(grid.getByRole('row', { name: /^worker-1 / }).getByRole('rowheader')).toBeFocused()
    await page.keyboard.press('Control+End')
    await expect(grid.locator(`[data-spot^="${before + count - 5}:"]`).first()).toBeVisible()
    expect(await grid.getByRole('row').count()).toBeLessThan(80)

    // The columns too: a thousand by a thousand is drawn where one looks.
    await page.keyboard.press('Control+Home')
    await grid.getByRole('columnheader', { name: /^Workers/ }).click()
    await expect(grid).toHaveAttribute('aria-colcount', String(1 + 2 + count - 3))
    expect(await grid.getByRole('gridcell').count()).toBeLessThan(1500)

    await page.getByRole('textbox', { name: 'Filter by port or name' }).fill('internet 443')
    await expect(grid.getByRole('columnheader', { name: /worker-77/ })).toBeVisible()
    await expect(
      grid
        .getByRole('row', { name: /^Internet/ })
        .getByRole('gridcell')
        .last(),
    ).toContainText('web 443')
  })
}

test('a filter that names one machine of a thousand shows it, and not the others that reach it', async ({ page }) => {
  await openNamed(page, 1000)
  const grid = page.getByRole('treegrid', { name: /^Who reaches what/ })
  await page.getByRole('textbox', { name: 'Filter by port or name' }).fill('worker-777')
  const row = grid.getByRole('row', { name: /^worker-777 / })
  await expect(row).toBeVisible()
  await expect(row.getByRole('gridcell').first()).not.toContainText('none')
  await expect(grid.getByRole('columnheader', { name: /worker-777/ })).toBeVisible()
  expect(Number(await grid.getAttribute('aria-rowcount'))).toBeLessThan(20)
  expect(Number(await grid.getAttribute('aria-colcount'))).toBeLessThan(10)
})

test('the inspector says who reaches one machine of a thousand', async ({ page }) => {
  await openNamed(page, 1000)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Command, node, rule or file' })).toBeFocused()
  await page.keyboard.type('worker-77')
  await page.keyboard.press('Enter')
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector.getByRole('button', { name: /^Internet .*web 443/ })).toBeVisible()
})
