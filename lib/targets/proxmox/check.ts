/** Syntax and limits of both programs of the product, on any text. */
import type { Problem } from '@/lib/design/problem'
import type { FileSet } from '../target'
import { findMissing } from './evaluate/resolve'
import { fileKind, readFiles } from './read'

export function checkFiles(files: FileSet): readonly Problem[] {
  const own = files.filter((file) => fileKind(file) !== undefined)
  const read = readFiles(own)
  if (!read.ok) return read.problems
  // One file alone names what stands in another.
  const isWhole = read.value.cluster !== undefined
  return [...read.problems, ...(isWhole ? findMissing(read.value) : [])]
}
