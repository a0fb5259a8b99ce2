/**
 * What a first visit to each page loads before anybody touches it, as script and style in KiB after gzip, and how often
 * that is an empty page of the same framework: what a browser fetches until it rests, whoever asked for it. The worker's
 * share stands apart. Without a browser only what the page itself names is counted, and that is said. Fails past the
 * budget of script.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { findChromium } from './chromium.mjs'
import { watchVisit } from './first-visit.mjs'
import { root } from './inputs.mjs'

const budget = 1.5
const basePath = process.env.BASE_PATH ?? ''

const browser = findChromium()
if (browser === undefined) console.log('No Chromium: counted is only what the pages name, not what that loads in turn.')
const floor = (await firstLoad(buildEmptySite(), 'index.html', '')).script
const out = join(root, 'out')
const pages = readdirSync(out, { recursive: true })
  .filter((name) => name.endsWith('index.html') && !/^_?(404|not-found)/.test(name))
  .sort()
  // The pages of the targets are one program with other words: the first stands for all.
  .filter((name, index, all) => index === all.findIndex((other) => kindOf(other) === kindOf(name)))

let isWithin = true
console.log(`an empty page: ${kib(floor)} KiB of script; budget ${budget} times that, ${kib(floor * budget)} KiB`)
for (const page of pages) {
  const { script, style, worker } = await firstLoad(out, page, basePath)
  const ratio = script / floor
  isWithin &&= ratio <= budget
  console.log(
    `/${page.replace('index.html', '')}: script ${kib(script)} KiB, ${ratio.toFixed(2)} times; style ${kib(style)} KiB; worker ${kib(worker)} KiB`,
  )
}
if (!isWithin) console.error('Over the budget: load what the first view does not need when it is used.')
process.exit(isWithin ? 0 : 1)

function kindOf(name) {
  return name.replace(/^reference[/\\][^/\\]+(?=[/\\]index\.html$)/, 'reference/*')
}

/** Bytes after gzip of what the first visit fetches. */
async function firstLoad(folder, page, prefix) {
  const visit = browser === undefined ? namedBy(folder, page) : await watchVisit(browser, folder, page, prefix)
  const weigh = (paths) =>
    [...new Set(paths)]
      .map((path) => gzipSync(readFileSync(join(folder, path.slice(prefix.length).split('?')[0])), { level: 9 }).length)
      .reduce((sum, size) => sum + size, 0)
  return { script: weigh(visit.scripts), style: weigh(visit.styles), worker: weigh(visit.worker) }
}

/** What the page names itself; `nomodule` scripts are never fetched today. */
function namedBy(folder, page) {
  const html = readFileSync(join(folder, page), 'utf8')
  const scripts = [...html.matchAll(/<script\b([^>]*)>/gi)]
    .map(([, attributes = '']) => attributes)
    .filter((attributes) => !/\bnomodule\b/i.test(attributes))
    .flatMap((attributes) => /\bsrc="([^"]+)"/.exec(attributes)?.[1] ?? [])
  const styles = [...html.matchAll(/<link\b[^>]*>/gi)].flatMap(
    ([link]) => (link.includes('stylesheet') && /\bhref="([^"]+)"/.exec(link)?.[1]) || [],
  )
  return { scripts, styles, worker: [] }
}

/** The floor: one page that says nothing, built by the framework as it is installed here. */
function buildEmptySite() {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/next/package.json'), 'utf8'))
  const folder = join(root, '.cache', `empty-page-${version}`)
  if (existsSync(join(folder, 'out/index.html'))) return join(folder, 'out')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'app'), { recursive: true })
  const files = {
    'app/layout.jsx': 'export default ({ children }) => <html><body>{children}</body></html>',
    'app/page.jsx': 'export default () => <main />',
    'next.config.mjs': "export default { output: 'export', agentRules: false }",
    'package.json': '{ "private": true, "type": "module" }',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', BASE_PATH: '' },
  })
  if (status !== 0) throw new Error(`The empty page does not build:\n${stdout}`)
  return join(folder, 'out')
}

function kib(bytes) {
  return (bytes / 1024).toFixed(1)
}
