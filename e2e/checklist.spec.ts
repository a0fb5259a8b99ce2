import { expect } from '@playwright/test'
import { test } from './test'

test('the checklist is answered by the proof where packets can, ticked where they cannot, and kept in the design', async ({
  page,
}) => {
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
  await page.getByRole('button', { name: 'All settings of the cluster' }).press('Enter')
  const title = page.getByRole('heading', { name: 'Files for', exact: true })
  await page.locator('summary').filter({ has: title }).press('Enter')
  const products = page.locator('details[open]').filter({ has: title })
  await products.getByRole('checkbox', { name: /^Kubernetes policies/ }).check()
  await products.getByRole('checkbox', { name: /^Hardening/ }).check()

  await page.getByRole('tab', { name: /^Files/ }).click()
  for (const file of ['policies/default.yaml', 'worker.patch.yaml', 'COMPROMISE.md'])
    await expect(page.getByRole('treeitem', { name: file }).last()).toBeVisible()

  await page.getByRole('tab', { name: /^Findings/ }).click()
  const checklist = page.getByRole('region', { name: 'Before production' })
  const proved = checklist.getByRole('listitem').filter({ hasText: 'etcd answers control planes only' })
  await expect(proved).toContainText('proved by the files')
  const restored = checklist.getByRole('checkbox', { name: /restored from a snapshot/ })
  await expect(restored).not.toBeChecked()
  await restored.check()
  await expect(restored).toBeChecked()
  await page.getByRole('button', { name: /^Undo Tick: A cluster was restored/i }).click()
  await expect(restored).not.toBeChecked()
  await restored.focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('Saved', { exact: false }).first()).toBeVisible()
  await page.reload()
  await page.getByRole('tab', { name: /^Findings/ }).click()
  await expect(page.getByRole('checkbox', { name: /restored from a snapshot/ })).toBeChecked()
})
