/** File patterns: `*`, `?`, `[abc]`, `{a,b}` and `**`, for shells that do not expand them. */
import { isAbsolute, join } from 'node:path'
import type { FileSystem } from './io'

export function hasPattern(text: string): boolean {
  return /[*?[{]/.test(text)
}

/** Matching files as the pattern writes them, sorted. Names with a leading dot must be asked for. */
export function expandPattern(pattern: string, folder: string, files: FileSystem): string[] {
  const parts = pattern.split('/')
  const start = isAbsolute(pattern) ? '/' : ''
  const found = walk(
    start,
    parts.filter((part) => part !== ''),
    folder,
    files,
  )
  return [...new Set(found)].sort()
}

function walk(base: string, parts: readonly string[], folder: string, files: FileSystem): string[] {
  const [part, ...rest] = parts
  if (part === undefined) return []
  const here = isAbsolute(base) ? base : join(folder, base)
  const below = (name: string): string[] => {
    const path = base === '' ? name : join(base, name)
    const kind = files.kind(isAbsolute(path) ? path : join(folder, path))
    if (rest.length === 0) return kind === 'file' ? [path] : []
    return kind === 'folder' ? walk(path, rest, folder, files) : []
  }
  if (part === '.' || part === '..') return below(part)
  if (files.kind(here) !== 'folder') return []
  const names = files.list(here)
  if (part === '**') {
    const isDeeper = (path: string): boolean => files.kind(path) === 'folder' && !files.isLink(path)
    const deeper = names.filter((name) => !name.startsWith('.') && isDeeper(join(here, name)))
    return [
      ...walk(base, rest.length === 0 ? ['*'] : rest, folder, files),
      ...deeper.flatMap((name) => walk(base === '' ? name : join(base, name), parts, folder, files)),
    ]
  }
  if (!hasPattern(part)) return below(part)
  const expression = expressionOf(part)
  return names.filter((name) => expression.test(name) && (part.startsWith('.') || !name.startsWith('.'))).flatMap(below)
}

function expressionOf(part: string): RegExp {
  let depth = 0
  const source = part.replace(/\[[^\]]*\]|[\\^$.|+()[\]*?{},]/g, (sign) => {
    if (sign === '*') return '.*'
    if (sign === '?') return '.'
    if (sign === '{') {
      depth++
      return '(?:'
    }
    if (sign === '}' && depth > 0) {
      depth--
      return ')'
    }
    if (sign === ',' && depth > 0) return '|'
    if (sign.length > 1) return `[${sign.slice(1, -1).replace(/^!/, '^').replace(/\\/g, '\\\\')}]`
    return `\\${sign}`
  })
  return new RegExp(`^${source}${')'.repeat(depth)}$`, 'u')
}
