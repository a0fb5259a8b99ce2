import { expect, type Page } from '@playwright/test'
import { test } from './test'

const networks = (page: Page) => page.getByRole('treegrid', { name: 'Networks' })

/** Names of the machines in every design that the browser keeps. */
const keptMachines = (page: Page): Promise<string[][]> =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith('portcullis/design/'))
      .map((key) => JSON.parse(localStorage.getItem(key) ?? '{}').design)
      .map((design) => [...design.nodes, ...design.pools].map((one: { name: string }) => one.name)),
  )

async function focusFirstLane(page: Page): Promise<void> {
  await expect(page.getByText(/compiled in/)).toBeVisible()
  await networks(page)
    .getByRole('row', { name: /^control, / })
    .focus()
}

// Whenever it dies: just after a pause, amid quick typing, and amid typing without a pause for longer than any rest.
for (const [edits, pause] of [
  [1, 0],
  [6, 120],
  [9, 300],
  [12, 60],
] as const) {
  test(`a tab killed amid ${edits} edits ${pause} ms apart has kept all but those of the last second`, async ({
    page,
    context,
  }) => {
    await page.goto('/')
    await focusFirstLane(page)
    const at: number[] = []
    for (let edit = 0; edit < edits; edit++) {
      await page.keyboard.press('n')
      await expect(networks(page).getByRole('gridcell', { name: new RegExp(`^worker-${edit + 3},`) })).toBeVisible()
      at.push(Date.now())
      if (pause > 0) await page.waitForTimeout(pause)
    }
    if (edits === 1) await page.waitForTimeout(1000)
    const session = await context.newCDPSession(page)
    const killedAt = Date.now()
    void session.send('Page.crash').catch(() => undefined)
    await page.waitForEvent('crash')
    const again = await context.newPage()
    await again.goto('/')
    await expect(networks(again)).toBeVisible()
    const [kept = []] = await keptMachines(again)
    const due = at.flatMap((time, edit) => (killedAt - time >= 1000 ? [`worker-${edit + 3}`] : []))
    expect(kept).toEqual(expect.arrayContaining(due))
    if (edits === 1) expect(due).toHaveLength(1)
  })
}

test('two tabs that edit one design for seconds lose none of what either did', async ({ page, context }) => {
  await page.goto('/')
  await focusFirstLane(page)
  await page.keyboard.press('n')
  await expect(page.getByText(/^Saved/)).toBeVisible()
  const other = await context.newPage()
  await other.goto('/')
  await expect(networks(other).getByRole('gridcell', { name: /^worker-3/ })).toBeVisible()

  // Each names its machines by itself, so that what is missing would be known.
  const rename = async (tab: Page, name: string) => {
    await focusFirstLane(tab)
    await tab.keyboard.press('p')
    await tab.keyboard.press('Enter')
    const field = tab.getByRole('region', { name: 'Inspector' }).getByLabel('Name')
    await expect(field).toBeFocused()
    await tab.keyboard.press('Control+a')
    await tab.keyboard.type(name)
    await tab.keyboard.press('Enter')
  }
  const made: string[] = []
  for (let round = 0; round < 4; round++) {
    const names = [`here-${round}`, `there-${round}`]
    made.push(...names)
    await Promise.all([rename(page, names[0] ?? ''), rename(other, names[1] ?? '')])
    await page.waitForTimeout(round * 350)
  }
  await expect.poll(async () => (await keptMachines(page)).flat().sort()).toEqual(expect.arrayContaining(made))
})

test('undo reaches back beyond a reload, step by step, with its labels', async ({ page }) => {
  await page.goto('/')
  await focusFirstLane(page)
  await page.keyboard.press('n')
  await expect(networks(page).getByRole('gridcell', { name: /^worker-3/ })).toBeFocused()
  await page.keyboard.press('Delete')
  await page.keyboard.press('n')
  await expect(page.getByText(/^Saved/)).toBeVisible()
  await page.waitForTimeout(1000)
  await page.reload()
  await expect(networks(page).getByRole('gridcell', { name: /^worker-3/ })).toBeVisible()
  await page.getByRole('button', { name: 'Undo add worker-3' }).click()
  await expect(networks(page).getByRole('gridcell', { name: /^worker-3/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo remove worker-3' }).click()
  await expect(networks(page).getByRole('gridcell', { name: /^worker-3/ })).toBeVisible()
  await page.getByRole('button', { name: 'Undo add worker-3' }).click()
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveAttribute('aria-disabled', 'true')
})

test('a received link changes nothing that was kept, edited or not, until a copy is wanted', async ({ page }) => {
  await page.goto('/')
  await focusFirstLane(page)
  await page.getByRole('button', { name: 'Share' }).click()
  const field = page.getByRole('textbox', { name: 'Link to this design' })
  await expect(field).toHaveValue(/#d=/)
  const hash = new URL(await field.inputValue()).hash
  await page.keyboard.press('Escape')
  await focusFirstLane(page)
  await page.keyboard.press('n')
  await expect(page.getByText(/^Saved/)).toBeVisible()
  const kept = () =>
    page.evaluate(() =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith('portcullis/design/'))
        .sort()
        .map((key) => [key, localStorage.getItem(key)]),
    )
  const before = await kept()
  await page.evaluate((text) => {
    window.location.hash = text
  }, hash)
  await expect(page.getByText('Shared design.')).toBeVisible()
  await page.waitForTimeout(1200)
  expect(await kept()).toEqual(before)

  // A change makes a copy; what was there stays byte for byte.
  await focusFirstLane(page)
  await page.keyboard.press('p')
  await expect(page.getByText(/^Saved/)).toBeVisible()
  const after = await kept()
  expect(after).toHaveLength(2)
  expect(after).toEqual(expect.arrayContaining(before))
})
