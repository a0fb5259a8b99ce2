import { expect, test } from 'vitest'
import { mostFiles } from '@/lib/import/open-given'
import { takeDropped } from './dropped-files'

type Tree = { readonly [name: string]: Tree | string }

/** As browsers tell of folders: a hundred entries at a time. */
function entryOf(name: string, tree: Tree | string, above = ''): FileSystemEntry {
  const fullPath = `${above}/${name}`
  const common = { name, fullPath, filesystem: undefined, getParent: () => undefined }
  if (typeof tree === 'string') {
    const file = (take: (one: File) => void) => take(new File([tree], name))
    return { ...common, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry
  }
  const createReader = () => {
    const all = Object.entries(tree).map(([child, below]) => entryOf(child, below, fullPath))
    return { readEntries: (take: (some: FileSystemEntry[]) => void) => take(all.splice(0, 100)) }
  }
  return { ...common, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry
}

function dropOf(tree: Tree) {
  const items = Object.entries(tree).map(([name, below]) => ({ webkitGetAsEntry: () => entryOf(name, below) }))
  return { items, files: [] } as unknown as DataTransfer
}

test('files below folders are called by their paths, hidden ones left out', async () => {
  const tree = {
    'cp-1': { 'machine.yaml': 'a', '.git': { HEAD: 'x' } },
    'w-1': { deep: { 'machine.yaml': 'b' } },
    'c.yaml': 'c',
  }
  const files = await takeDropped(dropOf(tree))
  const told = await Promise.all(files.map(async (file) => [file.name, await file.text()]))
  expect(told).toEqual([
    ['c.yaml', 'c'],
    ['cp-1/machine.yaml', 'a'],
    ['w-1/deep/machine.yaml', 'b'],
  ])
})

test('of many files one more than are taken is told, of many folders some', async () => {
  const many = Object.fromEntries(Array.from({ length: mostFiles + 500 }, (_, at) => [`${at}.yaml`, '']))
  expect(await takeDropped(dropOf({ many }))).toHaveLength(mostFiles + 1)
  const folders = Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`f${at}`, { 'a.yaml': '' }]))
  expect((await takeDropped(dropOf({ folders }))).length).toBeLessThan(501)
})

test('without a folder the files are as they were dropped', async () => {
  const file = new File(['x'], 'a.yaml')
  expect(await takeDropped({ items: [], files: [file] } as unknown as DataTransfer)).toEqual([file])
  expect(await takeDropped(null)).toEqual([])
})
