/** The design file of an import: what no file said is marked where it stands. */
import { writeDesign } from '../design/write-design'
import { maskSecrets } from './mask'
import type { Imported } from './note'

export function writeImported({ design, assumed }: Imported): string {
  const byPath = new Map<string, string[]>()
  for (const { path, text } of assumed) {
    const [section = '', part] = path
    // Settings stand on the line of their section, entries of a list on their own.
    const key = typeof part === 'number' ? `${section}/${part}` : String(section)
    const what = typeof part === 'string' ? `${part}: ` : ''
    byPath.set(key, [...(byPath.get(key) ?? []), `assumed: ${what}${maskSecrets(text)}`])
  }
  const said = new Set<string>()
  const text = writeDesign(design, undefined, (path) => {
    const key = path.join('/')
    const comments = byPath.get(key) ?? []
    if (comments.length > 0) said.add(key)
    return comments
  })
  // What goes without saying in a design file stands on no line of its own.
  const rest = [...byPath].filter(([key]) => !said.has(key))
  const header = rest.flatMap(([key, comments]) => comments.map((comment) => `# ${key}: ${comment}\n`))
  return header.join('') + text
}
