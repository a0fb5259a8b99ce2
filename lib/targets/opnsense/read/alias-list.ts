/**
 * The aliases as the box exports and imports them. Their keys say nothing but where an error is; they are matched by name.
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/controllers/OPNsense/Firewall/Api/AliasController.php
 */
import { isJsonObject, jsonAt, readJson } from '@/lib/text/json'
import { type Reading, refuse } from '../../router/read/reading'
import { aliasFields, saysNothing } from '../evaluate/columns'
import type { Fields } from '../model'

/** Told without reading it to the end, so that a cut file is still known for what it is. */
export function isAliasList(text: string): boolean {
  return /^\uFEFF?\s*\{\s*"aliases"\s*:\s*\{\s*"alias"\s*:/.test(text)
}

export function readAliasList(text: string, reading: Reading): ReadonlyMap<string, Fields> {
  const aliases = new Map<string, Fields>()
  const json = readJson(text)
  if (!json.ok) {
    refuse(reading, 1, `this is not JSON: ${json.message}`, 'Export the aliases again.')
    return aliases
  }
  const list = jsonAt(json.value, 'aliases', 'alias')
  if (!isJsonObject(list)) {
    refuse(reading, 1, 'there are no aliases in it', 'They stand under "aliases" and "alias".')
    return aliases
  }
  for (const name of strangersIn(json.value)) {
    refuse(reading, lineOf(text, name), `"${name}" is no part of a list of aliases`, 'Export the aliases again.')
  }
  for (const [key, alias] of Object.entries(list)) {
    const line = lineOf(text, key)
    if (!isJsonObject(alias)) refuse(reading, line, `"${key}" is no alias`, 'Export the aliases again.')
    const fields = isJsonObject(alias) ? Object.entries(alias) : []
    const strange = fields.find(([, value]) => typeof value !== 'string')
    if (strange !== undefined) refuse(reading, line, `"${strange[0]}" of an alias is no text`)
    const values = new Map(fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
    const name = values.get('name') ?? ''
    // Without a name it is passed over; two of one name are written one over the other.
    if (name === '') continue
    const before = aliases.get(name)?.values ?? []
    const unknown = fields.find(([field, value]) => !aliasFields.has(field) && !saysNothing(String(value)))?.[0]
    aliases.set(name, {
      at: { file: reading.file, line },
      values: new Map([...before, ...values]),
      ...(unknown === undefined ? {} : { strange: unknown }),
    })
  }
  return aliases
}

/** Beside the two keys that lead to the aliases. */
function strangersIn(value: unknown): string[] {
  const [top, within] = [value, jsonAt(value, 'aliases')].map((one) => (isJsonObject(one) ? Object.keys(one) : []))
  return [...(top ?? []).filter((key) => key !== 'aliases'), ...(within ?? []).filter((key) => key !== 'alias')]
}

function lineOf(text: string, key: string): number {
  const at = text.indexOf(JSON.stringify(key))
  return text.slice(0, Math.max(0, at)).split('\n').length
}
