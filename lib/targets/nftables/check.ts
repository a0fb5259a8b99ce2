/** Syntax and limits of nft, on any text: what cannot be read here is reported with its line. */
import type { Problem } from '@/lib/design/problem'
import type { FileSet } from '../target'
import { readCommands } from './read/file'

export function checkFiles(files: FileSet): readonly Problem[] {
  const problems: Problem[] = []
  for (const file of files) if (file.path.endsWith('.nft')) readCommands(file, problems)
  return problems
}
