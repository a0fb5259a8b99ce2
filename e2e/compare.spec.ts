import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { readDesign } from '@/lib/design/read-design'
import { machineConfigs, withoutPools } from '@/lib/testing/machine-configs'
import { patchesOf } from '@/lib/testing/unlike-machines'
import { dropFolder } from './drop'
import { test } from './test'

async function run(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Command, node, rule or file' })).toBeFocused()
  await page.keyboard.type(command)
  await page.keyboard.press('Enter')
}

test('a design is compared with its own past, packets first, and taken away as Markdown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
  await page.getByRole('textbox', { name: /^Admin networks/ }).fill('192.0.2.0/24')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('gridcell', { name: /^admin, admin, 192/ })).toBeVisible()
  await run(page, 'Compare with another')
  const dialog = page.getByRole('dialog', { name: 'Compare' })
  await expect(dialog.getByRole('status')).toContainText(/field.* changed, .*gained, 0 classes lost/)
  await expect(dialog).toContainText('Packets gained')
  await expect(dialog).toContainText('tcp/6443,50000')
  await dialog.getByText(/^Files/).click()
  await expect(dialog.getByText('talos/controlplane.patch.yaml')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  await dialog.getByRole('button', { name: 'Copy as Markdown' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^# .*\n[\s\S]*## Packets gained/)

  // A change that changes no packet says so.
  await page.keyboard.press('Escape')
  await page.getByRole('gridcell', { name: /^cp-2/ }).click()
  await page.keyboard.press('Enter')
  const name = page.getByRole('region', { name: 'Inspector' }).getByLabel('Name')
  await expect(name).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('cp-two')
  await page.keyboard.press('Enter')
  await run(page, 'Compare with another')
  await expect(dialog.getByRole('status')).toContainText('no packet changed')
})

test('a received link is compared with what was open, and neither changes', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
  await page.getByRole('button', { name: 'Share' }).click()
  const field = page.getByRole('textbox', { name: 'Link to this design' })
  await expect(field).toHaveValue(/#d=/)
  const hash = new URL(await field.inputValue()).hash
  await page.keyboard.press('Escape')
  await page.getByRole('gridcell', { name: /^office/ }).click()
  await page.keyboard.press('Delete')
  await expect(page.getByText(/^Saved/)).toBeVisible()
  await page.evaluate((text) => {
    window.location.hash = text
  }, hash)
  await page.getByRole('button', { name: 'Compare with mine' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare' })
  await expect(dialog.getByRole('status')).toContainText('gained')
  await expect(dialog).toContainText('Packets gained')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Shared design.')).toBeVisible()
})

test('a folder dropped on one of the sides is read whole, its machines compared with the other side', async ({
  page,
}, info) => {
  const text = readFileSync('public/examples/two-nics.yaml', 'utf8')
  const read = readDesign(text)
  if (!read.ok) throw new Error('the example is a design')
  const design = withoutPools(read.value)
  const folder = info.outputPath('nodes')
  for (const [index, config] of machineConfigs(design, patchesOf(design), 'single').entries()) {
    const own = join(folder, `node-${index}`)
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'machine.yaml'), config.text)
  }
  await page.goto('/compare/')
  await page.getByRole('textbox', { name: /paste/ }).first().fill(text)
  await page.getByRole('button', { name: 'Use the pasted text' }).first().click()
  await expect(page.getByRole('combobox', { name: 'Before' })).toContainText('What you put in')
  await dropFolder(page, folder, page.getByRole('region', { name: 'After' }))
  await expect(page.getByRole('combobox', { name: 'After' })).toContainText('What you put in')
  await expect(page.getByText(/^After was read from files: \d+ parts of it are assumed/)).toBeVisible()
  await expect(page.getByText(/^Before was read from files/)).toHaveCount(0)
  // The machines of every file, each by its own name, run what the design says of them.
  await expect(page.getByText('no packet changed')).toBeVisible()
})
