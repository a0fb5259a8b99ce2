import { describe, expect, test } from 'vitest'
import type { BundleFile } from '@/lib/bundle/bundle-file'
import { makeManifest, manifestPath, writeManifest } from '@/lib/bundle/manifest'
import { makeMemoryIo } from './testing/memory-io'
import { writeFolder } from './write-folder'

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
    expect(writeFolder('/work/out/deep', first, false, memory.io.files).ok).toBe(true)
    expect(memory.files()).toEqual(texts(first, '/work/out/deep'))
  })

  test('leaves the files of others in the folder alone', () => {
    const memory = makeMemoryIo({ '/work/out/.git/HEAD': 'main', '/work/out/notes.txt': 'mine' })
    expect(writeFolder('/work/out', first, false, memory.io.files).ok).toBe(true)
    expect(memory.files()).toEqual({
      ...texts(first, '/work/out'),
      '/work/out/.git/HEAD': 'main',
      '/work/out/notes.txt': 'mine',
    })
  })

  test('replaces its own files and removes those that are gone, with their folder', () => {
    const memory = makeMemoryIo(texts(first, '/work/out'))
    const other = bundleOf({ 'b/three.yaml': '3' })
    const result = writeFolder('/work/out', other, false, memory.io.files)
    expect(result.ok && result.value.removed).toEqual(['a/one.yaml', 'a/two.yaml', 'README.md'])
    expect(memory.files()).toEqual(texts(other, '/work/out'))
    expect(memory.io.files.kind('/work/out/a')).toBeUndefined()
  })

  test('keeps a file that is gone from the bundle but was changed', () => {
    const memory = makeMemoryIo({ ...texts(first, '/work/out'), '/work/out/a/two.yaml': 'changed' })
    const result = writeFolder('/work/out', second, false, memory.io.files)
    expect(result.ok && result.value.kept).toEqual(['a/two.yaml'])
    expect(memory.files()['/work/out/a/two.yaml']).toBe('changed')
  })

  test.each([
    ['a file of somebody else', { '/work/out/README.md': 'mine' }, 'not written by portcullis'],
    ['a changed file', { ...texts(first, '/work/out'), '/work/out/a/one.yaml': 'x' }, 'changed after'],
    ['a manifest of somebody else', { '/work/out/MANIFEST.json': '{}' }, 'not written by portcullis'],
    ['a folder in the place of a file', { '/work/out/README.md/x': '' }, 'is a folder'],
    ['a file in the place of the folder', { '/work/out': '' }, 'is a file'],
  ])('refuses %s and touches nothing', (_, before, message) => {
    const memory = makeMemoryIo(before)
    const result = writeFolder('/work/out', second, false, memory.io.files)
    expect(result.ok).toBe(false)
    expect(result.problems.map((problem) => problem.message).join()).toContain(message)
    expect(memory.files()).toEqual(before)
  })

  test('overwrites by force', () => {
    const memory = makeMemoryIo({ '/work/out/README.md': 'mine' })
    expect(writeFolder('/work/out', first, true, memory.io.files).ok).toBe(true)
    expect(memory.files()).toEqual(texts(first, '/work/out'))
  })

  test('takes a file with the same bytes for its own', () => {
    const memory = makeMemoryIo({ '/work/out/README.md': 'r' })
    expect(writeFolder('/work/out', first, false, memory.io.files).ok).toBe(true)
  })

  test.each(['a/one.yaml', 'README.md', 'b/three.yaml', manifestPath])(
    'leaves everything as it was when %s cannot be written',
    (path) => {
      const before = texts(first, '/work/out')
      const memory = makeMemoryIo(before)
      memory.breakMovesTo(`/out/${path}`)
      const result = writeFolder('/work/out', second, false, memory.io.files)
      expect(result.ok).toBe(false)
      expect(result.problems[0]?.message).toContain('no space left on device')
      expect(memory.files()).toEqual(before)
    },
  )

  test('keeps the old files at hand when not even going back works', () => {
    const before = texts(first, '/work/out')
    const memory = makeMemoryIo(before)
    memory.breakMovesTo(`/out/README.md`, 2)
    const result = writeFolder('/work/out', second, false, memory.io.files)
    expect(result.problems[0]?.message).toContain('the old files are in /work/out.portcullis-new/old')
    expect(memory.files()['/work/out.portcullis-new/old/README.md']).toBe('r')
  })

  test('a manifest that points outside its folder removes nothing there', () => {
    const outside = 'precious'
    const before = { '/work/secret.txt': outside }
    const memory = makeMemoryIo(before)
    const files = [{ path: '../secret.txt', text: outside, target: undefined, use: 'read' as const }]
    memory.io.files.makeFolder('/work/out')
    const manifest = writeManifest(makeManifest('evil', [], files))
    memory.io.files.write('/work/out/MANIFEST.json', new TextEncoder().encode(manifest))
    expect(writeFolder('/work/out', second, false, memory.io.files).ok).toBe(true)
    expect(memory.files()['/work/secret.txt']).toBe(outside)
  })
})
