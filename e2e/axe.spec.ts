import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { test } from './test'

interface Screen {
  readonly name: string
  readonly open?: (page: Page) => Promise<void>
  /** The part that is new since the screen before. */
  readonly part: string
  /** Colours of its own: looked at in the dark theme too. */
  readonly colours?: boolean
}

const tab = (name: RegExp) => (page: Page) => page.getByRole('tab', { name }).click()
const press = (name: RegExp | string) => (page: Page) => page.getByRole('button', { name }).click()

const command = (text: string) => async (page: Page) => {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Command, node, rule or file' })).toBeFocused()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** In the order of a visit. */
const panes: readonly Screen[] = [
  { name: 'the page as it opens', part: 'body', colours: true },
  { name: 'rules', open: tab(/^Rules/), part: '[data-pane="result"]' },
  { name: 'files', open: tab(/^Files/), part: '[data-pane="result"]', colours: true },
  { name: 'findings', open: tab(/^Findings/), part: '[data-pane="result"]' },
  {
    name: 'a selected node',
    open: (page) => page.getByRole('gridcell', { name: /^cp-1/ }).click(),
    part: '[data-pane="inspector"]',
  },
  { name: 'the settings', open: press('All settings of the cluster'), part: '[data-pane="inspector"]' },
  {
    name: 'every section of the settings',
    open: async (page) => {
      // The last of them: what is loaded when first asked for is there.
      await expect(page.locator('[data-pane="inspector"] summary', { hasText: 'Egress' })).toBeVisible()
      const closed = page.locator('[data-pane="inspector"] details:not([open]) > summary')
      for (let left = await closed.count(); left > 0; left--) await closed.first().press('Enter')
      await page.getByRole('checkbox', { name: /^MetalLB/ }).check()
      await page.getByRole('button', { name: 'Listener', exact: true }).click()
      await page.getByRole('button', { name: 'Override', exact: true }).click()
    },
    part: '[data-pane="inspector"]',
  },
]

/** Each is closed again by Escape. */
const dialogs: readonly Screen[] = [
  { name: 'the palette', open: press(/^Find a command/), part: 'dialog' },
  { name: 'a menu', open: press(/, designs$/), part: '[role="menu"]' },
  { name: 'share', open: press('Share'), part: 'dialog' },
  {
    name: 'what would allow a packet',
    open: async (page) => {
      await page.getByRole('button', { name: /^Answer: denied/ }).click()
      await page.getByRole('button', { name: 'Allow this…' }).click()
      await expect(page.getByRole('article').first()).toBeVisible()
    },
    part: '[role="dialog"]',
    colours: true,
  },
  { name: 'a new design', open: command('New design'), part: 'dialog', colours: true },
  { name: 'a comparison', open: command('Compare with another'), part: 'dialog', colours: true },
]

const visits = [
  { about: 'any pane', colorScheme: 'light', screens: panes, closes: false },
  { about: 'any dialog', colorScheme: 'light', screens: dialogs, closes: true },
  { about: 'the colours of any pane', colorScheme: 'dark', screens: panes, closes: false },
  { about: 'the colours of any dialog', colorScheme: 'dark', screens: dialogs, closes: true },
] as const

for (const { about, colorScheme, screens, closes } of visits) {
  test(`nothing serious to say about ${about} in the ${colorScheme} theme`, async ({ page }) => {
    // Colour contrast of a page is slow to work out, more so on a busy machine.
    test.setTimeout(90_000)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.goto('/')
    await expect(page.getByText(/compiled in/)).toBeVisible()
    const shown = colorScheme === 'light' ? screens : screens.filter(({ colours }) => colours === true)
    for (const { name, open, part } of shown) {
      await open?.(page)
      await expect(page.locator(part).first()).toBeVisible()
      const all = new AxeBuilder({ page }).include(part).setLegacyMode()
      // The themes differ in colours alone.
      const { violations } = await (colorScheme === 'light' ? all : all.withRules(['color-contrast'])).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)
      expect(told, name).toEqual([])
      if (closes) await page.keyboard.press('Escape')
    }
  })
}
