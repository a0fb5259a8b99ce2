/** For import: rules name interfaces, and only the box around them says which networks those join. */
import type { Problem } from '@/lib/design/problem'
import type { FileSet } from '../../target'

interface Bare {
  readonly id: string
  /** What to give instead, and where the box hands it out. */
  readonly whole: string
}

export function explainBare(files: FileSet, { id, whole }: Bare): readonly Problem[] {
  return files.map(({ path }) => ({
    severity: 'error',
    at: path,
    message: 'these rules name interfaces, and no file says which networks those join: no design can be made of them',
    suggestion: `give ${whole}; compare this one with a design: verify DESIGN -t ${id} --against ${path}`,
  }))
}
