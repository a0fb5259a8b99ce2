import { expect, type Page } from '@playwright/test'
import { test } from './test'

/** The networks as the accessibility tree has them. */
const networks = (page: Page) => page.getByRole('treegrid', { name: 'Networks' })
const chip = (page: Page, name: string | RegExp) => networks(page).getByRole('gridcell', { name })

async function run(page: Page, command: string) {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Command, node, rule or file' })).toBeFocused()
  await page.keyboard.type(command)
  await page.keyboard.press('Enter')
}

async function startBlank(page: Page) {
  await page.goto('/')
  await expect(networks(page)).toBeVisible()
  await run(page, 'New design')
  await page.getByRole('button', { name: /^Blank/ }).click()
  await expect(page.getByText('new-cluster').first()).toBeVisible()
}

test('the page opens into a live example that nothing has kept yet', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText('Change anything; the files follow.')).toBeVisible()
  await expect(chip(page, /^cp-1, control plane, 10\.0\.0\.11/)).toBeVisible()
  await expect(page.getByText('Not kept yet')).toBeVisible()
  await expect(page.getByText(/compiled in \d+ ms/)).toBeVisible()
  expect(await page.evaluate(() => Object.keys(localStorage))).not.toContainEqual(
    expect.stringMatching('portcullis/design/'),
  )
})

test('by keyboard alone: from blank to three nodes, a pool and an admin network', async ({ page }) => {
  await page.goto('/')
  await expect(networks(page)).toBeVisible()
  await run(page, 'New design')
  await expect(page.getByRole('dialog', { name: 'New design' })).toBeVisible()
  for (let template = 1; template < 6; template++) await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: /^Blank/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(networks(page).getByRole('row', { name: /^control, 10\.0\.0\.0\/24/ })).toBeFocused()

  await page.keyboard.press('n')
  await expect(chip(page, /^cp-2, control plane/)).toBeFocused()
  await page.keyboard.press('n')
  await expect(chip(page, /^cp-3, control plane, 10\.0\.0\.13/)).toBeFocused()
  await page.keyboard.press('n')
  await expect(chip(page, /^worker-1, worker/)).toBeFocused()
  await page.keyboard.press('p')
  await expect(chip(page, /^pool-1, pool of 3, worker/)).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(chip(page, /^worker-1/)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(chip(page, /^cp-3/)).toBeFocused()
  await page.keyboard.press('Enter')
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector.getByLabel('Name')).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('cp-last')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(chip(page, /^cp-last, control plane/)).toBeFocused()

  await page.getByRole('textbox', { name: /^Admin networks/ }).focus()
  await page.keyboard.type('198.51.100.0/33 ')
  await expect(page.getByText(/198\.51\.100\.0\/33 .*32/)).toBeVisible()
  await page.keyboard.press('Backspace')
  await page.keyboard.type('2,')
  await expect(chip(page, /^admin, admin, 198\.51\.100\.0\/32/)).toBeVisible()
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('24,')
  await expect(chip(page, /^admin, admin, 198\.51\.100\.0\/24/)).toBeVisible()
  // The sentence about the edit may still name it.
  await expect(page.getByText('198.51.100.0/32', { exact: true })).toHaveCount(0)
})

test('a design without machines is called neither proved nor reached', async ({ page }) => {
  await startBlank(page)
  await chip(page, /^cp-1, control plane/).focus()
  const status = page.getByRole('contentinfo')
  await expect(status).toContainText('proved equal')
  await page.keyboard.press('Delete')
  await expect(status).toContainText('0 nodes')
  await expect(status).not.toContainText('proved')
  await page.getByRole('button', { name: 'Close the inspector' }).click()
  await expect(page.getByText('nothing, as there is no machine yet.')).toBeVisible()
})

test('undo and redo name what they do and give back the same design', async ({ page }) => {
  await page.goto('/')
  await chip(page, /^cp-2/).click()
  await page.keyboard.press('Delete')
  await expect(chip(page, /^cp-2/)).toHaveCount(0)
  await expect(chip(page, /^cp-3/)).toBeFocused()
  await page.getByRole('button', { name: 'Undo remove cp-2' }).click()
  await expect(chip(page, /^cp-2/)).toBeVisible()
  await page.getByRole('button', { name: 'Redo remove cp-2' }).click()
  await expect(chip(page, /^cp-2/)).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(chip(page, /^cp-2/)).toBeVisible()
})

test('a machine moves to another subnet without dragging, and takes a free address there', async ({ page }) => {
  await page.goto('/')
  await chip(page, /^cp-3/).click()
  await page.keyboard.press('m')
  await page
    .getByRole('dialog', { name: 'Move cp-3 to' })
    .getByRole('button', { name: /workers/ })
    .click()
  await expect(chip(page, /^cp-3, control plane, 10\.0\.16\.\d+, subnet workers/)).toBeFocused()
})

test('a killed tab loses at most the last second', async ({ page, context }) => {
  await page.goto('/')
  await chip(page, /^cp-2/).click()
  await page.keyboard.press('Delete')
  await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible({ timeout: 1000 })
  const session = await context.newCDPSession(page)
  void session.send('Page.crash').catch(() => undefined)
  await page.waitForEvent('crash')
  const again = await context.newPage()
  await again.goto('/')
  await expect(chip(again, /^cp-1/)).toBeVisible()
  await expect(chip(again, /^cp-2/)).toHaveCount(0)
})

test('two tabs with one design lose nothing', async ({ page, context }) => {
  await startBlank(page)
  const other = await context.newPage()
  await other.goto('/')
  await expect(other.getByText('new-cluster').first()).toBeVisible()

  // One changes, the other follows.
  await page.keyboard.press('n')
  await expect(chip(page, /^cp-1/)).toBeVisible()
  await expect(chip(other, /^cp-1/)).toBeVisible()

  // Both change before either is saved: each goes on with a design of its own.
  await Promise.all([
    page.evaluate(() => document.querySelector<HTMLElement>('[data-thing="node:cp-1"]')?.focus()),
    other.evaluate(() => document.querySelector<HTMLElement>('[data-thing="node:cp-1"]')?.focus()),
  ])
  await Promise.all([page.keyboard.press('p'), other.keyboard.press('d')])
  await expect(chip(page, /^pool-1/)).toBeVisible()
  await expect(chip(other, /^cp-2/)).toBeVisible()
  await expect
    .poll(() =>
      page.evaluate(() =>
        Object.keys(localStorage)
          .filter((key) => key.startsWith('portcullis/design/'))
          .map((key) => JSON.parse(localStorage.getItem(key) ?? '{}').design)
          .map((design) => [...design.nodes, ...design.pools].map((one: { name: string }) => one.name).join())
          .sort()
          .join(' | '),
      ),
    )
    .toMatch(/pool-1.*cp-2|cp-2.*pool-1/)
})

test('a kept design that cannot be read is said, kept, and never overwritten', async ({ page }) => {
  const broken = '{"format":1,"stamp":"s","savedAt":1,"design":{"version":1,"name":"a","subnets":[{"name"'
  await page.addInitScript((text) => localStorage.setItem('portcullis/design/broken', text), broken)
  await page.goto('/')
  await expect(page.getByText('Change anything; the files follow.')).toBeVisible()
  await expect(page.getByText(/could not be read/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Show it' }).click()
  await expect(page.getByRole('dialog').getByText(/is not JSON/)).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the text' }).click()
  expect((await download).suggestedFilename()).toBe('broken.json')
  await page.keyboard.press('Escape')
  await chip(page, /^cp-2/).click()
  await page.keyboard.press('Delete')
  await expect(page.getByText(/^Saved/)).toBeVisible()
  expect(await page.evaluate(() => localStorage.getItem('portcullis/design/broken'))).toBe(broken)

  // One that only the schema refuses, and that was open last.
  const strange = '{"format":1,"stamp":"s","savedAt":1,"files":{},"design":{"version":7,"name":"later"}}'
  await page.evaluate((text) => {
    localStorage.clear()
    sessionStorage.clear()
    localStorage.setItem('portcullis/design/strange', text)
    localStorage.setItem('portcullis/open', 'strange')
  }, strange)
  await page.goto('/#')
  await page.reload()
  await expect(page.getByText(/could not be read/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Show it' }).first().click()
  await expect(page.getByRole('dialog').getByText('design/version')).toBeVisible()
  expect(await page.evaluate(() => localStorage.getItem('portcullis/design/strange'))).toBe(strange)
})

test('a browser without room says so and keeps nothing quiet', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await page.goto('/')
  await chip(page, /^cp-2/).click()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('alert').first()).toContainText('Not saved. The browser has no room left for this site.')
})

test('a design file is opened beside the others, a bad one changes nothing', async ({ page }) => {
  await page.goto('/')
  await expect(networks(page)).toBeVisible()
  await run(page, 'a design file or a link')
  const dialog = page.getByRole('dialog', { name: 'Open a design' })
  await dialog.getByRole('textbox').fill('version: 1\nname: mine\nsubnets: [{ name: control, cidrs: [10.0.0.0/40] }]\n')
  await dialog.getByRole('button', { name: 'Open the pasted text' }).click()
  await expect(dialog.getByText(/nothing changed/)).toBeVisible()
  await expect(dialog.getByText(/10\.0\.0\.0\/40|subnets/).first()).toBeVisible()
  await dialog
    .getByRole('textbox')
    .fill(
      'version: 1\nname: mine\nsubnets: [{ name: control, cidrs: [10.0.0.0/24] }]\nnodes: [{ name: solo, role: controlplane, subnet: control, addresses: [10.0.0.5] }]\n',
    )
  await dialog.getByRole('button', { name: 'Open the pasted text' }).click()
  await expect(chip(page, /^solo, control plane, 10\.0\.0\.5/)).toBeVisible()
})
