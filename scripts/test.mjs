/**
 * Every check and test, one after the other, then one line that sums them all. `--long` takes large samples,
 * `--no-browser` leaves out what needs the built site.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './chromium.mjs'
import { findFirefox, noFirefox } from './find-firefox.mjs'
import { root } from './inputs.mjs'

const isLong = process.argv.includes('--long')
const browser = findChromium()
const reports = join(root, '.cache/reports')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const env = {
  ...process.env,
  ...(isLong ? { PORTCULLIS_LONG: '1' } : {}),
  ...(browser?.executablePath ? { PORTCULLIS_CHROMIUM: browser.executablePath } : {}),
  PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'playwright.json'),
}
const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []

const bin = (name, file) => join(root, 'node_modules', name, file)
check('lockfile', [join(root, 'scripts/lock-check.mjs')])
check('biome', [bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings'])
check('types', [bin('typescript', 'bin/tsc'), '--noEmit'])
check('unused code', [bin('knip', 'bin/knip.js')])
if (!process.argv.includes('--no-browser')) check('first load', [join(root, 'scripts/sizes.mjs')])
if (isLong) check('same bytes when built again', [join(root, 'scripts/reproducible.mjs')])
if (isLong) check('built for a sub-path', [join(root, 'scripts/sub-path.mjs')])
runVitest()
if (!process.argv.includes('--no-browser')) runPlaywright()
if (isLong && !process.argv.includes('--no-browser')) runFirefox()

for (const name of failures) console.log(`FAILED: ${name}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(failures.length === 0 && total.failed === 0 ? 0 : 1)

function node(name, args) {
  console.log(`\n== ${name}`)
  const started = Date.now()
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env })
  console.log(`== ${name}: ${status === 0 ? 'fine' : 'FAILED'}, ${((Date.now() - started) / 1000).toFixed(1)} s`)
  if (status !== 0) failures.push(name)
}

/** A check that fails counts as one failed test, so that the last line never looks better than the whole. */
function check(name, args) {
  node(name, args)
  countFailure(name, 0)
}

/** A run may fail without a failed test: an error outside of them, a server that did not start. */
function countFailure(name, failedTests) {
  if (failures.includes(name) && failedTests === 0) total.failed++
}

function runVitest() {
  const file = join(reports, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  node('unit tests', [bin('vitest', 'vitest.mjs'), 'run', ...reporters])
  const report = readReport(file)
  const brokenFiles = report?.testResults.filter((result) => result.status === 'failed' && !hasFailedTest(result)) ?? []
  const failed = (report?.numFailedTests ?? 0) + brokenFiles.length
  add(report?.numPassedTests ?? 0, failed, (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0))
  countFailure('unit tests', failed)
}

function hasFailedTest(result) {
  return result.assertionResults.some((test) => test.status === 'failed')
}

function runPlaywright() {
  const cli = bin('@playwright/test', 'cli.js')
  if (browser === undefined) {
    console.log('\n== SKIPPED: the browser tests. No Chromium was found: name one in PORTCULLIS_CHROMIUM.')
    spawnSync(process.execPath, [cli, 'test', '--list', '--reporter=json'], { cwd: root, env, stdio: 'ignore' })
    add(0, 0, countSpecs(readReport(env.PLAYWRIGHT_JSON_OUTPUT_FILE)?.suites))
    return
  }
  node('browser tests', [cli, 'test', '--reporter=list,json'])
  const none = { expected: 0, flaky: 0, unexpected: 0, skipped: 0 }
  const stats = readReport(env.PLAYWRIGHT_JSON_OUTPUT_FILE)?.stats ?? none
  if (stats.flaky > 0) console.log(`${stats.flaky} browser tests passed only when tried again`)
  add(stats.expected + stats.flaky, stats.unexpected, stats.skipped)
  countFailure('browser tests', stats.unexpected)
}

function runFirefox() {
  if (findFirefox() === undefined) {
    console.log(`\n== ${noFirefox}`)
    add(0, 0, 1)
    return
  }
  check('Firefox', [join(root, 'scripts/firefox.mjs')])
  if (!failures.includes('Firefox')) add(1, 0, 0)
}

function countSpecs(suites = []) {
  return suites.reduce((sum, suite) => sum + (suite.specs?.length ?? 0) + countSpecs(suite.suites), 0)
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

function add(passed, failed, skipped) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}
