/**
 * Builds the committed and changed files of this checkout again in a folder of another name, and compares every file of
 * out/ and dist/ with those that are here: the same source gives the same bytes. Says which files differ, if any.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { root } from './inputs.mjs'

const made = ['out', 'dist']
const folder = mkdtempSync(join(tmpdir(), 'built-again-somewhere-else-'))
try {
  run(root, 'scripts/setup.mjs', '--build')
  copyCheckout()
  run(folder, 'scripts/build.mjs')
  const [here, there] = [root, folder].map((place) => new Map(made.flatMap((name) => hashesIn(place, name))))
  const names = [...new Set([...here.keys(), ...there.keys()])].sort()
  const different = names.filter((name) => here.get(name) !== there.get(name))
  for (const name of different) console.log(`differs: ${name}`)
  console.log(`${names.length - different.length} of ${names.length} files of ${made.join(' and ')} are the same`)
  process.exitCode = names.length > 0 && different.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function run(cwd, ...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8', env: process.env })
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
}

function copyCheckout() {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const listed = spawnSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 }).stdout.split('\0')
  for (const name of listed.filter((one) => one !== '' && existsSync(join(root, one)))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    cpSync(join(root, name), join(folder, name))
  }
  linkTree(join(root, 'node_modules'), join(folder, 'node_modules'))
}

/** Half a gigabyte that a build only reads: linked where the file system can, else copied. */
function linkTree(from, to) {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [here, there] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkTree(here, there)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(here), there)
    else linkOrCopy(here, there)
  }
}

function linkOrCopy(here, there) {
  try {
    linkSync(here, there)
  } catch {
    cpSync(here, there)
  }
}

function hashesIn(place, name) {
  return readdirSync(join(place, name), { recursive: true })
    .map((entry) => join(place, name, entry))
    .filter((path) => statSync(path).isFile())
    .map((path) => [relative(place, path), createHash('sha256').update(readFileSync(path)).digest('hex')])
}
