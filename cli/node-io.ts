import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { FileSystem, Io } from './io'

/** A link that leads round in a circle leads nowhere. */
function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOOP') return undefined
    throw error
  }
}

const nodeFiles: FileSystem = {
  kind: (path) => {
    const found = statOf(path)
    return found === undefined ? undefined : found.isDirectory() ? 'folder' : 'file'
  },
  isLink: (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true,
  read: (path) => new Uint8Array(readFileSync(path)),
  size: (path) => statSync(path).size,
  list: (folder) => readdirSync(folder).sort(),
  write: (path, bytes, readers) => writeFileSync(path, bytes, readers === 'owner' ? { mode: 0o600 } : {}),
  makeFolder: (path) => {
    mkdirSync(path, { recursive: true })
  },
  move: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { recursive: true, force: true }),
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks).toString('utf8')
}

export function nodeIo(): Io {
  return {
    folder: process.cwd(),
    environment: process.env,
    isTerminal: process.stdout.isTTY === true,
    out: (text) => {
      process.stdout.write(text)
    },
    err: (text) => {
      process.stderr.write(text)
    },
    readInput,
    files: nodeFiles,
  }
}
