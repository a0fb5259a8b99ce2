/** One hash over everything that a build is made from, so that nothing is built twice. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const settings = ['package.json', 'package-lock.json', 'tsconfig.json']
export const siteInputs = [...settings, 'next.config.mjs', 'app', 'components', 'lib', 'public', 'scripts']
export const cliInputs = [...settings, 'cli', 'lib', 'scripts/build-cli.mjs']

/** Tests and what only they read change no byte of a build. */
function isTestOnly(path) {
  return /\.test\.tsx?$|(^|\/)(golden|upstream)\/|^lib\/testing\//.test(path)
}

function filesUnder(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

export function hashInputs(inputs, extra = '') {
  const hash = createHash('sha256').update(`${process.version}\0${extra}\0`)
  for (const input of inputs) {
    for (const path of filesUnder(join(root, input))) {
      const name = relative(root, path).split(sep).join('/')
      if (!isTestOnly(name)) hash.update(`${name}\0`).update(readFileSync(path)).update('\0')
    }
  }
  return hash.digest('hex')
}
