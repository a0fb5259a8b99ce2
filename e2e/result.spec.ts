import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { test } from './test'

/** The result panes on the live example that the page opens into. */

async function openTab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click()
}

/** Puts the caret behind the first occurrence of a text in the editor and selects `length` characters before it. */
async function selectInEditor(page: Page, after: string, length: number): Promise<void> {
  await page.getByRole('textbox', { name: /^Text of/ }).evaluate(
    (area, { text, count }) => {
      if (!(area instanceof HTMLTextAreaElement)) throw new Error('not a text area')
      const end = area.value.indexOf(text) + text.length
      if (end < text.length) throw new Error(`no ${text} in the file`)
      area.focus()
      area.setSelectionRange(end - count, end)
    },
    { text: after, count: length },
  )
}

test('a prefix widened in a file flips the badge, lights the line, marks the cell and says who gets in; Escape takes it back', async ({
  page,
}) => {
  await page.goto('/')
  await openTab(page, /^Files/)
  const editor = page.getByRole('textbox', { name: /^Text of/ })
  const tree = page.getByRole('tree', { name: 'Files by target' })
  const rendered = await editor.inputValue()
  await expect(tree.getByRole('treeitem').first()).toContainText('equal')

  await selectInEditor(page, '198.51.100.0/24', 2)
  await page.keyboard.type('16')
  const sentence = page.getByRole('status').filter({ hasText: / now reaches / })
  await expect(sentence).toHaveText(/^\d+\.\d+\.\d+\.\d+ now reaches the .+ on cp-1\.$/)
  await expect(tree.getByRole('treeitem').first()).toContainText('wider')
  // The button of the file and the one that downloads everything say it, each by itself.
  await expect(page.getByRole('button', { name: /^Download \(wider than the design\)/ })).toHaveCount(2)
  await expect(page.getByRole('button', { name: 'Download all (wider than the design)' })).toBeVisible()
  const lit = page.locator('[data-fault="extra"]')
  await expect(lit.filter({ hasText: '198.51.100.0/16' })).toHaveCount(1)

  await openTab(page, /Who reaches what/)
  const cell = page
    .getByRole('treegrid', { name: /^Who reaches what/ })
    .getByRole('row', { name: /^Internet/ })
    .getByRole('gridcell')
    .first()
  await expect(cell).toContainText('not in the design')
  await expect(cell).toContainText('+1')

  await openTab(page, /^Files/)
  await editor.focus()
  await page.keyboard.press('Escape')
  await expect(editor).toHaveValue(rendered)
  await expect(tree.getByRole('treeitem').first()).toContainText('equal')
  await expect(lit).toHaveCount(0)
  // The browser's own undo brings the edit back, and Tab leaves the text.
  await page.keyboard.press('Control+z')
  await expect(tree.getByRole('treeitem').first()).toContainText('wider')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(editor).not.toBeFocused()
})

test('rules filter, sort, group and copy, and one selection follows into the files', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/')
  await openTab(page, /^Rules/)
  const table = page.getByRole('table', { name: 'Rules' })
  await expect(table.getByRole('row', { name: /^To control plane/ })).toBeVisible()
  await expect(table.getByRole('row', { name: /everything else/ }).first()).toContainText('deny')

  await page.getByRole('textbox', { name: 'Filter rules' }).fill('2379')
  await expect(table.locator('[data-rule]')).toHaveCount(1)
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('menuitem', { name: 'As CSV' }).click()
  const csv = await page.evaluate(() => navigator.clipboard.readText())
  expect(csv.trim().split('\n')).toHaveLength(3)

  await page.getByRole('textbox', { name: 'Filter rules' }).fill('')
  await page.getByRole('checkbox', { name: 'Group by destination' }).uncheck()
  await table.getByRole('button', { name: 'Service' }).click()
  await expect(table.getByRole('columnheader', { name: 'Service' })).toHaveAttribute('aria-sort', 'ascending')
  const ports = await table
    .locator('[data-rule]')
    .evaluateAll((buttons) =>
      buttons.map((button) => /(?:tcp|udp) (\d+)/.exec(button.closest('tr')?.textContent ?? '')?.[1] ?? '-1'),
    )
  expect(ports.map(Number)).toEqual(ports.map(Number).sort((a, b) => a - b))

  await table.locator('[data-rule="etcd/controlplane"]').click()
  await openTab(page, /^Files/)
  await expect(page.locator('[data-lit="true"]').first()).toBeVisible()
  // In the grid, too; and from a cell back to the rules.
  await openTab(page, /^Who reaches what/)
  const grid = page.getByRole('treegrid', { name: /^Who reaches what/ })
  const zone = grid.getByRole('row', { name: /^Control plane/ }).first()
  await expect(zone.getByText('by the selected rule')).toHaveCount(1)
  await grid
    .getByRole('row', { name: /^Admin/ })
    .getByRole('gridcell')
    .first()
    .click()
  await openTab(page, /^Rules/)
  await expect(table.locator('[data-rule="apid/controlplane"]')).toHaveAttribute('aria-pressed', 'true')
  await expect(table.locator('[data-rule="etcd/controlplane"]')).toHaveAttribute('aria-pressed', 'false')
})

test('the grid is walked by keyboard with one tab stop, and its zones open', async ({ page }) => {
  await page.goto('/')
  const grid = page.getByRole('treegrid', { name: /^Who reaches what/ })
  await expect(grid).toBeVisible()
  expect(await grid.locator('[tabindex="0"]').count()).toBe(1)
  await page.getByRole('textbox', { name: 'Filter by port or name' }).focus()
  await page.keyboard.press('Tab')
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-spot'))
  expect(await focused()).toBe('0:0')
  await page.keyboard.press('ArrowLeft')
  expect(await focused()).toBe('0:-1')
  await page.keyboard.press('ArrowUp')
  expect(await focused()).toBe('0:-1')
  await page.keyboard.press('Control+End')
  const rows = Number(await grid.getAttribute('aria-rowcount'))
  expect(await focused()).toMatch(new RegExp(`^${rows - 2}:`))
  await page.keyboard.press('Control+Home')
  expect(await focused()).toBe('0:-1')

  const zone = grid.getByRole('row', { name: /^Control plane/ })
  await expect(zone).toHaveAttribute('aria-expanded', 'false')
  await zone.getByRole('rowheader').focus()
  await page.keyboard.press('ArrowRight')
  await expect(zone).toHaveAttribute('aria-expanded', 'true')
  await expect(grid.getByRole('row', { name: /^cp-1/ })).toHaveAttribute('aria-level', '2')
  expect(Number(await grid.getAttribute('aria-rowcount'))).toBe(rows + 3)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(zone).toHaveAttribute('aria-expanded', 'false')

  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(grid.locator('[aria-selected="true"]')).toHaveCount(1)
  await page.getByRole('textbox', { name: 'Filter by port or name' }).fill('2379')
  await expect(grid.getByRole('row', { name: /^Control plane/ })).toBeVisible()
  await expect(grid.getByRole('row', { name: /^Internet/ })).toHaveCount(0)
})

test('a question is answered in a word, and its packet walked through the gates', async ({ page }) => {
  await page.goto('/')
  const question = page.getByRole('combobox', { name: 'Ask about a packet' })
  await question.fill('office -> cp')
  await page.getByRole('option', { name: /cp-2/ }).click()
  await expect(question).toHaveValue('office -> cp-2 ')
  await question.pressSequentially('apid')
  await expect(page.getByRole('button', { name: /^Answer: allowed/ })).toBeVisible()
  await question.press('Enter')
  const answer = page.getByRole('dialog', { name: 'Answer' })
  await expect(answer).toContainText('lets it through')
  await answer
    .getByRole('button', { name: /\.yaml:\d+$/ })
    .first()
    .click()
  await expect(page.getByRole('tab', { name: /^Files/ })).toHaveAttribute('aria-selected', 'true')
  await expect(page.locator('[data-lit="true"]').first()).toBeVisible()

  await question.fill('office -> cp-9 apid')
  await expect(page.getByRole('button', { name: /^Answer: not understood/ })).toBeVisible()
})

test('an answer longer than the window is scrolled to its end, by wheel and by key', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 700 })
  await page.goto('/')
  const question = page.getByRole('combobox', { name: 'Ask about a packet' })
  await question.fill('pods -> worker-1 tcp/9100')
  await question.press('Enter')
  const answer = page.getByRole('dialog', { name: 'Answer' })
  await answer.getByRole('button', { name: 'Allow this…' }).click()
  const last = answer.getByRole('button').last()
  await expect(answer.getByRole('button', { name: /^Open tcp\/9100 on all nodes/ })).toBeAttached()
  const ways = answer.getByRole('region', { name: 'What would allow this packet' }).getByRole('article')
  await expect(ways.first()).toContainText('Enough if the pod runs on the very machine that it asks')
  await expect(ways.nth(1)).toContainText('Wherever the pod runs')
  await expect(ways.last()).toContainText('Turn on node-exporter')
  await expect(last).not.toBeInViewport()
  await answer.hover()
  for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, 200)
  await expect(last).toBeInViewport()
  await answer.evaluate((box) => box.scrollTo(0, 0))
  await last.focus()
  await expect(last).toBeInViewport({ ratio: 1 })
})

test('axe finds nothing serious where a proof is broken, nor in its answer', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/')
  const serious = async (part: string) => {
    const { violations } = await new AxeBuilder({ page }).include(part).analyze()
    const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    return bad.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  }
  await openTab(page, /^Files/)
  await selectInEditor(page, '198.51.100.0/24', 2)
  await page.keyboard.type('16')
  await expect(page.locator('[data-fault="extra"]').first()).toBeVisible()
  expect(await serious('[data-pane="result"]')).toEqual([])
  await page.getByRole('button', { name: /^Proof of/ }).click()
  await page
    .getByRole('button', { name: /^Ask about/ })
    .first()
    .click()
  await expect(page.getByRole('dialog', { name: 'Answer' })).toContainText('lets it through')
  expect(await serious('[role="dialog"]')).toEqual([])
})
