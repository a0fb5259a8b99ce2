/** Builds the site for a host that serves it under a path, into .cache/sub-path; what is in out/ stays as it is. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './inputs.mjs'
import { subPath, subPathRoot } from './sub-path-place.mjs'

const out = join(root, 'out')
const before = join(root, '.cache/out-before')
const built = join(subPathRoot, subPath)
rmSync(before, { recursive: true, force: true })
rmSync(subPathRoot, { recursive: true, force: true })
cpSync(out, before, { recursive: true })
const env = { ...process.env, BASE_PATH: subPath, HOSTED: '1' }
const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'ignore', env })
if (status === 0) {
  mkdirSync(dirname(built), { recursive: true })
  renameSync(out, built)
}
rmSync(out, { recursive: true, force: true })
renameSync(before, out)
console.log(status === 0 ? `Built for ${subPath}/` : 'The build for a sub-path failed')
process.exit(status ?? 1)
