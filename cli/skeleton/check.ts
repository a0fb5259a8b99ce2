/** Syntax and limits of the product, on any text. */
import type { Problem } from '@/lib/design/problem'
import type { FileSet } from '@/lib/targets/target'

export function checkFiles(files: FileSet): readonly Problem[] {
  return files.map(({ path }) => ({
    severity: 'error',
    at: path,
    message: 'No file is checked yet.',
    suggestion: 'Write check.ts.',
  }))
}
