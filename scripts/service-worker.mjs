/** `sw.js` of the exported site: the list of its files and their common hash, then what is done with them. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { root } from './inputs.mjs'

export const serviceWorkerFile = 'sw.js'

/** A worker fetches for the pages, which may fetch nothing themselves. */
export const serviceWorkerPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'"

/**
 * Not kept: what hosts read and do not give out, the worker itself, the page for what is not there (some hosts give it with
 * status 404, which would refuse the whole set), and the pictures of the README.
 */
const notKept = /^(?:_headers|sw\.js|404\.html|404\/.*|_not-found.*|screenshots\/.*)$/

export function writeServiceWorker(folder, base) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join('/'))
    .filter((name) => !notKept.test(name))
    .sort()
  const hash = createHash('sha256')
  for (const name of files)
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0')
  const site = { version: hash.digest('hex').slice(0, 16), base, files }
  const source = readFileSync(join(root, 'scripts/offline/worker.js'), 'utf8')
  writeFileSync(join(folder, serviceWorkerFile), `const site = ${JSON.stringify(site)}\n${source}`)
}
