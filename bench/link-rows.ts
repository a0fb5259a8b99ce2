/** How long a link is, beside what the two usual ways make of the same design's JSON, defaults left out of both. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { deflateSync } from 'node:zlib'
import { z } from 'zod'
import { leaveOutDefaults } from '@/lib/design/minimal'
import { encodeDesign } from '@/lib/share/codec'
import { namedCluster } from './cluster'

const sizes = [10, 100, 1000]
const must: Readonly<Record<number, string>> = { 100: '2,000 characters with the address of the page' }

export function linkRows(): string[][] {
  const lzString = findLzString()
  return sizes.map((size) => {
    const design = namedCluster(size)
    const json = JSON.stringify(leaveOutDefaults(design))
    const zlib = deflateSync(json, { level: 9 }).toString('base64url').length
    const other = lzString === undefined ? 'SKIPPED: lz-string cannot be fetched' : `lz-string ${lzString(json).length}`
    return [
      `link of ${size} named nodes`,
      `${encodeDesign(design).length} characters`,
      '',
      must[size] ?? '',
      `zlib ${zlib}, ${other}`,
    ]
  })
}

const library = z.object({
  compressToEncodedURIComponent: z.custom<(text: string) => string>((one) => typeof one === 'function'),
})

/** Only measured here: fetched into `.cache` when it is. */
function findLzString(): ((text: string) => string) | undefined {
  const folder = resolve('.cache/bench')
  const main = join(folder, 'package/libs/lz-string.js')
  if (!existsSync(main)) {
    mkdirSync(folder, { recursive: true })
    spawnSync('npm', ['pack', '--silent', 'lz-string@1.5.0'], { cwd: folder })
    spawnSync('tar', ['-xzf', 'lz-string-1.5.0.tgz'], { cwd: folder })
  }
  if (!existsSync(main)) return undefined
  return library.parse(createRequire(import.meta.url)(main)).compressToEncodedURIComponent
}
