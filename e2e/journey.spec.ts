import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './test'

/** A person's hands, counted: a press of the pointer, a text typed into a field, a key. */
function countedHands(page: Page) {
  let count = 0
  return {
    press: async (target: Locator) => {
      count++
      await target.click()
    },
    fill: async (target: Locator, text: string) => {
      // Putting the caret there is one, typing is the next.
      count += 2
      await target.click()
      await page.keyboard.type(text)
    },
    count: () => count,
  }
}

test('twelve interactions at most from the opening page to a proved bundle of a cluster of one’s own', async ({
  page,
}) => {
  const hands = countedHands(page)
  await page.goto('/')
  await hands.press(page.getByRole('button', { name: /, designs$/ }))
  await hands.press(page.getByRole('menuitem', { name: 'New design…' }))
  await hands.fill(page.getByRole('textbox', { name: 'Or start from your network' }), '172.20.4.0/24')
  await hands.fill(page.getByRole('textbox', { name: 'Admins come from' }), '192.0.2.0/26')
  await hands.press(page.getByRole('button', { name: 'Start with three nodes' }))
  const networks = page.getByRole('treegrid', { name: 'Networks' })
  await expect(networks.getByRole('gridcell', { name: /^cp-3, control plane, 172\.20\.4\.\d+/ })).toBeVisible()
  await expect(networks.getByRole('gridcell', { name: /^admin, admin, 192\.0\.2\.0\/26/ })).toBeVisible()
  await expect(page.getByRole('contentinfo').getByText('proved equal')).toBeVisible()
  await hands.press(page.getByRole('button', { name: 'Download' }))
  const download = page.waitForEvent('download')
  await hands.press(page.getByRole('menuitem', { name: 'Download all files as .zip' }))
  expect((await download).suggestedFilename()).toBe('new-cluster-firewall.zip')
  console.log(`interactions from the opening page to the bundle: ${hands.count()}`)
  expect(hands.count()).toBeLessThanOrEqual(12)
})

/** Presses Tab until something has focus; a trap on the way would end it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluateAll((found) => found.includes(document.activeElement as HTMLElement))) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

async function run(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Command, node, rule or file' })).toBeFocused()
  await page.keyboard.type(command)
  await page.keyboard.press('Enter')
}

test('by keyboard alone: blank, three nodes, an admin network, a question, a finding accepted, the bundle', async ({
  page,
}) => {
  // No pointer at all: a press anywhere fails the test.
  await page.addInitScript(() => {
    window.addEventListener(
      'pointerdown',
      () => {
        throw new Error('a pointer was used')
      },
      true,
    )
  })
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
  await run(page, 'New design')
  await tabTo(page, page.getByRole('button', { name: /^Blank/ }))
  await page.keyboard.press('Enter')
  const networks = page.getByRole('treegrid', { name: 'Networks' })
  await expect(networks.getByRole('row', { name: /^control, 10\.0\.0\.0\/24/ })).toBeFocused()
  await page.keyboard.press('n')
  await page.keyboard.press('n')
  await expect(networks.getByRole('gridcell', { name: /^cp-3, control plane/ })).toBeFocused()

  // Two panes back, round the window, is the one with the settings above the networks.
  const admin = page.getByRole('textbox', { name: /^Admin networks/ })
  for (let presses = 0; presses < 10 && !(await admin.evaluate((field) => field === document.activeElement)); presses++)
    await page.keyboard.press('Shift+Tab')
  await expect(admin).toBeFocused()
  await page.keyboard.type('192.0.2.0/24')
  await page.keyboard.press('Enter')
  await expect(networks.getByRole('gridcell', { name: /^admin, admin, 192\.0\.2\.0\/24/ })).toBeVisible()

  await page.keyboard.press('Tab')
  await page.keyboard.press('/')
  await expect(page.getByRole('combobox', { name: 'Ask about a packet' })).toBeFocused()
  await page.keyboard.type('internet -> cp-1 apid')
  await expect(page.getByRole('button', { name: /^Answer: denied/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Answer' })).toContainText('stops it')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')

  await page.keyboard.press('4')
  const findings = page.getByRole('region', { name: 'Findings' })
  await expect(findings).toBeVisible()
  const rows = findings.getByRole('listitem')
  const accept = findings.getByRole('button', { name: /^Accept .*…$/ }).first()
  const name = (await accept.getAttribute('aria-label')) ?? ''
  await tabTo(page, accept)
  await page.keyboard.press('Enter')
  await page.keyboard.type('seen and accepted')
  await page.keyboard.press('Enter')
  const code = name.replace(/^Accept |…$/g, '')
  await expect(rows.filter({ hasText: code })).toContainText('Accepted: seen and accepted')

  const download = page.waitForEvent('download')
  await run(page, 'Download all files')
  expect((await download).suggestedFilename()).toBe('new-cluster-firewall.zip')
  await expect(page.getByRole('contentinfo').getByText('proved equal')).toBeVisible()
})

test('nothing needs dragging: every machine has its move by keys and by a menu', async ({ page }) => {
  await page.goto('/')
  const networks = page.getByRole('treegrid', { name: 'Networks' })
  const draggable = networks.locator('[draggable="true"]')
  await expect(draggable.first()).toBeVisible()
  for (const chip of await draggable.all()) {
    await chip.click({ button: 'right' })
    await expect(page.getByRole('menuitem', { name: /^Move to another subnet/ })).toBeEnabled()
    await page.keyboard.press('Escape')
  }
  // Splitters, the other thing that drags, move by arrow keys.
  const splitter = page.getByRole('separator', { name: 'Width of the networks' })
  const before = Number(await splitter.getAttribute('aria-valuenow'))
  await splitter.focus()
  await page.keyboard.press('ArrowRight')
  expect(Number(await splitter.getAttribute('aria-valuenow'))).toBeGreaterThan(before)
})
