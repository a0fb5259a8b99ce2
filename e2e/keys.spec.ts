/** Every key of the page, pressed; and the sheet, the palette and the menus that name them, from the one registry. */
import { expect, type Locator, type Page } from '@playwright/test'
import {
  cell,
  chip,
  copies,
  findings,
  hasTitle,
  inspector,
  isShown,
  type Key,
  networks,
  onCell,
  onChip,
  onFile,
  onFinding,
  onProof,
  onRule,
  opensMenu,
  openTab,
  palette,
  question,
  renamed,
} from './places'
import { test } from './test'

test.beforeEach(async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
})

const table: readonly Key[] = [
  {
    keys: 'Control+k',
    does: 'opens the palette',
    shows: (page) => expect(page.getByRole('combobox', { name: /^Command/ })).toBeFocused(),
  },
  { keys: '/', does: 'goes to the question', shows: (page) => expect(question(page)).toBeFocused() },
  {
    keys: '?',
    does: 'shows the keys',
    shows: (page) => expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible(),
  },
  {
    keys: '1',
    does: 'shows who reaches what',
    on: (page) => openTab(page, /^Rules/),
    shows: isShown('Who reaches what'),
  },
  { keys: '2', does: 'shows the rules', shows: isShown('Rules') },
  { keys: '3', does: 'shows the files', shows: isShown('Files') },
  { keys: '4', does: 'shows the findings', shows: isShown('Findings') },
  {
    keys: '5',
    does: 'shows why, of the question where nothing is selected',
    shows: (page) => expect(page.getByRole('dialog', { name: 'Answer' })).toBeVisible(),
  },
  { keys: '5', does: 'shows why, of what is selected', on: onChip, shows: hasTitle('Reachable by') },
  { keys: 'w', does: 'says why a machine is reached', on: onChip, shows: hasTitle('Reachable by') },
  { keys: 'w', does: 'says why a cell is as it is', on: onCell, shows: hasTitle('Admin → Control plane') },
  { keys: 'w', does: 'says why there is a rule', on: onRule, shows: hasTitle('Talos API') },
  {
    keys: 'Enter',
    does: 'goes into a machine',
    on: onChip,
    shows: (page) => expect(inspector(page).getByLabel('Name')).toBeFocused(),
  },
  { keys: 'Enter', does: 'goes into a cell', on: onCell, shows: hasTitle('Admin → Control plane') },
  { keys: 'Enter', does: 'goes into a rule', on: onRule, shows: hasTitle('Talos API') },
  { keys: 'Control+c', does: 'copies a cell', on: onCell, shows: copies(/^Admin -> Control plane: ■ Talos API 50000/) },
  { keys: 'Control+c', does: 'copies a rule', on: onRule, shows: copies(/^■ allow tcp 50000 from .* Talos API/) },
  { keys: 'Control+c', does: 'copies a file', on: onFile, shows: copies(/kind: NetworkDefaultActionConfig/) },
  { keys: 'Control+c', does: 'copies a proof', on: onProof, shows: copies(/: ═ equal\. These files admit exactly/) },
  { keys: 'Control+c', does: 'copies a finding', on: onFinding, shows: copies(/^one-way-in: /) },
  {
    keys: 'Shift+F10',
    does: 'opens the menu of a machine',
    on: onChip,
    shows: opensMenu(/cp-1/, [/^Say why/, /^Move to another subnet/, /^Duplicate/, /^Remove/]),
  },
  {
    keys: 'Shift+F10',
    does: 'opens the menu of a network',
    on: (page) =>
      networks(page)
        .getByRole('row', { name: /^control/ })
        .first()
        .focus(),
    shows: opensMenu(/control/, [/^Say why/, /^Add a worker node/, /^Add a pool/]),
  },
  {
    keys: 'Shift+F10',
    does: 'opens the menu of a cell',
    on: onCell,
    shows: opensMenu(/Admin → Control plane/, [/^Say why/, /^Ask about its packet/, /^Copy as text/]),
  },
  {
    keys: 'Shift+F10',
    does: 'opens the menu of a rule',
    on: onRule,
    shows: opensMenu(/Talos API/, [
      /^Say why/,
      /^Ask about its packet/,
      /^Show its lines in the files/,
      /^Copy as text/,
    ]),
  },
  {
    keys: 'Shift+F10',
    does: 'opens the menu of a file',
    on: onFile,
    shows: opensMenu(/worker\.patch\.yaml/, [/^Show the proof/, /^Copy as text/, /^Download this file/]),
  },
  {
    keys: 'Shift+F10',
    does: 'opens the menu of a finding',
    on: onFinding,
    shows: opensMenu(/one-way-in/, [/^Go to its place/, /^Accept with a reason/, /^Copy as text/]),
  },
  {
    keys: 'Control+a',
    does: 'goes to the lane of a machine',
    on: onChip,
    shows: (page) => expect(networks(page).locator(':focus')).toHaveAttribute('data-thing', 'subnet:control'),
  },
  { keys: 'Control+z', does: 'undoes', on: renamed, shows: (page) => expect(chip(page, 'cp-4')).toHaveCount(0) },
  {
    keys: 'Control+Shift+z',
    does: 'redoes',
    on: async (page) => {
      await renamed(page)
      await page.keyboard.press('Control+z')
      await expect(chip(page, 'cp-4')).toHaveCount(0)
    },
    shows: (page) => expect(chip(page, 'cp-4')).toHaveCount(1),
  },
  {
    keys: 'Control+y',
    does: 'redoes, too',
    on: async (page) => {
      await renamed(page)
      await page.keyboard.press('Control+z')
      await expect(chip(page, 'cp-4')).toHaveCount(0)
    },
    shows: (page) => expect(chip(page, 'cp-4')).toHaveCount(1),
  },
  {
    keys: 'Control+s',
    does: 'says that it is saved and copies the link',
    shows: async (page) => {
      await expect(page.getByText('Saved already. The link is in the clipboard.')).toBeVisible()
      await copies(/#d=/)(page)
    },
  },
  {
    keys: ']',
    does: 'goes to the next finding',
    shows: (page) => expect(page.locator('[data-finding]').first()).toBeFocused(),
  },
  {
    keys: '[',
    does: 'goes to the previous finding',
    shows: (page) => expect(page.locator('[data-finding]').last()).toBeFocused(),
  },
  {
    keys: 'F6',
    does: 'goes to the next pane',
    on: onChip,
    shows: (page) => expect(page.locator('[data-pane="result"] :focus')).toHaveCount(1),
  },
  {
    keys: 'Shift+F6',
    does: 'goes to the previous pane',
    on: onChip,
    shows: (page) => expect(page.locator('[data-pane="header"] :focus')).toHaveCount(1),
  },
  {
    keys: 'n',
    does: 'adds a node',
    on: onChip,
    shows: (page) => expect(chip(page, 'worker-3').or(chip(page, 'cp-4'))).toHaveCount(1),
  },
  {
    keys: 'p',
    does: 'adds a pool',
    on: onChip,
    shows: (page) => expect(networks(page).getByRole('gridcell', { name: /^pool-1,/ })).toHaveCount(1),
  },
  {
    keys: 's',
    does: 'adds a subnet',
    on: onChip,
    shows: (page) => expect(networks(page).getByRole('row', { name: /^subnet-1/ })).not.toHaveCount(0),
  },
  {
    keys: 'm',
    does: 'moves a machine',
    on: onChip,
    shows: (page) => expect(page.getByRole('dialog', { name: 'Move cp-1 to' })).toBeVisible(),
  },
  { keys: 'd', does: 'duplicates a machine', on: onChip, shows: (page) => expect(chip(page, 'cp-4')).toHaveCount(1) },
  { keys: 'Delete', does: 'removes a machine', on: onChip, shows: (page) => expect(chip(page, 'cp-1')).toHaveCount(0) },
]

for (const { keys, does, on, shows } of table) {
  test(`${keys} ${does}`, async ({ page }) => {
    await on?.(page)
    await page.keyboard.press(keys)
    await shows(page)
  })
}

const ways: readonly {
  readonly from: string
  readonly thing: (page: Page) => Locator
  readonly on: (page: Page) => Promise<void>
}[] = [
  { from: 'a machine', thing: (page) => chip(page, 'cp-1'), on: onChip },
  { from: 'a cell', thing: cell, on: onCell },
  { from: 'a rule', thing: (page) => page.locator('[data-rule="apid/controlplane"]'), on: onRule },
]

for (const { from, thing, on } of ways) {
  test(`Escape comes back from the detail to ${from}`, async ({ page }) => {
    await on(page)
    await page.keyboard.press('Enter')
    await expect(inspector(page).locator(':focus')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(thing(page)).toBeFocused()
  })
}

test('the menu of a cell, a rule, a file and a finding also comes with the pointer', async ({ page }) => {
  await cell(page).click({ button: 'right' })
  await opensMenu(/Admin → Control plane/, [/^Say why/])(page)
  await page.keyboard.press('Escape')
  await openTab(page, /^Rules/)
  await page
    .getByRole('row', { name: /trustd/ })
    .first()
    .click({ button: 'right' })
  await opensMenu(/trustd/, [/^Say why/])(page)
  await page.getByRole('menuitem', { name: /^Show its lines in the files/ }).click()
  await expect(page.getByRole('region', { name: /controlplane\.patch\.yaml/ })).toContainText('trustd')
  await page
    .getByRole('treeitem', { name: /worker\.patch\.yaml/ })
    .first()
    .click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Show the proof' }).click()
  await expect(page.getByRole('heading', { name: /^Proof: / })).toBeVisible()
  await openTab(page, /^Findings/)
  await findings(page)
    .getByText(/nobody gets to the Talos API/)
    .click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Accept with a reason/ }).click()
  await expect(page.getByRole('textbox', { name: /is acceptable$/ })).toBeFocused()
})

test('a cell begins the question that says why not', async ({ page }) => {
  await cell(page).focus()
  await page.keyboard.press('w')
  await inspector(page)
    .getByRole('button', { name: /^Ask about another packet/ })
    .press('Enter')
  await expect(question(page)).toBeFocused()
  await page.keyboard.type('etcd')
  await expect(page.getByRole('button', { name: /^Answer: denied/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Answer' })).toContainText('The nearest rule is')
})

test('the sheet and the palette name every key of the registry', async ({ page }) => {
  await onCell(page)
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await expect(sheet).toBeVisible()
  const listed = await sheet.locator('kbd').allTextContents()
  const written = table.map(({ keys }) =>
    keys.replace('Control', 'Ctrl').replace(/(^|\+)([a-z])$/, (_, plus, key) => plus + key.toUpperCase()),
  )
  expect(written.filter((keys) => !listed.includes(keys))).toEqual([])
  await page.keyboard.press('Escape')
  await onCell(page)
  await palette(page)
  await page.keyboard.type('why')
  await expect(page.getByRole('option', { name: /^Say why/ })).toContainText('W')
  await page.keyboard.press('Enter')
  await hasTitle('Admin → Control plane')(page)
})

test('single keys can be turned off, and then move to what begins with them', async ({ page }) => {
  await palette(page)
  await page.keyboard.type('Turn single-key commands off')
  await page.keyboard.press('Enter')
  await onChip(page)
  await page.keyboard.press('w')
  await expect(networks(page).locator(':focus')).toHaveAttribute('data-name', /^worker/)
})
