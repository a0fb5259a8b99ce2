/**
 * The journey of a visitor in Firefox, by its own remote protocol: `node scripts/firefox.mjs`. Needs out/ and a Firefox, of
 * Debian (`apt-get install firefox-esr`) or named in PORTCULLIS_FIREFOX; without one it says SKIPPED. Pictures of each step
 * are in .cache/firefox.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from 'puppeteer-core'
import { findFirefox, noFirefox } from './find-firefox.mjs'
import { steps } from './firefox-steps.mjs'
import { root } from './inputs.mjs'
import { addressOf } from './served.mjs'

process.exitCode = await run()

async function run() {
  const firefox = findFirefox()
  if (firefox === undefined) console.log(noFirefox)
  if (firefox === undefined) return 0
  if (existsSync(join(root, 'out/index.html'))) return walk(firefox)
  console.error('There is no out/: npm run build writes it.')
  return 1
}

/** Every step in order; each is tried even when one before it failed. Gives the exit code. */
async function walk({ path, version }) {
  const pictures = join(root, '.cache/firefox')
  const downloads = mkdtempSync(join(tmpdir(), 'portcullis-firefox-'))
  rmSync(pictures, { recursive: true, force: true })
  mkdirSync(pictures, { recursive: true })
  const server = spawn(process.execPath, [join(root, 'scripts/serve.mjs'), 'out'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await launch({
    browser: 'firefox',
    executablePath: path,
    headless: true,
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
    },
  })
  let failed = 0
  try {
    const url = await addressOf(server)
    const faults = []
    const world = { browser, url, downloads, openPage: (context = browser) => openPage(context, faults, url) }
    const page = await world.openPage()
    for (const [index, [name, step]] of steps.entries()) {
      const found = await attempt(() => step(page, world))
      found.push(...faults.splice(0))
      failed += found.length === 0 ? 0 : 1
      console.log(found.length === 0 ? `fine: ${name}` : `FAILED: ${name}\n  ${found.join('\n  ')}`)
      for (const [tab, one] of (await browser.pages()).entries()) {
        if (one.url().startsWith('http')) await one.screenshot({ path: join(pictures, `${index + 1}-${tab}.png`) })
      }
    }
  } finally {
    await browser.close()
    server.kill()
    rmSync(downloads, { recursive: true, force: true })
  }
  console.log(`${version}: ${steps.length - failed} of ${steps.length} steps`)
  return failed === 0 ? 0 : 1
}

async function attempt(step) {
  try {
    await step()
    return []
  } catch (error) {
    return [error instanceof Error ? error.message.split('\n')[0] : String(error)]
  }
}

/** A page that reports what no page may do: errors, broken policy, requests to anywhere else. */
async function openPage(context, faults, url) {
  const page = await context.newPage()
  await page.setViewport({ width: 1440, height: 900 })
  page.setDefaultTimeout(20_000)
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`exception: ${error instanceof Error ? error.message : String(error)}`))
  page.on('request', (request) => {
    const asked = request.url()
    if (/^https?:/.test(asked) && !asked.startsWith(url)) faults.push(`request to ${asked}`)
  })
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`policy: ${violatedDirective} ${blockedURI}`)
    })
  })
  return page
}
