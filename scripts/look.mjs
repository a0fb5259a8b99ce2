/**
 * Pictures of every screen and state, to be looked at: `node scripts/look.mjs [--widths 360,1440] [--schemes dark] [part of a name]`.
 * Written into .cache/look, one file for each state, width and scheme; what goes wrong on the way is printed.
 */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { findChromium } from './chromium.mjs'
import { root } from './inputs.mjs'
import { otherScreens } from './look-other-screens.mjs'
import { screens } from './look-screens.mjs'
import { addressOf } from './served.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    widths: { type: 'string', default: '360,1024,1440,1920' },
    schemes: { type: 'string', default: 'light,dark' },
  },
})
const heights = { 360: 740, 1024: 768, 1440: 900, 1920: 1080 }
const folder = join(root, '.cache/look')

async function picture(browser, url, screen, width, colorScheme) {
  const context = await browser.newContext({
    baseURL: url,
    colorScheme,
    viewport: { width, height: heights[width] ?? 900 },
    hasTouch: width < 600,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(8000)
  const name = `${screen.name}-${width}-${colorScheme}`
  try {
    await screen.before?.(page)
    if (screen.kept !== undefined) await page.addInitScript(keep, { ...screen.kept, savedAt: Date.now() })
    await page.goto(screen.at ?? '/')
    await page
      .getByText(screen.waitFor ?? /compiled in/)
      .first()
      .waitFor({ state: 'attached' })
    await screen.open?.(page, width)
    await page.waitForTimeout(400)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (overflow > 0) console.log(`${name}: ${overflow} px wider than the window`)
  } catch (error) {
    console.log(`${name}: ${String(error).split('\n')[0]}`)
  }
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await context.close()
}

/** Runs in the page: a design as the browser would have kept it. */
function keep({ design, files = {}, savedAt }) {
  if (localStorage.getItem('portcullis/open') !== null) return
  const record = { format: 1, id: 'look', stamp: 'look', savedAt, design, files }
  localStorage.setItem('portcullis/design/look', JSON.stringify(record))
  localStorage.setItem('portcullis/open', 'look')
}

mkdirSync(folder, { recursive: true })
const server = spawn(process.execPath, [join(root, 'scripts/serve.mjs'), 'out'], { env: { ...process.env, PORT: '0' } })
const url = await addressOf(server)
const browser = await chromium.launch(findChromium())
try {
  for (const screen of [...screens, ...otherScreens].filter(({ name }) =>
    positionals.every((part) => name.includes(part)),
  )) {
    for (const width of values.widths.split(',').map(Number)) {
      if (screen.widths !== undefined && !screen.widths.includes(width)) continue
      for (const scheme of values.schemes.split(',')) await picture(browser, url, screen, width, scheme)
    }
  }
} finally {
  await browser.close()
  server.kill()
}
