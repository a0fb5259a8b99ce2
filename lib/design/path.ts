/** Places in a design: keys and indices inside, names for people. */

export type Path = readonly (string | number)[]

/** The value at a path, or undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[step]
  }
  return value
}

/** No name or key of a design is longer; what is refused for its length must not fill the page that says so. */
const longest = 63

/** What a list entry is known by. */
function nameOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || !('name' in entry)) return undefined
  const { name } = entry
  return typeof name === 'string' && name !== '' && name.length <= longest ? name : undefined
}

/** For people and terminals: characters that cannot be seen do not get through. */
function escapeStep(step: string): string {
  const bounded = step.length <= longest ? step : `${step.slice(0, longest - 1)}…`
  return bounded
    .replaceAll('~', '~0')
    .replaceAll('/', '~1')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\uFFFD')
}

/**
 * `nodes/cp-1/addresses/0`: entries are written by their name, those without one, the second of a
 * name and those whose name is too long by their number from 0.
 * `~1` stands for a slash in a name, `~0` for a tilde.
 */
export function formatPath(root: unknown, path: Path): string {
  const parts: string[] = []
  for (const [depth, step] of path.entries()) {
    const list = typeof step === 'number' ? valueAt(root, path.slice(0, depth)) : undefined
    const name = typeof step === 'number' ? nameOf(valueAt(list, [step])) : undefined
    const isFirst =
      name !== undefined && Array.isArray(list) && list.findIndex((entry) => nameOf(entry) === name) === step
    parts.push(escapeStep(isFirst ? name : String(step)))
  }
  return parts.join('/')
}

/** The path that `formatPath` wrote, or undefined where the design has no such place. */
export function parsePath(root: unknown, text: string): Path | undefined {
  const path: (string | number)[] = []
  if (text === '') return path
  for (const part of text.split('/')) {
    const step = part.replaceAll('~1', '/').replaceAll('~0', '~')
    const here = valueAt(root, path)
    if (Array.isArray(here)) {
      const byName = here.findIndex((entry) => nameOf(entry) === step)
      const index = byName >= 0 ? byName : /^\d+$/.test(step) ? Number(step) : -1
      if (index < 0 || index >= here.length) return undefined
      path.push(index)
    } else {
      if (typeof here !== 'object' || here === null) return undefined
      path.push(step)
    }
  }
  return path
}
