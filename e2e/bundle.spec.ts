import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { test } from './test'

test('from blank to a proved bundle, the same bytes as the terminal writes', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: /, designs$/ }).click()
  await page.getByRole('menuitem', { name: 'New design…' }).click()
  await page.getByRole('button', { name: /^Blank/ }).click()
  await expect(page.getByRole('row', { name: /^control, 10\.0\.0\.0\/24/ })).toBeFocused()
  await page.keyboard.press('n')
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: /^Admin networks/ }).fill('198.51.100.0/24')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('gridcell', { name: /^admin, admin/ })).toBeVisible()
  await expect(page.getByRole('contentinfo').getByText('proved equal')).toBeVisible()

  const folder = mkdtempSync(join(tmpdir(), 'portcullis-'))
  await page.getByRole('button', { name: 'Download' }).click()
  const [archive] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download all files as .zip' }).click(),
  ])
  expect(archive.suggestedFilename()).toBe('new-cluster-firewall.zip')
  await page.getByRole('button', { name: 'Download' }).click()
  const [design] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download design.yaml' }).click(),
  ])
  await archive.saveAs(join(folder, 'page.zip'))
  await design.saveAs(join(folder, 'design.yaml'))
  const program = join(process.cwd(), 'dist/portcullis.mjs')
  execFileSync(process.execPath, [program, 'render', 'design.yaml', '--zip', 'terminal.zip'], { cwd: folder })
  expect(readFileSync(join(folder, 'page.zip')).equals(readFileSync(join(folder, 'terminal.zip')))).toBe(true)
})
