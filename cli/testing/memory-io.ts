/** A world of its own for a test: files in memory, what was printed as text, faults on demand. */
import { dirname } from 'node:path'
import type { FileSystem, Io } from '../io'

export interface MemoryIo {
  readonly io: Io
  readonly out: () => string
  readonly err: () => string
  readonly files: () => Readonly<Record<string, string>>
  /** Makes moves to a path that ends like this fail, as a full disk would: the first one, or each. */
  readonly breakMovesTo: (ending: string, times?: number) => void
}

interface World {
  readonly input?: string
  readonly isTerminal?: boolean
  readonly environment?: Readonly<Record<string, string>>
}

export function makeMemoryIo(given: Readonly<Record<string, string | Uint8Array>> = {}, world: World = {}): MemoryIo {
  const contents = new Map<string, Uint8Array>()
  const folders = new Set<string>(['/'])
  const addFolder = (path: string): void => {
    for (let folder = path; !folders.has(folder); folder = dirname(folder)) folders.add(folder)
  }
  const put = (path: string, bytes: Uint8Array): void => {
    contents.set(path, bytes)
  }
  addFolder('/desk')
  for (const [path, value] of Object.entries(given)) {
    addFolder(dirname(path))
    put(path, typeof value === 'string' ? new TextEncoder().encode(value) : value)
  }
  let broken = { ending: '', times: 0 }
  const fail = (message: string): never => {
    throw new Error(message)
  }
  const remove = (path: string): void => {
    for (const key of [...contents.keys()]) if (key === path || key.startsWith(`${path}/`)) contents.delete(key)
    for (const key of [...folders]) if (key === path || key.startsWith(`${path}/`)) folders.delete(key)
  }
  const files: FileSystem = {
    kind: (path) => (contents.has(path) ? 'file' : folders.has(path) ? 'folder' : undefined),
    isLink: () => false,
    read: (path) => contents.get(path) ?? fail(`ENOENT: no such file or directory, open '${path}'`),
    size: (path) => contents.get(path)?.length ?? 0,
    list: (folder) => {
      const names = [...contents.keys(), ...folders]
        .filter((path) => path !== folder && dirname(path) === folder)
        .map((path) => path.slice(folder === '/' ? 1 : folder.length + 1))
      return names.sort()
    },
    write: (path, bytes) => {
      if (!folders.has(dirname(path))) fail(`ENOENT: no such file or directory, open '${path}'`)
      put(path, bytes)
    },
    makeFolder: (path) => {
      for (let folder = path; folder !== '/'; folder = dirname(folder)) {
        if (contents.has(folder)) fail(`EEXIST: file already exists, mkdir '${path}'`)
      }
      addFolder(path)
    },
    move: (from, to) => {
      if (broken.times > 0 && to.endsWith(broken.ending)) {
        broken = { ...broken, times: broken.times - 1 }
        fail(`ENOSPC: no space left on device, rename '${from}'`)
      }
      if (!folders.has(dirname(to))) fail(`ENOENT: no such file or directory, rename '${from}'`)
      const moved = [...contents].filter(([key]) => key === from || key.startsWith(`${from}/`))
      const movedFolders = [...folders].filter((key) => key === from || key.startsWith(`${from}/`))
      remove(from)
      for (const key of movedFolders) folders.add(to + key.slice(from.length))
      for (const [key, bytes] of moved) put(to + key.slice(from.length), bytes)
    },
    remove,
  }
  let out = ''
  let err = ''
  const io: Io = {
    folder: '/desk',
    environment: world.environment ?? {},
    isTerminal: world.isTerminal ?? false,
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    readInput: async () => world.input ?? '',
    files,
  }
  return {
    io,
    out: () => out,
    err: () => err,
    files: () =>
      Object.fromEntries([...contents].sort().map(([path, bytes]) => [path, new TextDecoder().decode(bytes)])),
    breakMovesTo: (ending, times = 1) => {
      broken = { ending, times }
    },
  }
}
