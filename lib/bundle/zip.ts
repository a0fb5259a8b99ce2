/** Files to one archive whose bytes depend on nothing but the files: fixed times, sorted paths, no extra attributes. */
import { strToU8, zipSync } from 'fflate'
import type { BundleFile } from './bundle-file'

export function zipBundle(files: readonly BundleFile[]): Uint8Array<ArrayBuffer> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
  const entries = Object.fromEntries(sorted.map((file) => [file.path, strToU8(file.text)]))
  // An archive's clock has no time zone, so these are its own fields; nobody fails to unpack this day.
  const fixedTime = new Date(2000, 0, 1)
  return Uint8Array.from(zipSync(entries, { level: 9, mtime: fixedTime }))
}
