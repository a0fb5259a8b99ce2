/** `node scripts/run-ts.mjs bench/run.ts [arguments]`: bundles a TypeScript entry into .cache/ and runs it. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { bundle } from './bundle.mjs'
import { root } from './inputs.mjs'

const [entry, ...rest] = process.argv.slice(2)
if (entry === undefined || !existsSync(join(root, entry))) {
  console.error(entry === undefined ? 'Name the file to run: node scripts/run-ts.mjs FILE.ts' : `There is no ${entry}`)
  process.exit(2)
}
const name = basename(entry, '.ts')
const folder = `.cache/run/${entry.replaceAll(/[^a-z0-9]/gi, '-')}`
await bundle(entry, folder, `${name}.mjs`)
const { status } = spawnSync(process.execPath, ['--enable-source-maps', join(root, folder, `${name}.mjs`), ...rest], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(status ?? 1)
