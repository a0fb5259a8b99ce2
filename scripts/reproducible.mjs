/** Builds the site once more from nothing and compares every byte with what is in out/. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './inputs.mjs'

const out = join(root, 'out')
const before = join(root, '.cache/out-before')
rmSync(before, { recursive: true, force: true })
cpSync(out, before, { recursive: true })
rmSync(join(root, '.next'), { recursive: true, force: true })
const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'ignore' })
if (status !== 0) throw new Error('The second build failed')

const names = new Set([before, out].flatMap((folder) => readdirSync(folder, { recursive: true })))
const different = [...names].filter((name) => !isSame(join(before, name), join(out, name)))
for (const name of different) console.error(`Differs when built again: ${name}`)
console.log(`${names.size} files and folders compared, ${different.length} differ`)
process.exit(different.length === 0 ? 0 : 1)

function isSame(a, b) {
  if (!existsSync(a) || !existsSync(b)) return false
  if (statSync(a).isDirectory()) return statSync(b).isDirectory()
  return readFileSync(a).equals(readFileSync(b))
}
