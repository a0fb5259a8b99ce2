/** What a person does to reach a state that `look.mjs` pictures. */

const isNarrow = (width) => width < 1100
export const press = (page, name) => page.getByRole('button', { name }).first().click()

/** A view of the result, by its tab or by the bar at the foot of a narrow window. */
export async function view(page, width, name) {
  const short = { 'Who reaches what': 'Reach' }[name] ?? name
  if (isNarrow(width))
    await page.getByRole('navigation', { name: 'Parts' }).getByRole('button', { name: short }).click()
  else await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
}

export const viewOf = (name) => (page, width) => view(page, width, name)

export async function command(page, text) {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Command, node, rule or file' }).waitFor()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** Widens an admin prefix in the first file: the moment of delight. */
export async function breakProof(page, width) {
  await view(page, width, 'Files')
  await page.getByRole('textbox', { name: /^Text of/ }).evaluate((area) => {
    const end = area.value.indexOf('198.51.100.0/24') + '198.51.100.0/24'.length
    area.focus()
    area.setSelectionRange(end - 2, end)
  })
  await page.keyboard.type('16')
  await page
    .getByText(/now reaches/)
    .first()
    .waitFor({ state: 'attached' })
}
