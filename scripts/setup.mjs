/**
 * Makes a checkout ready, from nothing: `npm ci` when node_modules differs from the lockfile, `--build` the site and
 * the command line when their sources changed, `--browser` finds or installs one. Node built-ins only, because
 * it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cliInputs, hashInputs, root, siteInputs } from './inputs.mjs'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Portcullis needs Node.js 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`)
  process.exit(1)
}

install()
if (process.argv.includes('--build')) build()
if (process.argv.includes('--browser')) (await import('./chromium.mjs')).installChromium()

function install() {
  if (isInstalled()) return
  console.log('Installing dependencies: npm ci')
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
  run(command, [...args, 'ci', '--include=dev'], { shell: !npm && process.platform === 'win32' })
}

/** Every package of the lockfile is there with the same content; optional ones may be for another platform. */
function isInstalled() {
  const [wanted, present] = ['package-lock.json', 'node_modules/.package-lock.json'].map((file) => {
    const path = join(root, file)
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
  })
  return Object.entries(wanted).every(
    ([name, entry]) =>
      name === '' || (entry.optional && !present[name]) || present[name]?.integrity === entry.integrity,
  )
}

function build() {
  const stampFile = join(root, '.cache/build-stamp')
  const stamp = hashInputs(
    [...new Set([...siteInputs, ...cliInputs])],
    `${process.env.BASE_PATH ?? ''} ${process.env.HOSTED ?? ''}`,
  )
  const isFresh = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
  if (isFresh && existsSync(join(root, 'out/index.html'))) return
  console.log('Building the site and the command line')
  rmSync(stampFile, { force: true })
  run(process.execPath, [join(root, 'scripts/build.mjs')])
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(stampFile, stamp)
}

function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (status !== 0) process.exit(status ?? 1)
}
