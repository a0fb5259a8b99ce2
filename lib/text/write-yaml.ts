/**
 * Writes YAML that readers of version 1.1 and 1.2 take alike: whatever either of them could read as a number, a date
 * or a truth stands in quotes.
 */

export interface YamlStyle {
  /** Whether the collection at the path stands in brackets on one line; nothing does unless told. */
  readonly inline?: (path: readonly (string | number)[], value: unknown) => boolean
  /** Lines of comment before a key or list entry, without the mark. */
  readonly comment?: (path: readonly (string | number)[]) => readonly string[]
  /** Keys of a documented format that stand without quotes although old readers differ about them: `on`. */
  readonly plainKeys?: readonly string[]
}

const plain = /^[A-Za-z_][A-Za-z0-9_./@+-]*(?: [A-Za-z0-9_./@+-]+)*$/
/** Dotted quads, CIDRs and runs of addresses, which no reader takes for numbers. */
const plainAddress = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2}|-\d{1,3}(?:\.\d{1,3}){3})?$/
/** Words of version 1.1 that are no text there, and an exponent that some readers take for a number. */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|e\d+)$/i
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\uFFFE\uFFFF]/gu

/** One string as a scalar, in quotes where it needs them. */
export function yamlString(text: string): string {
  if (plainAddress.test(text)) return text
  if (plain.test(text) && !reserved.test(text)) return text
  const quoted = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  return `"${quoted.replaceAll(invisible, escapeCharacter)}"`
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' }

function escapeCharacter(character: string): string {
  const short = shortEscapes[character]
  if (short !== undefined) return short
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

function yamlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`no YAML number: ${value}`)
  const text = String(value)
  // Version 1.1 wants a point in a float.
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text
}

function yamlScalar(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return yamlString(value)
    case 'number':
      return yamlNumber(value)
    case 'boolean':
      return String(value)
    default:
      if (value === null) return 'null'
      throw new Error(`no YAML value: ${typeof value}`)
  }
}

type Entry = readonly [key: string, value: unknown]

function entriesOf(value: object): Entry[] {
  return Object.entries(value).filter(([, entry]) => entry !== undefined)
}

function yamlKey(key: string, style: YamlStyle): string {
  return style.plainKeys?.includes(key) === true ? key : yamlString(key)
}

/** A value on one line, collections in brackets. */
function yamlInline(value: unknown, style: YamlStyle = {}): string {
  if (Array.isArray(value)) return `[${value.map((item) => yamlInline(item, style)).join(', ')}]`
  if (typeof value !== 'object' || value === null) return yamlScalar(value)
  const entries = entriesOf(value)
  if (entries.length === 0) return '{}'
  return `{ ${entries.map(([key, entry]) => `${yamlKey(key, style)}: ${yamlInline(entry, style)}`).join(', ')} }`
}

/** One document without marks, ending in a line feed. Keys whose value is undefined are left out. */
export function writeYaml(value: unknown, style: YamlStyle = {}): string {
  const lines: string[] = []
  if (standsInline(value, [], style)) lines.push(yamlInline(value, style))
  else writeCollection(value as object, '', '', [], style, lines)
  return `${lines.join('\n')}\n`
}

function standsInline(value: unknown, path: readonly (string | number)[], style: YamlStyle): boolean {
  if (typeof value !== 'object' || value === null) return true
  const empty = Array.isArray(value) ? value.length === 0 : entriesOf(value).length === 0
  return empty || style.inline?.(path, value) === true
}

/** `first` opens the first line in place of the indentation: the dash of a list entry. */
function writeCollection(
  value: object,
  indent: string,
  first: string,
  path: readonly (string | number)[],
  style: YamlStyle,
  lines: string[],
): void {
  const parts: (readonly [mark: string, step: string | number, value: unknown])[] = Array.isArray(value)
    ? value.map((item, index) => ['-', index, item])
    : entriesOf(value).map(([key, item]) => [`${yamlKey(key, style)}:`, key, item])
  let lead = first
  for (const [mark, step, part] of parts) {
    const here = [...path, step]
    for (const comment of style.comment?.(here) ?? []) {
      // A comment may not stand behind the dash.
      lines.push(`${indent}# ${comment}`.trimEnd())
    }
    const open = `${lead === '' ? indent : lead}${mark}`
    lead = ''
    if (standsInline(part, here, style)) lines.push(`${open} ${yamlInline(part, style)}`)
    else if (mark === '-') writeCollection(part as object, `${indent}  `, `${open} `, here, style, lines)
    else {
      lines.push(open)
      writeCollection(part as object, `${indent}  `, '', here, style, lines)
    }
  }
}
