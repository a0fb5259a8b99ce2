/**
 * The lockfile names no download address and every optional package: npm leaves out, without a word, platform packages
 * that the registry lacks on that day, and then `npm ci` fails on the machines that need them.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './inputs.mjs'

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const faults = []
for (const [path, entry] of Object.entries(packages)) {
  if (entry.resolved !== undefined) faults.push(`${path} has a download address: lock again with the project's .npmrc`)
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!isLocked(path, name)) faults.push(`${path || 'package.json'} wants ${name}, which the lockfile lacks`)
  }
}
for (const fault of faults) console.error(fault)
process.exit(faults.length === 0 ? 0 : 1)

/** Looks where Node.js would: in the package's own node_modules, then in each one further out. */
function isLocked(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`]) return true
    if (folder === '') return false
  }
}
