import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { zipSync } from 'fflate'
import { readDesign } from '@/lib/design/read-design'
import { machineConfigs, plantedSecrets, withoutPools } from '@/lib/testing/machine-configs'
import { patchesOf } from '@/lib/testing/unlike-machines'
import { dropFiles, dropFolder } from './drop'
import { keptByBrowser } from './kept'
import { test } from './test'

/** What boxes run, brought into the page: seen before anything changes, its secrets found nowhere. */

const read = readDesign(readFileSync('public/examples/two-nics.yaml', 'utf8'))
if (!read.ok) throw new Error('the example is a design')
const design = withoutPools(read.value)
const configs = machineConfigs(design, patchesOf(design), 'single').map(({ path, text }) => ({
  name: path.replace('machines/', ''),
  content: text,
}))
const secrets = Object.values(plantedSecrets)

const preview = (page: Page) => page.getByRole('dialog', { name: 'What these files say' })
const cell = (page: Page, row: string, column: number) =>
  preview(page)
    .getByRole('row', { name: new RegExp(`^${row}`) })
    .getByRole('cell')
    .nth(column)

/** Everything that a person or a script can see of the page. */
async function shownBy(page: Page): Promise<string> {
  const shown = await page.evaluate(() => `${document.documentElement.outerHTML} ${document.title}`)
  return shown + (await keptByBrowser(page))
}

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText(/compiled in/)).toBeVisible()
})

test('machine configurations are dropped, their matrix read, compared with a template, and the plan walked', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const before = await page.evaluate(() => JSON.stringify({ ...localStorage }))
  await dropFiles(page, configs)
  await expect(
    preview(page).getByText(`${configs.length} files read, ${design.nodes.length} machines found`),
  ).toBeVisible()
  // Who reaches what, by the files alone.
  await expect(preview(page).getByRole('columnheader', { name: /cp-1, cp-2, cp-3/ })).toBeVisible()
  await expect(cell(page, 'the internet', 0)).toContainText('tcp/80')
  await expect(preview(page).getByRole('row', { name: /^control planes/ })).toContainText('etcd 2379-2380')
  await expect(preview(page).getByText(/^From the internet: .*Nothing else but ICMP\.$/)).toBeVisible()
  await preview(page).getByRole('textbox', { name: 'Ask these files' }).fill('203.0.113.9 -> cp-1 tcp/50000')
  await page.keyboard.press('Enter')
  await expect(preview(page).getByText(/apid-ingress opens tcp\/50000, but not to 203\.0\.113\.9/)).toBeVisible()
  await expect(
    preview(page)
      .getByText(/^m0\.yaml:\d+/)
      .first(),
  ).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  // Nothing has changed yet.
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).toBe(before)

  await preview(page).getByRole('button', { name: 'Compare and plan…' }).click()
  await expect(page).toHaveURL(/\/compare\/#before&d=/)
  await page.getByRole('combobox', { name: 'After' }).click()
  await page.getByRole('option', { name: /^Three-node HA/ }).click()
  await expect(page.getByRole('heading', { name: 'Packets gained' })).toBeVisible()
  await page.getByRole('button', { name: 'Copy as Markdown' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('## Packets gained')
  const steps = page.getByRole('region', { name: 'The order in which to apply it' })
  await expect(steps).toBeVisible()
  expect(await steps.innerText()).toMatch(/steps|No safe order/)
  const shown = await page.evaluate(() => document.documentElement.outerHTML + location.href)
  for (const secret of secrets) expect(shown).not.toContain(secret)
})

test('a folder with one of the same name for every machine is dropped whole', async ({ page }, info) => {
  const folder = info.outputPath('nodes')
  for (const { name, content } of configs) {
    const own = join(folder, name.replace('.yaml', ''))
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'machine.yaml'), content)
  }
  mkdirSync(join(folder, '.git'))
  writeFileSync(join(folder, '.git', 'HEAD'), 'ref: refs/heads/main')
  await dropFolder(page, folder)
  await expect(
    preview(page).getByText(`${configs.length} files read, ${design.nodes.length} machines found`),
  ).toBeVisible()
  await expect(preview(page).getByRole('columnheader', { name: /cp-1, cp-2, cp-3/ })).toBeVisible()
})

test('what runs is compared on the page of a change, and its plan walked step by step', async ({ page }) => {
  const changed = readFileSync('public/examples/two-nics.yaml', 'utf8').replace(/cidr: [^\s,}]+/, 'cidr: 192.0.2.0/28')
  await page.goto('/compare/')
  const box = page.getByRole('region', { name: 'Before' })
  await expect(box).toBeVisible()
  await dropFiles(page, configs, 'section[aria-label="Before"]')
  await page.getByRole('textbox', { name: /paste/ }).last().fill(changed)
  await page.getByRole('button', { name: 'Use the pasted text' }).last().click()
  await expect(page.getByText(/Before was read from files: \d+ parts of it are assumed/)).toBeVisible()
  const steps = page.getByRole('region', { name: 'The order in which to apply it' })
  await expect(steps).toBeVisible()
  const first = steps.locator('ol > li').filter({ hasText: 'Talos' }).first()
  await first.getByText('Commands').click()
  await expect(first).toContainText('--mode=try')
})

test('opened as a new design it leaves the others as they were; drift from a design of the same cluster is listed', async ({
  page,
}) => {
  await dropFiles(page, configs)
  await preview(page).getByRole('button', { name: 'Open as a new design' }).click()
  await expect(page.getByRole('button', { name: /^onprem.*designs$|designs$/ }).first()).toBeVisible()
  await expect(page.getByText(/What was open before stays in the list/).first()).toBeVisible()
  const drifted = configs.map(({ name, content }) => ({
    name,
    content: content.replace(/(name: apid-ingress[\s\S]*?subnet: )\S+/, '$10.0.0.0/0'),
  }))
  await dropFiles(page, drifted)
  const drift = preview(page).getByRole('region', { name: /^Beside .*Talos/ })
  await expect(drift).toContainText('wider')
  await expect(
    drift
      .getByRole('listitem')
      .filter({ hasText: /^~ apid.*now reaches/ })
      .first(),
  ).toBeVisible()
  await expect(drift).toContainText(/runs\s*m0\.yaml:\d+/)
  await expect(drift.getByText(/as designed/).first()).toBeVisible()
})

test('a backup of a router that lets everything in says so in a word, and calls no machine found', async ({ page }) => {
  const nic = (key: string, address: string): string =>
    `<${key}><enable/><descr>${key}</descr><if>igb.${key}</if><ipaddr>${address}</ipaddr><subnet>24</subnet></${key}>`
  const rule =
    '<rule><type>pass</type><interface>wan</interface><ipprotocol>inet</ipprotocol><source><any/></source><destination><any/></destination></rule>'
  const content = `<?xml version="1.0"?><pfsense><interfaces>${nic('wan', '203.0.113.2')}${nic('lan', '10.1.0.1')}</interfaces><filter>${rule}</filter></pfsense>`
  await dropFiles(page, [{ name: 'config.xml', content }])
  await expect(
    preview(page).getByText('1 file read, no machine found, 1 assumed. Nothing has changed yet.'),
  ).toBeVisible()
  await expect(cell(page, 'the internet', 0)).toHaveText('every protocol')
  await expect(preview(page).getByText(/nodes\/cp-1: no file describes/)).toBeVisible()
  await expect(preview(page).getByText(/^From the internet: .*so this may not be all\.$/)).toBeVisible()
})

test('bundles as archives, the keyboard, and pasted text are ways in too', async ({ page }) => {
  const encode = (text: string) => new TextEncoder().encode(text)
  const entries = Object.fromEntries(patchesOf(design).map(({ path, text }) => [path, encode(text)]))
  await dropFiles(page, [{ name: 'bundle.zip', content: zipSync(entries) }])
  await expect(preview(page).getByRole('row', { name: /^the internet/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(preview(page)).toHaveCount(0)

  // By keys alone: the palette, then the picker. Waited for from here on: the browser takes a moment to hand pickers over.
  const choosing = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+K')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type('what runs now')
  await expect(page.getByRole('option', { name: /Read what runs now/ })).toBeVisible()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Open a design, or read what runs' })
  await expect(dialog.getByRole('button', { name: 'Choose files' })).toBeFocused()
  await page.keyboard.press('Enter')
  await (await choosing).setFiles([
    { name: 'cp.yaml', mimeType: 'text/yaml', buffer: Buffer.from(configs[0]?.content ?? '') },
  ])
  await expect(preview(page).getByText('1 file read')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, configs[0]?.content ?? '')
  await expect(preview(page).getByText('1 file read')).toBeVisible()
})

test('secrets are found nowhere, whole files and broken ones alike', async ({ page }) => {
  const lines: string[] = []
  page.on('console', (message) => lines.push(message.text()))
  const [first] = configs
  if (first === undefined) throw new Error('there is a configuration')
  const check = async () => {
    const shown = (await shownBy(page)) + lines.join('\n')
    for (const secret of secrets) expect(shown).not.toContain(secret)
  }
  await dropFiles(page, configs)
  await expect(preview(page)).toBeVisible()
  await check()
  await preview(page).getByRole('button', { name: 'Open as a new design' }).click()
  await expect(page.getByText(/^Saved/)).toBeVisible()
  await page.getByRole('button', { name: 'Share' }).click()
  const link = page.getByRole('textbox', { name: 'Link to this design' })
  await expect(link).toHaveValue(/#d=/)
  await check()
  await page.keyboard.press('Escape')
  for (const [at, secret] of secrets.entries()) {
    const broken = first.content.replace(secret, ['"', "'", '*', '&', '!', '[', '{', '|'][at % 8] + secret)
    await dropFiles(page, [{ name: `broken-${at}.yaml`, content: broken }])
    await expect(page.getByRole('dialog')).toBeVisible()
    await expect(page.getByText(/^Reading /)).toHaveCount(0)
    await check()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
})

test('what is not read says why, with the line, and changes nothing', async ({ page }) => {
  const before = await page.evaluate(() => JSON.stringify({ ...localStorage }))
  const refused = page.getByRole('dialog', { name: 'Open a design, or read what runs' })
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['template.yaml', 'machine:\n  type: worker\n  token: $' + '{TOKEN}\n---\n{{ if x }}\n', /template\.yaml:\d/],
    ['cut.xml', '<?xml version="1.0"?>\n<pfsense><filter>\n<rule>', /cut\.xml:\d/],
    ['huge.yaml', 'a'.repeat(9_000_000), /has 9000000 bytes/],
    [
      'tutorial.yaml',
      'apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: a\nspec:\n  ingress: []\n',
      /tutorial\.yaml:4/,
    ],
  ]
  for (const [name, content, words] of cases) {
    await dropFiles(page, [{ name, content }])
    await expect(refused.getByRole('heading', { name: `${name} was not opened; nothing changed` })).toBeVisible()
    await expect(refused.getByText(words).first()).toBeVisible()
    await page.keyboard.press('Escape')
  }
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).toBe(before)
})
