import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { pfsenseBackup } from '@/lib/testing/pfsense-backup'
import { drop } from './drop'
import { keptByBrowser } from './kept'
import { test } from './test'

/** A router's backup dropped into the page: merged, proved, and kept nowhere. */

const design = readFileSync('public/examples/seed-000-baremetal.yaml', 'utf8')
const secret = '$2y$10$notarealhash'
const letsAllIn =
  '<rule><type>pass</type><interface>any</interface><ipprotocol>inet</ipprotocol><direction>any</direction><quick>yes</quick><floating>yes</floating><source><any></any></source><destination><any></any></destination><descr>theirs</descr></rule>'

const tree = (page: Page) => page.getByRole('tree', { name: 'Files by target' })
const target = (page: Page) => tree(page).getByRole('treeitem').filter({ hasText: 'pfSense' })
const mergedFile = (page: Page) => tree(page).getByRole('treeitem').filter({ hasText: 'config-merged.xml' })
const editor = (page: Page) => page.getByRole('textbox', { name: 'Text of pfsense/config-merged.xml' })

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
  await drop(page, 'seed-000-baremetal.yaml', design)
  await expect(page.getByRole('button', { name: /^homelab, designs$/ })).toBeVisible()
  await drop(page, 'config-gate.xml', pfsenseBackup())
  await expect(mergedFile(page)).toBeVisible()
})

test('a dropped backup is merged and proved, and a rule of theirs above ours says which packet it lets in', async ({
  page,
}) => {
  await expect(target(page)).toContainText('equal')
  await mergedFile(page).click()
  await expect(page.getByText(/^Adds \d+ aliases and \d+ rules to config-gate\.xml/)).toBeVisible()
  await page.getByText(/^\d+ rules of yours decide less from now on$/).press('Enter')
  await expect(page.getByRole('listitem').filter({ hasText: 'their rule 0' }).first()).toBeVisible()
  const merged = await editor(page).inputValue()
  expect(merged).toContain('their rule 39')
  expect(merged).toContain(secret)
  expect(merged.indexOf('pcl:homelab:')).toBeLessThan(merged.indexOf('their rule 0 '))

  await editor(page).evaluate((area) => {
    if (!(area instanceof HTMLTextAreaElement)) throw new Error('not a text area')
    const at = area.value.indexOf('<filter>') + '<filter>'.length
    area.focus()
    area.setSelectionRange(at, at)
  })
  await page.keyboard.insertText(letsAllIn)
  await expect(target(page)).toContainText('wider')
  const sentence = page
    .getByRole('region', { name: 'pfsense/config-merged.xml' })
    .getByRole('status')
    .filter({ hasText: / now reaches / })
  await expect(sentence).toHaveText(/^\d+\.\d+\.\d+\.\d+ now reaches .+ on (cp|worker)-\d\.$/)
  await target(page).click()
  await expect(page.getByText(/->.*tcp|tcp.*->/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^pfsense\/config-merged\.xml:\d+$/ }).first()).toBeVisible()

  await page.getByRole('button', { name: 'Forget it' }).click()
  await expect(mergedFile(page)).toHaveCount(0)
  await expect(target(page)).toContainText('equal')
  await page.getByRole('button', { name: /^Undo Forget the backup/i }).click()
  await expect(target(page)).toContainText('wider')
})

test('axe finds nothing where a backup is merged', async ({ page }) => {
  await target(page).click()
  await expect(page.getByText(/^your own backup/)).toBeVisible()
  const found = await new AxeBuilder({ page }).analyze()
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
})

test('neither the backup nor an edit of it is ever written down', async ({ page }) => {
  await mergedFile(page).click()
  await editor(page).focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('End')
  await page.keyboard.insertText('\n<!-- my own -->')
  await expect(mergedFile(page)).toContainText('edited')
  await expect(page.getByText(/^Saved/)).toBeVisible()
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('textbox', { name: 'Link to this design' })).toHaveValue(/#d=/)
  await page.keyboard.press('Escape')
  // An edit that is written down, and with it the steps before it.
  await page.getByRole('textbox', { name: /^Admin networks/ }).fill('192.0.2.0/24')
  await page.keyboard.press('Enter')
  await expect.poll(() => keptByBrowser(page)).toContain('Add admin network')
  const written = await keptByBrowser(page)
  expect(written).toContain('homelab')
  for (const text of [secret, 'my own', 'their rule', 'config-gate', 'bcrypt']) expect(written).not.toContain(text)

  await page.reload()
  await expect(page.getByRole('button', { name: /^homelab, designs$/ })).toBeVisible()
  await page.getByRole('tab', { name: /^Files/ }).click()
  await expect(target(page)).toContainText('equal')
  await expect(mergedFile(page)).toHaveCount(0)
})

test('a backup that does not fit is refused with its place, and nothing takes its place', async ({ page }) => {
  await drop(page, 'other.xml', pfsenseBackup().replaceAll('opt1>', 'opt7>'))
  await expect(target(page)).toContainText('not proved')
  await target(page).click()
  await expect(
    page.getByText('The backup has no enabled interface opt1 for the network kubernetes.', { exact: true }),
  ).toBeVisible()
  await page.getByRole('tab', { name: /^Findings/ }).click()
  await page.getByRole('button', { name: 'Use opt7 for kubernetes' }).click()
  await page.getByRole('tab', { name: /^Files/ }).click()
  await expect(target(page)).toContainText('equal')
})

test('a backup of a product that the design has no files for brings them, with its own interfaces', async ({
  page,
}) => {
  await drop(
    page,
    'plain.yaml',
    design.replace(/^targets:[\s\S]*$/m, 'targets: { talos: {} }\n').replace('homelab', 'plain'),
  )
  await expect(page.getByRole('button', { name: /^plain, designs$/ })).toBeVisible()
  await drop(page, 'config-gate.xml', pfsenseBackup())
  await page
    .getByRole('dialog', { name: 'What these files say' })
    .getByRole('button', { name: 'Merge our rules' })
    .click()
  await expect(target(page)).toContainText('equal')
  await expect(mergedFile(page)).toBeVisible()
  await page.getByRole('button', { name: /^Undo Merge into config-gate\.xml/i }).click()
  await expect(target(page)).toHaveCount(0)
})

test('a backup stays with its design while another one is open, and Share says that no link holds it', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'homelab, designs' }).click()
  await page.getByRole('menuitem', { name: /New design/ }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Home lab/ })
    .click()
  await expect(mergedFile(page)).toHaveCount(0)
  await page.getByRole('button', { name: /, designs$/ }).click()
  await page.getByRole('menuitemradio', { name: /^homelab/ }).click()
  await page.getByRole('tab', { name: /^Files/ }).click()
  await expect(mergedFile(page)).toBeVisible()
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('dialog', { name: 'Share' })).toContainText('The backup you chose is not in the link.')
})
