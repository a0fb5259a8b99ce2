/** What a browser fetches for a page until nobody asks for more, before anybody touches it. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { root } from './inputs.mjs'
import { addressOf } from './served.mjs'

/** Milliseconds without a request, after which the page rests: the first proof is long done by then. */
const rest = 1500

/** Paths of a site in `folder`, by who fetched them; `prefix` is the site's base path. */
export async function watchVisit({ executablePath }, folder, page, prefix) {
  const server = spawn(process.execPath, [join(root, 'scripts/serve.mjs'), folder], {
    env: { ...process.env, PORT: '0', BASE_PATH: prefix },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath })
  try {
    const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const seen = []
    const workers = new Set()
    let last = Date.now()
    tab.on('worker', (worker) => workers.add(new URL(worker.url()).pathname))
    tab.on('request', (request) => {
      last = Date.now()
      seen.push({ path: new URL(request.url()).pathname, type: request.resourceType() })
    })
    await tab.goto(new URL(page.replace(/index\.html$/, ''), await addressOf(server)).href)
    while (Date.now() - last < rest) await tab.waitForTimeout(100)
    const scripts = seen.filter(({ path }) => path.endsWith('.js'))
    // A worker asks for its parts itself; the page's own scripts come through elements.
    const isOwn = ({ path, type }) => type === 'script' && !workers.has(path)
    return {
      scripts: scripts.filter(isOwn).map(({ path }) => path),
      styles: seen.filter(({ type }) => type === 'stylesheet').map(({ path }) => path),
      worker: scripts.filter((one) => !isOwn(one)).map(({ path }) => path),
    }
  } finally {
    await browser.close()
    server.kill()
  }
}
