import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { test } from './test'

const before = `version: 1
name: before
subnets: [{ name: control, cidrs: [10.0.0.0/24] }]
nodes:
  - { name: cp-1, role: controlplane, subnet: control, addresses: [10.0.0.11] }
  - { name: cp-2, role: controlplane, subnet: control, addresses: [10.0.0.12] }
admin: [{ name: office, cidr: 198.51.100.0/24 }]
`
const after = before
  .replace('name: before', 'name: after')
  .replace('cp-2', 'cp-3')
  .replace('10.0.0.12', '10.0.0.13')
  .replace('198.51.100.0/24', '192.0.2.0/24')

test('two designs are compared, the packets first, and the order of the change is walked', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/compare/')
  await expect(page.getByText('Choose both designs')).toBeVisible()
  const sides = page.getByRole('textbox', { name: /paste/ })
  await sides.first().fill(before)
  await page.getByRole('button', { name: 'Use the pasted text' }).first().click()
  await sides.last().fill(after)
  await page.getByRole('button', { name: 'Use the pasted text' }).last().click()

  await expect(page.getByRole('heading', { name: 'Packets gained' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: /gained.*office.*cp-1 tcp\/.*50000/ })).toBeVisible()
  await page.getByText(/^Fields/).click()
  await expect(page.getByText('nodes/cp-3')).toBeVisible()

  const steps = page.getByRole('region', { name: 'The order in which to apply it' }).locator('ol > li')
  await expect(steps.filter({ hasText: 'Open to both' }).first()).toBeVisible()
  await steps.first().getByText('Commands').click()
  await expect(steps.first()).toContainText('--mode=try')
  await page.getByText('Why not in fewer steps').click()
  await expect(page.getByText(/etcd among control planes: .*would not be reached/).first()).toBeVisible()

  await page.getByRole('button', { name: 'Copy as Markdown' }).click()
  const markdown = await page.evaluate(() => navigator.clipboard.readText())
  expect(markdown).toMatch(/^# before → after\n/)
  expect(markdown).toContain('## Packets gained')

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  }
  // Nothing that was put in here is kept.
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('10.0.0.13')
})

test('a received link is compared with what is one’s own, and a bad text says what is wrong with it', async ({
  page,
}) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Share' }).click()
  const field = page.getByRole('textbox', { name: 'Link to this design' })
  await expect(field).toHaveValue(/#d=/)
  const link = await field.inputValue()
  await page.keyboard.press('Escape')
  await page.goto(link)
  await expect(page.getByText('Shared design.')).toBeVisible()
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('button', { name: 'Plan the change…' }).click()
  await expect(page).toHaveURL(/\/compare\/#d=/)
  await expect(page.getByText('The two designs are the same.')).toBeVisible()

  await page.getByRole('textbox', { name: /paste/ }).last().fill('version: 1\nname: [')
  await page.getByRole('button', { name: 'Use the pasted text' }).last().click()
  await expect(page.getByRole('heading', { name: /under “After” cannot be read/ })).toBeVisible()
})
