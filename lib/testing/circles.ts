/** "No file reaches itself by its imports" (lib/README.md), types as well: a circle is one idea cut in two at the wrong place. */
import { readImports, type SourceFile } from './imports'

/** A fault for each circle, named once, from the file that comes first in the alphabet. */
export function findCircles(files: readonly SourceFile[]): string[] {
  const byName = new Map(files.map((file) => [withoutEnding(file.path), file]))
  const next = new Map(
    [...byName].map(([name, file]) => [name, readImports(file).flatMap(({ to }) => (byName.has(to) ? [to] : []))]),
  )
  const done = new Set<string>()
  const circles = new Set<string>()
  const walk = (name: string, path: readonly string[]): void => {
    const begun = path.indexOf(name)
    if (begun >= 0) circles.add(named(path.slice(begun)))
    if (begun >= 0 || done.has(name)) return
    for (const to of next.get(name) ?? []) walk(to, [...path, name])
    done.add(name)
  }
  for (const name of [...byName.keys()].sort()) walk(name, [])
  return [...circles].sort()
}

function withoutEnding(path: string): string {
  return path.replace(/\.(tsx?|mjs)$/, '')
}

function named(circle: readonly string[]): string {
  const first = circle.indexOf([...circle].sort()[0] ?? '')
  const turned = [...circle.slice(first), ...circle.slice(0, first)]
  return [...turned, turned[0]].join(' → ')
}
