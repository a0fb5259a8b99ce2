import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { BundleFile } from '@/lib/bundle/bundle-file'
import { makeManifest, manifestPath, writeManifest } from '@/lib/bundle/manifest'
import { nodeIo } from './node-io'
import { makeMemoryIo } from './testing/memory-io'
import { writeFolder, writeWhole } from './write-folder'

function bundleOf(texts: Readonly<Record<string, string>>): BundleFile[] {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, target: undefined, use: 'read' as const }))
  const manifest = writeManifest(makeManifest('test', [], files))
  return [...files, { path: manifestPath, text: manifest, target: undefined, use: 'read' }]
}

function texts(bundle: readonly BundleFile[], folder: string): Record<string, string> {
  return Object.fromEntries(bundle.map((file) => [`${folder}/${file.path}`, file.text]))
}

const first = bundleOf({ 'a/one.yaml': '1', 'a/two.yaml': '2', 'README.md': 'r' })
const second = bundleOf({ 'a/one.yaml': '1b', 'README.md': 'r', 'b/three.yaml': '3' })

describe('writeFolder', () => {
  test('makes a folder that was not there', () => {
    const memory = makeMemoryIo()
    expect(writeFolder('/desk/out/deep', first, false, memory.io.files).ok).toBe(true)
    expect(memory.files()).toEqual(texts(first, '/desk/out/deep'))
  })

  test('leaves the files of others in the folder alone', () => {
    const memory = makeMemoryIo({ '/desk/out/.git/HEAD': 'main', '/desk/out/notes.txt': 'mine' })
    expect(writeFolder('/desk/out', first, false, memory.io.files).ok).toBe(true)
    expect(memory.files()).toEqual({
      ...texts(first, '/desk/out'),
      '/desk/out/.git/HEAD': 'main',
      '/desk/out/notes.txt': 'mine',
    })
  })

  test('replaces its own files and removes those that are gone, with their folder', () => {
    const memory = makeMemoryIo(texts(first, '/desk/out'))
    const other = bundleOf({ 'b/three.yaml': '3' })
    const result = writeFolder('/desk/out', other, false, memory.io.files)
    expect(result.ok && result.value.removed).toEqual(['a/one.yaml', 'a/two.yaml', 'README.md'])
    expect(memory.files()).toEqual(texts(other, '/desk/out'))
    expect(memory.io.files.kind('/desk/out/a')).toBeUndefined()
  })

  test('keeps a file that is gone from the bundle but was changed', () => {
    const memory = makeMemoryIo({ ...texts(first, '/desk/out'), '/desk/out/a/two.yaml': 'changed' })
    const result = writeFolder('/desk/out', second, false, memory.io.files)
    expect(result.ok && result.value.kept).toEqual(['a/two.yaml'])
    expect(memory.files()['/desk/out/a/two.yaml']).toBe('changed')
  })

  test.each([
    ['a file of somebody else', { '/desk/out/README.md': 'mine' }, 'not written by portcullis'],
    ['a changed file', { ...texts(first, '/desk/out'), '/desk/out/a/one.yaml': 'x' }, 'changed after'],
    ['a manifest of somebody else', { '/desk/out/MANIFEST.json': '{}' }, 'not written by portcullis'],
    ['a folder in the place of a file', { '/desk/out/README.md/x': '' }, 'is a folder'],
    ['a file in the place of the folder', { '/desk/out': '' }, 'is a file'],
  ])('refuses %s and touches nothing', (_, before, message) => {
    const memory = makeMemoryIo(before)
    const result = writeFolder('/desk/out', second, false, memory.io.files)
    expect(result.ok).toBe(false)
    expect(result.problems.map((problem) => problem.message).join()).toContain(message)
    expect(memory.files()).toEqual(before)
  })

  test('overwrites by force', () => {
    const memory = makeMemoryIo({ '/desk/out/README.md': 'mine' })
    expect(writeFolder('/desk/out', first, true, memory.io.files).ok).toBe(true)
    expect(memory.files()).toEqual(texts(first, '/desk/out'))
  })

  test('takes a file with the same bytes for its own', () => {
    const memory = makeMemoryIo({ '/desk/out/README.md': 'r' })
    expect(writeFolder('/desk/out', first, false, memory.io.files).ok).toBe(true)
  })

  test.each(['a/one.yaml', 'README.md', 'b/three.yaml', manifestPath])(
    'leaves everything as it was when %s cannot be written',
    (path) => {
      const before = texts(first, '/desk/out')
      const memory = makeMemoryIo(before)
      memory.breakMovesTo(`/out/${path}`)
      const result = writeFolder('/desk/out', second, false, memory.io.files)
      expect(result.ok).toBe(false)
      expect(result.problems[0]?.message).toContain('no space left on device')
      expect(memory.files()).toEqual(before)
    },
  )

  test('keeps the old files at hand when not even going back works', () => {
    const before = texts(first, '/desk/out')
    const memory = makeMemoryIo(before)
    memory.breakMovesTo(`/out/README.md`, 2)
    const result = writeFolder('/desk/out', second, false, memory.io.files)
    expect(result.problems[0]?.message).toContain('the old files are in /desk/out.portcullis-new/old')
    expect(memory.files()['/desk/out.portcullis-new/old/README.md']).toBe('r')
  })

  test('a manifest that points outside its folder removes nothing there', () => {
    const outside = 'precious'
    const before = { '/desk/secret.txt': outside }
    const memory = makeMemoryIo(before)
    const files = [{ path: '../secret.txt', text: outside, target: undefined, use: 'read' as const }]
    memory.io.files.makeFolder('/desk/out')
    const manifest = writeManifest(makeManifest('evil', [], files))
    memory.io.files.write('/desk/out/MANIFEST.json', new TextEncoder().encode(manifest))
    expect(writeFolder('/desk/out', second, false, memory.io.files).ok).toBe(true)
    expect(memory.files()['/desk/secret.txt']).toBe(outside)
  })
})

test.skipIf(process.platform === 'win32')('what is made of somebody’s backup is for its owner alone to read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-'))
  try {
    const { files } = nodeIo()
    const [first, ...rest] = bundleOf({ 'a/merged.xml': 'with passwords', 'a/plain.xml': 'without' })
    if (first === undefined) throw new Error('no file')
    const bundle = [{ ...first, holdsBackup: true as const }, ...rest]
    expect(writeFolder(join(folder, 'out'), bundle, false, files).ok).toBe(true)
    expect(writeWhole(join(folder, 'a.zip'), new Uint8Array(3), files, 'owner').ok).toBe(true)
    const others = (path: string) => statSync(join(folder, path)).mode & 0o077
    expect([others('out/a/merged.xml'), others('a.zip')]).toEqual([0, 0])
    expect(others('out/a/plain.xml')).not.toBe(0)
    const failing = (from: string, to: string): void => {
      if (to.endsWith(manifestPath) && from.includes('/new/')) throw new Error('no space left on device')
      files.move(from, to)
    }
    expect(writeFolder(join(folder, 'out'), bundle.slice(0, 1), true, { ...files, move: failing }).ok).toBe(true)
    expect(writeFolder(join(folder, 'out'), bundle, true, { ...files, move: failing }).ok).toBe(false)
    expect(others('out/a/merged.xml')).toBe(0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
