/**
 * A Chromium for the browser tests: PORTCULLIS_CHROMIUM, Playwright's own, one on this machine, or one that
 * `installChromium` fetches. `node scripts/chromium.mjs` prints which one would be used.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { root } from './inputs.mjs'

const commands = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
]
const places = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/** The browser to launch; `executablePath` undefined means Playwright's own. Undefined when there is none. */
export function findChromium() {
  const named = process.env.PORTCULLIS_CHROMIUM
  if (named) return { executablePath: named }
  if (existsSync(chromium.executablePath())) return { executablePath: undefined }
  const executablePath = [...commands, ...(places[process.platform] ?? [])].find(runs)
  return executablePath === undefined ? undefined : { executablePath: fullPath(executablePath) }
}

/** Being there is not enough: Ubuntu's package is a stub that asks for a snap. On Windows asking opens a window. */
function runs(command) {
  if (process.platform === 'win32') return existsSync(command)
  return spawnSync(command, ['--version'], { timeout: 20_000 }).status === 0
}

function fullPath(command) {
  if (command.includes('/') || command.includes('\\')) return command
  return spawnSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).stdout.trim()
}

/** Finds a browser or fetches one: a small one from Debian where that is possible, else Playwright's own. */
export function installChromium() {
  if (findChromium() !== undefined) return
  console.log('Fetching a Chromium for the browser tests')
  const isLinuxRoot = process.platform === 'linux' && process.getuid?.() === 0
  const playwright = [
    join(root, 'node_modules/@playwright/test/cli.js'),
    'install',
    ...(isLinuxRoot ? ['--with-deps'] : []),
  ]
  const ways = [() => run(process.execPath, [...playwright, 'chromium'])]
  if (isLinuxRoot && existsSync('/etc/debian_version')) ways.unshift(installFromDebian)
  for (const way of ways) {
    way()
    if (findChromium() !== undefined) return
  }
  console.error(
    'NO BROWSER: the browser tests will be skipped. Install Chromium, or name one in PORTCULLIS_CHROMIUM, and run again.',
  )
}

function installFromDebian() {
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell'])
}

function run(command, args) {
  spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 300_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' },
  })
}

if (process.argv[1] === import.meta.filename) {
  const found = findChromium()
  console.log(found === undefined ? 'none' : (found.executablePath ?? "Playwright's own"))
}
