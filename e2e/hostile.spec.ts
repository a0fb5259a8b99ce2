import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { strToU8, zipSync } from 'fflate'
import { type Design, designSchema } from '@/lib/design/design'
import { readDesign } from '@/lib/design/read-design'
import { encodeDesign } from '@/lib/share/codec'
import { machineConfigs } from '@/lib/testing/machine-configs'
import { patchesOf } from '@/lib/testing/unlike-machines'
import { dropFiles } from './drop'
import { openTab } from './places'
import { test } from './test'

/** Links, files and designs of somebody who means ill: names stay names, what is refused says why, nothing is overwritten. */

const read = readDesign(readFileSync('public/examples/two-nics.yaml', 'utf8'))
if (!read.ok) throw new Error('the example is a design')
const example = read.value

/** All legal as names; each would do something on a page that trusted it. The schema allows 63 characters. */
const names = [
  '<img src=x onerror="window.ran=1">',
  '"><svg onload=window.ran=1>',
  '</script><script>window.ran=1</script>',
  "javascript:window.ran=1//'-window.ran=1-'",
  '=HYPERLINK("https://x.example","y")',
  `$(reboot) \`id\` ; rm -rf / # $\{var.x} {{ x }}`,
  '__proto__',
  'constructor',
]

function withNames(design: Design): Design {
  const admin = names.map((name, index) => ({
    name,
    cidr: `198.51.100.${index}/32`,
    may: ['talos' as const],
    owner: names[(index + 1) % names.length],
  }))
  const listeners = names.map((name, index) => ({
    name,
    on: ['worker'],
    ports: [String(7000 + index)],
    from: [`admin:${name}`],
    owner: names[(index + 2) % names.length],
  }))
  const nodes = design.nodes.map((node, index) =>
    index === 0 ? { ...node, name: 'constructor' } : index === 1 ? { ...node, name: 'tostring' } : node,
  )
  return designSchema.parse({
    ...design,
    name: 'constructor',
    nodes,
    admin,
    listeners,
    overrides: [],
    expectations: [],
  })
}

/** Reading other people's files takes its time on a busy machine. */
const patient = expect.configure({ timeout: 20_000 })

const kept = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }))

/** No name became an element or ran; `./test` has an eye on the console and on the policy. */
async function expectInert(page: Page): Promise<void> {
  const seen = await page.evaluate(() => ({
    ran: Reflect.get(window, 'ran'),
    polluted: Reflect.get({}, 'polluted'),
    elements: document.querySelectorAll('img[src="x"], svg[onload], [onerror], a[href^="javascript"]').length,
  }))
  expect(seen).toEqual({ ran: undefined, polluted: undefined, elements: 0 })
}

test('a link whose names try to be markup shows them as text in every pane, and keeps nothing', async ({ page }) => {
  await page.goto(`/#d=${encodeDesign(withNames(example))}`)
  await expect(page.getByText('Shared design.')).toBeVisible()
  await patient(page.getByText(/compiled in/)).toBeVisible()
  await expect(page.getByText('<img src=x onerror="window.ran=1">').first()).toBeVisible()
  for (const tab of [/^Rules/, /^Files/, /^Findings/, /^Who reaches what/]) {
    await openTab(page, tab)
    await expectInert(page)
  }
  await openTab(page, /^Rules/)
  await page.locator('[data-rule*="onerror"]').first().click()
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('onerror')
  const question = page.getByRole('combobox', { name: 'Ask about a packet' })
  await question.fill('admin:__proto__ -> constructor apid')
  await question.press('Enter')
  await expect(page.getByRole('button', { name: /^Answer: / })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('textbox', { name: 'Link to this design' })).toHaveValue(/#d=/)
  await expectInert(page)
  expect(Object.keys(JSON.parse(await kept(page))).filter((key) => key.startsWith('portcullis/design/'))).toEqual([])
})

/** What no design may hold, beside what is said of it. */
const illegal: readonly (readonly [string, string, RegExp])[] = [
  ['a text that turns the line round', 'safe\u202Etxt.exe', /invisible character/],
  ['a mark that cannot be seen', 'off\u200Bice', /invisible character/],
  ['a line break', 'office\ncidr: 0.0.0.0/0', /line break/],
  ['a terminal escape', 'office\u001B[2J', /invisible character/],
  ['ten thousand characters', 'x'.repeat(10_000), /is too long.*use at most 63 characters/is],
  ['nothing', '', /is empty/],
]

for (const [what, name, reason] of illegal) {
  test(`a link and a file with ${what} for a name say so, and change nothing`, async ({ page }) => {
    const [entry] = example.admin
    if (entry === undefined) throw new Error('the example has an admin network')
    const design: Design = { ...example, admin: [{ ...entry, name }] }
    await page.goto('/')
    await patient(page.getByText(/compiled in/)).toBeVisible()
    const before = await kept(page)

    await dropFiles(page, [{ name: 'design.json', content: JSON.stringify(design) }])
    const refused = page.getByRole('dialog', { name: 'Open a design, or read what runs' })
    await patient(refused).toContainText(reason)
    await expect(refused).toContainText('nothing changed')
    expect(await refused.innerText()).not.toMatch(/\p{Cf}|[^\n\P{Cc}]|x{200}/u)
    await page.keyboard.press('Escape')

    await page.goto(`/#d=${encodeDesign(design)}`)
    const bar = page.getByRole('region', { name: 'A link that could not be opened' })
    await patient(bar).toContainText(reason)
    expect(await bar.innerText()).not.toMatch(/\p{Cf}|[^\n\P{Cc}]|x{200}/u)
    expect(await kept(page)).toBe(before)
    await expectInert(page)
  })
}

test('files of odd names, keys that reach for prototypes, and bombs are refused by name, and nothing is overwritten', async ({
  page,
}) => {
  await page.goto('/')
  await patient(page.getByText(/compiled in/)).toBeVisible()
  const before = await kept(page)
  const dialog = page.getByRole('dialog')
  const bomb = [
    'a: &a [x]',
    ...'bcdefghijk'.split('').map((to, i) => `${to}: &${to} [*${'abcdefghij'[i]}, *${'abcdefghij'[i]}]`),
  ].join('\n')
  const cases: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['<img src=x onerror="window.ran=1">.yaml', 'version: 1\nname: 12\n', /<img src=x/],
    ['../../__proto__.yaml', 'version: 1\n__proto__: { polluted: 1 }\nname: x\n', /__proto__/],
    [
      'proto.json',
      '{"version":1,"name":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
      /proto\.json/,
    ],
    ['bomb.yaml', `version: 1\nname: x\n${bomb}\n`, /bomb\.yaml/],
    ['entity.xml', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><pfsense>&b;</pfsense>', /entity\.xml:1/],
    [
      'slip.zip',
      zipSync({ '../../etc/passwd': strToU8('x'), '__proto__/a.yaml': strToU8('version: 1\n') }),
      /slip\.zip|passwd|a\.yaml/,
    ],
  ]
  for (const [name, content, words] of cases) {
    await dropFiles(page, [{ name, content }])
    await patient(dialog).toContainText(words)
    await expectInert(page)
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    expect(await kept(page)).toBe(before)
  }
  await expect(page.getByText('Not kept yet')).toBeVisible()
})

test('what boxes run may call things anything: read, shown, opened as a design, it stays text', async ({ page }) => {
  await page.goto('/')
  await patient(page.getByText(/compiled in/)).toBeVisible()
  const plain = { ...example, pools: [] }
  const [rule = '', markup = ''] = ['apid-ingress', '<img src=x onerror="window.ran=1">']
  const configs = machineConfigs(plain, patchesOf(plain), 'single').map(({ path, text }, index) => ({
    name: `${markup}-${index}-${path.split('/').at(-1)}`,
    content: text
      .replace(`name: ${rule}`, `name: '${markup}'`)
      .replace(/hostname: \S+/, (found) => (index === 0 ? `hostname: '${markup}'` : found)),
  }))
  expect(configs.some(({ content }) => content.includes(markup))).toBe(true)
  await dropFiles(page, configs)
  const preview = page.getByRole('dialog')
  await patient(preview).toContainText(/files read|was not opened/)
  await expectInert(page)
  const open = preview.getByRole('button', { name: 'Open as a new design' })
  await open.click()
  await expect(page.getByText(/^Saved/)).toBeVisible()
  for (const tab of [/^Rules/, /^Files/, /^Findings/]) {
    await openTab(page, tab)
    await expectInert(page)
  }
})
