/** Which files a source file imports, read with patterns rather than a compiler: enough for the layer rules. */
import { posix } from 'node:path'

export interface SourceFile {
  /** From the top of the project, with forward slashes. */
  readonly path: string
  readonly text: string
}

export interface Import {
  /** A path from the top of the project without extension, or the name of a package (`node:fs`, `react`). */
  readonly to: string
  readonly isPackage: boolean
  readonly isTypeOnly: boolean
}

const patterns = [
  /\b(?:import|export)\s+(type\s)?[\w\s{},*$]*?\bfrom\s*(['"])([^'"]+)\2/g,
  /\bimport\s*()(['"])([^'"]+)\2/g,
  /\b(?:import|require)\s*()\(\s*(['"`])([^'"`]+)\2/g,
  /\bnew\s+URL\s*()\(\s*(['"])([^'"]+)\2\s*,\s*import\.meta\.url/g,
]

export function readImports(file: SourceFile): Import[] {
  const code = withoutComments(file.text)
  return patterns.flatMap((pattern) =>
    [...code.matchAll(pattern)].map(([, type, , specifier = '']) => ({
      ...locate(file.path, specifier),
      isTypeOnly: type !== undefined && type !== '',
    })),
  )
}

function locate(from: string, specifier: string): Pick<Import, 'to' | 'isPackage'> {
  const isAlias = specifier.startsWith('@/')
  if (!isAlias && !specifier.startsWith('.')) {
    const parts = specifier.split('/')
    return { to: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/'), isPackage: true }
  }
  const path = isAlias ? specifier.slice(2) : posix.join(posix.dirname(from), specifier)
  return { to: posix.normalize(path).replace(/\.(tsx?|mjs|js)$/, ''), isPackage: false }
}

/** The code with comments blanked out; strings and templates stay, so that `'https://…'` is not taken for a comment. */
export function withoutComments(text: string): string {
  return text.replace(
    /(['"])(?:\\.|(?!\1)[^\\\n])*\1|`(?:\\.|[^\\`])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (found, quote: string | undefined) =>
      quote !== undefined || found.startsWith('`') ? found : found.replaceAll(/[^\n]/g, ' '),
  )
}
