/** Whether the gateway would take every body of the file, and finds every name in it. */
import type { Problem } from '@/lib/design/problem'
import type { FileSet } from '../target'
import { readFiles, unifiReaders } from './read'

export function checkFiles(files: FileSet): readonly Problem[] {
  const own = files.filter((file) => file.path.endsWith('.jsonl') || unifiReaders.some((one) => one.recognises(file)))
  return own.length === 0 ? [] : readFiles(own).problems
}
