/** Golden files: one canonical design a target, as real files that a reviewer reads. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect } from 'vitest'
import type { FileSet } from '@/lib/targets/target'

/** Compares the files with those in the folder; `PORTCULLIS_UPDATE_GOLDEN=1` writes them instead. */
export function checkGolden(folder: string, files: FileSet): void {
  if (process.env.PORTCULLIS_UPDATE_GOLDEN === '1') {
    rmSync(folder, { recursive: true, force: true })
    for (const { path, text } of files) {
      mkdirSync(dirname(`${folder}/${path}`), { recursive: true })
      writeFileSync(`${folder}/${path}`, text)
    }
  }
  const kept = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []
  const paths = kept.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`)
  const golden = paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const)
  const written = files.map(({ path, text }) => [path, text] as const)
  expect(Object.fromEntries(written), 'PORTCULLIS_UPDATE_GOLDEN=1 writes them anew; read the difference').toEqual(
    Object.fromEntries(golden),
  )
  expect(files.flatMap(longComments)).toEqual([])
}

/** Comments that no window shows whole. Why a rule is there is said on its line, however long it is. */
function longComments({ path, text }: FileSet[number]): string[] {
  if (path.endsWith('.md')) return []
  return text
    .split('\n')
    .filter((line) => line.length > 100 && /^\s*(#|\/\/|!)/.test(line) && !/^\s*# [\w:-]+\/[\w:-]+: /.test(line))
    .map((line) => `${path}: ${line}`)
}
