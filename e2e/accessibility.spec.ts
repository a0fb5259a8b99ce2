/** What axe cannot tell: the tree that a screen reader walks, small and zoomed windows, forced colours, motion, targets. */
import { expect, type Page } from '@playwright/test'
import { test } from './test'

async function openExample(page: Page): Promise<void> {
  await page.goto('/')
  await expect(page.getByRole('contentinfo').getByText('proved equal')).toBeVisible()
}

const results = ['Who reaches what', 'Rules', 'Files', 'Findings'] as const

async function showResult(page: Page, name: (typeof results)[number]): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
  await expect(page.getByRole('tabpanel', { name: new RegExp(`^${name}`) })).toBeVisible()
  if (name === 'Files') await page.getByRole('textbox', { name: /^Text of/ }).waitFor()
}

test('a lane, a row of the grid and a finding say what they are', async ({ page }) => {
  await openExample(page)
  await expect(page.getByRole('treegrid', { name: 'Networks' })).toMatchAriaSnapshot(`
    - treegrid "Networks":
      - rowgroup:
        - row "control, 10.0.0.0/24, 3 of 254, 3 inside" [expanded] [level=1]:
          - gridcell "Close control":
            - button "Close control"
          - rowheader "control"
          - gridcell "10.0.0.0/24"
          - gridcell "3 of 254"
          - gridcell "Menu of control":
            - button "Menu of control"
        - row /cp-1, control plane/ [level=2]:
          - gridcell /^cp-1, control plane, 10\\.0\\.0\\.11, subnet control, 1 of 3, reachable from/
          - gridcell /^cp-2/
          - gridcell /^cp-3/
  `)
  await expect(page.getByRole('treegrid', { name: /^Who reaches what/ })).toMatchAriaSnapshot(`
    - rowgroup:
      - row /from/:
        - columnheader /Control plane/
        - columnheader /Workers/
    - rowgroup:
      - row /^Admin 198\\.51\\.100\\.0\\/24/ [level=1]:
        - rowheader "Admin 198.51.100.0/24"
        - gridcell /^Talos API 50000 , all addresses/:
          - list:
            - listitem: Talos API 50000 , all addresses
  `)
  await showResult(page, 'Findings')
  await expect(page.getByRole('region', { name: 'Findings' })).toMatchAriaSnapshot(`
    - heading /^Harden/ [level=2]
    - list:
      - listitem:
        - paragraph: /Without office nobody gets to the Talos API/
        - paragraph: /Add a second admin network/
        - button "Go to Admin network office"
        - paragraph:
          - code: one-way-in
          - link /^Source for one-way-in/
        - button "Accept one-way-in…"
  `)
})

test('at 320 pixels nothing has to be scrolled sideways', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openExample(page)
  for (const name of ['Design', 'Reach', 'Rules', 'Files', 'Findings']) {
    await page.getByRole('navigation', { name: 'Parts' }).getByRole('button', { name }).click()
    const width = await page.evaluate(() => document.scrollingElement?.scrollWidth)
    expect(width, name).toBe(320)
  }
  // What the header has no room for is in its menu.
  await page.getByRole('button', { name: /, designs$/ }).click()
  await expect(page.getByRole('menuitem', { name: 'Find a command, node or file' })).toBeVisible()
  for (const path of ['/compare/', '/reference/']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.scrollingElement?.scrollWidth), path).toBe(320)
  }
})

test('forced colours leave a selected thing and a full bar to be told', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await openExample(page)
  const border = (name: string) =>
    page.getByRole('tab', { name: new RegExp(`^${name}`) }).evaluate((tab) => getComputedStyle(tab).borderBottomColor)
  expect(await border('Who reaches what')).not.toBe(await border('Rules'))
  const chip = page.getByRole('gridcell', { name: /^cp-1/ })
  await chip.click()
  const outlines = await page
    .getByRole('gridcell', { name: /^cp-[12]/ })
    .evaluateAll((chips) => chips.map((one) => getComputedStyle(one).outlineStyle))
  expect(outlines).toEqual(['solid', 'none'])
  const fills = await page
    .getByRole('row', { name: /^control, / })
    .locator('svg rect')
    .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).fill))
  expect(new Set(fills).size).toBe(fills.length)
})

test('nothing moves for who asked for less motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.addInitScript(() => {
    for (const event of ['transitionrun', 'animationstart']) {
      document.addEventListener(event, (seen) => Reflect.set(window, 'moved', `${event} ${String(seen.target)}`), true)
    }
  })
  await openExample(page)
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('textbox', { name: 'Link to this design' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('gridcell', { name: /^cp-1/ }).click()
  for (const name of results) await showResult(page, name)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Command, node, rule or file' })).toBeFocused()
  expect(await page.evaluate(() => Reflect.get(window, 'moved'))).toBeUndefined()
})

/** SC 2.5.8: 24 pixels either way, but for links within words. */
test('nothing to press is too small', async ({ page }) => {
  await openExample(page)
  await page.getByRole('gridcell', { name: /^cp-1/ }).click()
  for (const name of results) {
    await showResult(page, name)
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, input, select, textarea, summary, [role="tab"], a[role]')]
        .map((element) => {
          // What carries its label is pressed with it.
          const { width, height } = (element.closest('label') ?? element).getBoundingClientRect()
          return { name: element.getAttribute('aria-label') ?? element.textContent, width, height }
        })
        .filter(({ width, height }) => width > 0 && (width < 24 || height < 24)),
    )
    expect(small, name).toEqual([])
  }
})

test('a header that stays never lies over what has the focus', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 480 })
  await openExample(page)
  const grid = page.getByRole('treegrid', { name: /^Who reaches what/ })
  await grid.getByRole('gridcell').nth(1).click()
  for (const key of [...Array(7).fill('ArrowDown'), ...Array(7).fill('ArrowUp')]) {
    await page.keyboard.press(String(key))
    const isClear = await page.evaluate(() => {
      const focused = document.activeElement
      if (focused === null) return false
      const { left, top, width } = focused.getBoundingClientRect()
      const over = document.elementFromPoint(left + width / 2, top + 4)
      return over !== null && (focused.contains(over) || over.contains(focused))
    })
    expect(isClear, String(key)).toBe(true)
  }
})
