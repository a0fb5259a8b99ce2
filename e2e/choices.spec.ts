import { expect } from '@playwright/test'
import { test } from './test'

test('another CNI and another admin network change the grid, and every file stays proved', async ({ page }) => {
  await page.goto('/')
  const grid = page.getByRole('treegrid', { name: 'Who reaches what' })
  await expect(grid).toContainText('VXLAN overlay udp/8472')

  await page.getByRole('combobox', { name: 'Network plugin' }).click()
  await page.getByRole('option', { name: 'Flannel' }).click()
  await expect(grid).toContainText('VXLAN overlay udp/4789')
  await expect(grid).not.toContainText('8472')
  await expect(grid).not.toContainText('Cilium health')
  await expect(page.getByText('proved equal')).toBeVisible()

  await expect(grid).not.toContainText('192.0.2.0/24')
  await page.getByRole('textbox', { name: /^Admin networks/ }).fill('192.0.2.0/24')
  await page.keyboard.press('Enter')
  await expect(grid).toContainText('192.0.2.0/24')
  await expect(page.getByText('proved equal')).toBeVisible()

  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(grid).not.toContainText('192.0.2.0/24')
})
