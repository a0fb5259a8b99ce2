/** Where things stand on the page, and how the focus gets there, for tests that press keys. */
import { expect, type Page } from '@playwright/test'

const grid = (page: Page) => page.getByRole('treegrid', { name: /^Who reaches what/ })
export const networks = (page: Page) => page.getByRole('treegrid', { name: 'Networks' })
export const inspector = (page: Page) => page.getByRole('region', { name: 'Inspector' })
export const question = (page: Page) => page.getByRole('combobox', { name: 'Ask about a packet' })
export const chip = (page: Page, name: string) =>
  networks(page).getByRole('gridcell', { name: new RegExp(`^${name},`) })
export const cell = (page: Page) =>
  grid(page)
    .getByRole('row', { name: /^Admin/ })
    .getByRole('gridcell')
    .first()
export const findings = (page: Page) => page.getByRole('region', { name: 'Findings' })
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

export async function palette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: /^Command/ })).toBeFocused()
}

export async function openTab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click()
}

export interface Key {
  readonly keys: string
  readonly does: string
  /** What has the focus when the key is pressed; the page itself where nothing is said. */
  readonly on?: (page: Page) => Promise<void>
  readonly shows: (page: Page) => Promise<void>
}

export const onChip = async (page: Page) => chip(page, 'cp-1').focus()
export const onCell = async (page: Page) => cell(page).focus()
export const onRule = async (page: Page) => {
  await openTab(page, /^Rules/)
  await page.locator('[data-rule="apid/controlplane"]').focus()
}
export const onFile = async (page: Page) => {
  await openTab(page, /^Files/)
  await page
    .getByRole('treeitem', { name: /worker\.patch\.yaml/ })
    .first()
    .focus()
}
export const onProof = async (page: Page) => {
  await openTab(page, /^Files/)
  await page.getByRole('treeitem').first().focus()
}
export const onFinding = async (page: Page) => {
  await openTab(page, /^Findings/)
  await page.keyboard.press(']')
  await expect(page.locator('[data-finding]').first()).toBeFocused()
}
export const renamed = async (page: Page) => {
  await chip(page, 'cp-1').focus()
  await page.keyboard.press('d')
  await expect(chip(page, 'cp-4')).toBeFocused()
}
export const isShown = (name: string) => async (page: Page) =>
  expect(page.getByRole('tab', { name: new RegExp(`^${name}`) })).toHaveAttribute('aria-selected', 'true')
export const hasTitle = (title: string | RegExp) => async (page: Page) => {
  const heading = inspector(page).getByRole('heading', { name: title }).first()
  await expect(heading).toBeVisible()
  await expect(inspector(page).locator(':focus')).toHaveCount(1)
}
export const copies = (text: RegExp) => async (page: Page) => expect.poll(() => clipboard(page)).toMatch(text)
export const opensMenu = (name: RegExp, items: readonly RegExp[]) => async (page: Page) => {
  const menu = page.getByRole('menu', { name })
  await expect(menu).toBeVisible()
  for (const item of items) await expect(menu.getByRole('menuitem', { name: item })).toBeVisible()
}
