/** From a design to text: one form only, so that equal designs give equal files and equal links. */
import { writeYaml, type YamlStyle } from '@/lib/text/write-yaml'
import type { Design } from './design'
import { leaveOutDefaults, sortKeys } from './minimal'

/** Where an editor finds the schema, relative to the design; the site serves it at this path too. */
export const schemaPath = 'schema/design.v1.schema.json'

/**
 * Canonical YAML: defaults left out, keys as in the documentation, one line for each entry of a list. Reading it gives
 * an equal design.
 *
 * @param comment what to say before a key or an entry of a list, where something is to be said
 */
export function writeDesign(
  design: Design,
  schemaLocation: string = schemaPath,
  comment: NonNullable<YamlStyle['comment']> = () => [],
): string {
  const text = writeYaml(leaveOutDefaults(design), { inline: standsInline, plainKeys: ['on'], comment })
  return `# yaml-language-server: $schema=${schemaLocation}\n${text}`
}

/** Top-level settings and list entries stand on one line; lists of entries and the map of targets are spread out. */
function standsInline(path: readonly (string | number)[], value: unknown): boolean {
  const [key] = path
  if (path.length === 0) return false
  if (path.length > 1) return true
  if (key === 'targets' || key === 'checklist') return false
  const isList = Array.isArray(value)
  return !isList || value.every((entry) => typeof entry === 'string')
}

/** The canonical JSON value: defaults left out, keys of every map sorted. */
export function designJson(design: Design): unknown {
  return sortKeys(leaveOutDefaults(design))
}
