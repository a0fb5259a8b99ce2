/** Files as somebody brings them, in bytes, as texts: archives unpacked, sizes bounded before anything is read. */
import { failure, type Problem, type Result, success } from '../design/problem'
import type { FileSet, TextFile } from '../targets/target'
import type { Note } from './note'
import { unpackZip } from './unpack'

export interface GivenFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Configurations of boxes are some hundred kilobytes; a dump of a fleet is a few megabytes. */
export const mostBytes = 8_000_000
const mostBytesTogether = 64_000_000
export const mostFiles = 2_000

export interface Opened {
  readonly files: FileSet
  /** What is no text: a picture beside a configuration is no reason to read neither. */
  readonly passed: readonly Note[]
}

/** What a text without a name is called, so that its reader knows it: `pasted text.json`. */
export function nameByContent(name: string, text: string): string {
  const head = text.slice(0, 4_000)
  if (/^\s*[[{]/.test(head)) return `${name}.json`
  if (/^\s*</.test(head)) return `${name}.xml`
  if (/^(?:resource|variable|locals|data|output|terraform|provider)\b[^\n:]*\{/m.test(head)) return `${name}.tf`
  if (/^\s*(?:add\s+)?table\s+inet\s/m.test(head)) return `${name}.nft`
  return `${name}.yaml`
}

/** Whether a file of this size is not worth its reading. */
export function explainSize(path: string, bytes: number): Problem | undefined {
  if (bytes <= mostBytes) return undefined
  const message = `has ${bytes} bytes; a configuration has at most ${mostBytes}.`
  return problemAt(path, message, 'Give the configuration of the box alone.')
}

/** What speaks against reading files of these sizes, before any of them is read. */
export function explainSizes(files: readonly { readonly name: string; readonly size: number }[]): readonly Problem[] {
  const together = explainTogether(files)
  const alone = files.flatMap(({ name, size }) => explainSize(name, size) ?? [])
  return together === undefined ? alone : [together, ...alone]
}

function explainTogether(files: readonly { readonly name: string; readonly size: number }[]): Problem | undefined {
  const together = files.reduce((sum, { size }) => sum + size, 0)
  if (together <= mostBytesTogether && files.length <= mostFiles) return undefined
  const at = files.length === 1 ? (files[0]?.name ?? 'files') : `${files.length} files`
  return problemAt(at, 'is more than the configuration of a cluster.', 'Give the files of the boxes alone.')
}

/** Never throws. Fails where one of the files is too large, or none of them is text. */
export function openGiven(given: readonly GivenFile[]): Result<Opened> {
  const tooMuch = explainTogether(given.map(({ path, bytes }) => ({ name: path, size: bytes.length })))
  if (tooMuch !== undefined) return failure([tooMuch])
  const files: TextFile[] = []
  const strange: Problem[] = []
  for (const file of given) {
    const tooLarge = explainSize(file.path, file.bytes.length)
    if (tooLarge !== undefined) return failure([tooLarge])
    const opened = isArchive(file.bytes) ? unpack(file) : success([file])
    if (!opened.ok) return opened
    for (const { path, bytes } of opened.value) {
      const text = textOf(bytes)
      if (text === undefined) strange.push(explainBytes(path, bytes))
      else files.push({ path, text })
    }
  }
  if (files.length === 0 && strange.length > 0) return failure(strange)
  return success({ files, passed: strange.map(({ at, message }) => ({ at: { file: at, line: 1 }, text: message })) })
}

/** @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3.7 */
function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
}

function unpack({ path, bytes }: GivenFile): Result<readonly GivenFile[]> {
  const unpacked = unpackZip(bytes, { bytes: mostBytes, files: mostFiles })
  if (unpacked.ok) return success(unpacked.files.map((file) => ({ path: `${path}/${file.name}`, bytes: file.bytes })))
  const { why, name } = unpacked
  if (why === 'too large') {
    const cure = 'Take the bundle as it was written.'
    return failure([problemAt(path, 'unpacks to more than a bundle ever holds.', cure)])
  }
  if (why === 'damaged') {
    const cure = 'Pack it anew, or give the files that are in it.'
    return failure([problemAt(`${path}/${name}`, 'is not what the archive says: it was damaged on the way.', cure)])
  }
  return failure([problemAt(path, 'is an archive that cannot be read.', 'Give the files that are in it.')])
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

function explainBytes(path: string, bytes: Uint8Array): Problem {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return isWide
    ? problemAt(path, 'is text in UTF-16, as PowerShell writes it', 'Save it as UTF-8.')
    : problemAt(path, 'is not text in UTF-8', 'Give a text file.')
}

function problemAt(at: string, message: string, suggestion: string): Problem {
  return { severity: 'error', at, message, suggestion }
}
