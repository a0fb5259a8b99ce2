/** Dialogs, menus, links, trouble with keeping, paper, and the other pages, for `look.mjs`. */
import { base, changed, several } from './look-designs.mjs'
import { command, press, viewOf } from './look-steps.mjs'

export const otherScreens = [
  { name: 'palette', open: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', open: (page) => page.keyboard.press('?') },
  { name: 'new', open: (page) => command(page, 'New design') },
  { name: 'import', open: (page) => command(page, 'Open a design file') },
  { name: 'designs', kept: { design: several }, open: (page) => command(page, 'All designs') },
  { name: 'designs-menu', kept: { design: several }, open: (page) => press(page, /, designs$/) },
  { name: 'share', open: (page) => press(page, 'Share') },
  { name: 'download-menu', open: (page) => press(page, 'Download') },
  {
    name: 'context-menu',
    open: (page) => page.getByRole('gridcell', { name: /^cp-1/ }).click({ button: 'right' }),
  },
  {
    name: 'move',
    open: async (page) => {
      await page.getByRole('gridcell', { name: /^cp-3/ }).click()
      await page.keyboard.press('m')
    },
  },
  {
    name: 'received',
    open: async (page) => {
      await press(page, 'Share')
      const field = page.getByRole('textbox', { name: 'Link to this design' })
      await page.waitForTimeout(400)
      const link = await field.inputValue()
      await page.evaluate(() => localStorage.clear())
      await page.goto('about:blank')
      await page.goto(link)
      await page.getByText('Shared design.').waitFor()
    },
  },
  { name: 'received-newer', at: '/#d=9.AAAA', open: (page) => page.getByText(/newer/).waitFor() },
  {
    name: 'quota',
    before: (page) =>
      page.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException('full', 'QuotaExceededError')
        }
      }),
    open: async (page) => {
      await page.getByRole('gridcell', { name: /^cp-2/ }).click()
      await page.keyboard.press('Delete')
      await page.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'other-tab',
    kept: { design: several },
    open: async (page) => {
      const other = await page.context().newPage()
      await other.goto('/')
      await other.getByRole('gridcell', { name: /^cp-2/ }).waitFor()
      const focus = () => document.querySelector('[data-thing="node:cp-1"]')?.focus()
      await Promise.all([page.evaluate(focus), other.evaluate(focus)])
      await Promise.all([page.keyboard.press('p'), other.keyboard.press('d')])
      await page.waitForTimeout(2500)
      await other.close()
    },
  },
  {
    name: 'removed-network',
    kept: { design: several },
    open: async (page) => {
      await page
        .getByRole('row', { name: /^workers/ })
        .first()
        .focus()
      await page.keyboard.press('Delete')
    },
  },
  { name: 'received-broken', at: '/#d=0.AAAA', open: (page) => page.getByText(/could not be opened/).waitFor() },
  {
    name: 'blank',
    open: async (page) => {
      await command(page, 'New design')
      await press(page, /^Blank/)
      await page.waitForTimeout(300)
    },
  },
  {
    name: 'empty',
    kept: { design: { version: 1, name: 'empty', subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }], nodes: [] } },
    open: viewOf('Who reaches what'),
  },
  {
    name: 'plan',
    at: '/compare/',
    waitFor: /Choose both designs/,
    open: async (page) => {
      for (const [index, design] of [base, changed].entries()) {
        await page.getByRole('textbox', { name: /paste/ }).nth(index).fill(JSON.stringify(design))
        await page.getByRole('button', { name: 'Use the pasted text' }).nth(index).click()
      }
      await page.getByRole('heading', { name: 'Packets gained' }).waitFor()
    },
  },
  { name: 'plan-empty', at: '/compare/', waitFor: /Choose both designs/ },
  { name: 'reference', at: '/reference/', waitFor: /Reference/ },
  { name: 'not-found', at: '/nowhere/', waitFor: /no such page/ },
  {
    name: 'print',
    open: async (page) => {
      await page.waitForTimeout(4000)
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
      await page.emulateMedia({ media: 'print' })
    },
  },
]
