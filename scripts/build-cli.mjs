/** The command line as one file without dependencies: dist/portcullis.mjs. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { cliInputs, hashInputs, root } from './inputs.mjs'

const stampFile = join(root, '.cache/cli-stamp')

export async function buildCli() {
  if (!existsSync(join(root, 'cli/main.ts'))) return
  const stamp = hashInputs(cliInputs)
  if (existsSync(join(root, 'dist/portcullis.mjs')) && existsSync(stampFile)) {
    if (readFileSync(stampFile, 'utf8') === stamp) return
  }
  await bundle('cli/main.ts', 'dist', 'portcullis.mjs')
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(stampFile, stamp)
}

if (process.argv[1] === import.meta.filename) await buildCli()
