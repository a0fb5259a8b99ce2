/**
 * `node bench/page.mjs LINKS.json`: the exported page in Chromium, timed from inside it. Reads `{ name: link fragment }`,
 * prints JSON. From the key's own event to the first frame after the last change of anything on the page.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium } from '../scripts/chromium.mjs'
import { root } from '../scripts/inputs.mjs'

/** Nothing changes for this long: the page has settled. Longer than every delay that the page itself waits, in ms. */
const quiet = 700
/** What changes by a clock of its own and is no answer to the key: the autosave, the announcement, the link's length. */
const aside = '.visually-hidden, [data-clock]'

const links = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const found = findChromium()
if (found === undefined) {
  console.log(JSON.stringify({ skipped: 'there is no Chromium; name one in PORTCULLIS_CHROMIUM' }))
  process.exit(0)
}

const server = spawn(process.execPath, [join(root, 'scripts/serve.mjs'), 'out'], {
  cwd: root,
  env: { ...process.env, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const origin = await new Promise((resolve, reject) => {
  server.stdout.on('data', (chunk) => {
    const [, url] = /is at (http:\S+)/.exec(String(chunk)) ?? []
    if (url !== undefined) resolve(url)
  })
  server.on('exit', (code) => reject(new Error(`the server ended with ${code}`)))
})
const browser = await chromium.launch(found.executablePath === undefined ? {} : found)
try {
  console.log(
    JSON.stringify({
      edit: await timeFileEdit(),
      small: await timeKeystrokes(links.small, 1),
      large: await timeKeystrokes(links.large, 4),
      huge: await timeKeystrokes(links.huge, 1),
      pools: await timeKeystrokes(links.pools, 1),
    }),
  )
} finally {
  await browser.close()
  server.kill()
}

/** The example that the page opens with: a prefix of a file is widened from /24 to /16 and taken back. */
async function timeFileEdit() {
  const page = await open('', 1)
  await page.getByRole('tab', { name: /^Files/ }).click()
  const editor = page.getByRole('textbox', { name: /^Text of/ })
  await editor.waitFor()
  const samples = []
  for (let turn = 0; turn < 12; turn++) {
    await select(editor, '198.51.100.0/24')
    // One insertion, as a paste is: the text in between would be a file of its own.
    samples.push(await timed(page, () => page.keyboard.insertText('198.51.100.0/16')))
    await page
      .getByRole('status')
      .filter({ hasText: /^\S+ now reaches / })
      .waitFor()
    await editor.focus()
    await page.keyboard.press('Escape')
    await settle(page)
  }
  await page.close()
  return summary(samples.slice(2))
}

/** The key that takes in another admin prefix, over and over: each a change of nearly every file. */
async function timeKeystrokes(fragment, throttle) {
  const page = await open(fragment, throttle)
  const field = page.getByRole('textbox', { name: /^Admin networks/ })
  await field.focus()
  await page.keyboard.type('198.51.100.0/24,')
  await settle(page)
  const samples = []
  for (let turn = 0; turn < 24; turn++) {
    // Back into the text of the last prefix, where the last digit is changed.
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.keyboard.press(turn % 2 === 0 ? '5' : '4')
    await settle(page)
    samples.push(await timed(page, () => page.keyboard.press(',')))
  }
  const tasks = await page.evaluate(() => window.benchTasks)
  await page.close()
  return { ...summary(samples.slice(4)), longestTask: Math.max(0, ...tasks) }
}

async function open(fragment, throttle) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript((selector) => {
    Object.assign(window, { benchTasks: [], benchChanged: 0, benchPressed: 0 })
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) window.benchTasks.push(task.duration)
    }).observe({ type: 'longtask' })
    for (const kind of ['keydown', 'beforeinput']) {
      addEventListener(kind, (event) => (window.benchPressed = event.timeStamp), { capture: true })
    }
    addEventListener('DOMContentLoaded', () => {
      new MutationObserver((records) => {
        const seen = records.filter(({ target }) => {
          const element = target instanceof Element ? target : target.parentElement
          return element !== null && element.closest(selector) === null
        })
        if (seen.length === 0) return
        // The frame after this one shows it.
        requestAnimationFrame(() => setTimeout(() => (window.benchChanged = performance.now())))
      }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    })
  }, aside)
  await page.goto(`${origin}${fragment.replace('/', '')}`)
  await page.getByRole('treegrid', { name: /^Who reaches what/ }).waitFor()
  await settle(page)
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  await page.evaluate(() => (window.benchTasks.length = 0))
  return page
}

/** Milliseconds from the input's event to the frame that shows the last of what it changed. */
async function timed(page, act) {
  await act()
  await settle(page)
  return page.evaluate(() => window.benchChanged - window.benchPressed)
}

async function settle(page) {
  await page.waitForFunction(
    (pause) => performance.now() - Math.max(window.benchChanged, window.benchPressed) > pause,
    quiet,
  )
}

function select(editor, text) {
  return editor.evaluate((area, wanted) => {
    const start = area.value.indexOf(wanted)
    if (start < 0) throw new Error(`no ${wanted} in the file`)
    area.focus()
    area.setSelectionRange(start, start + wanted.length)
  }, text)
}

function summary(samples) {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  return { median: at(0.5), p95: at(0.95), runs: sorted.length }
}
