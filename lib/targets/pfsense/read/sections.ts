/** `<aliases>` and `<filter>` as texts; what they mean is decided once both are known. */
import type { XmlElement } from '@/lib/text/xml/node'
import { type Reading, refuse } from '../../router/read/reading'
import type { Statement } from '../../target'
import type { Alias, AliasSection, EndText, FilterSection, RuleText } from '../model'
import { childOf, childrenOf, fieldsOf, textOf } from './words'

export function readAliasSection(section: XmlElement, reading: Reading): AliasSection {
  refuseStrangers(fieldsOf(section, reading), [], 'the aliases', reading)
  return { aliases: childrenOf(section, 'alias').map((element) => readAlias(element, reading)) }
}

/** @see https://github.com/pfsense/pfsense/blob/master/src/usr/local/www/firewall_aliases_edit.php */
const aliasFields: readonly string[] = ['name', 'type', 'address', 'descr', 'detail', 'url', 'aliasurl', 'updatefreq']

function readAlias(element: XmlElement, reading: Reading): Alias {
  const fields = fieldsOf(element, reading)
  for (const child of fields.values()) refuseInner(child, 'an alias', reading)
  const address = fields.get('address')
  const at = { file: reading.file, line: element.line }
  return {
    name: textOf(fields.get('name')),
    strange: [...fields.keys()].find((name) => !aliasFields.includes(name)),
    type: textOf(fields.get('type')),
    entries: address === undefined ? undefined : textOf(address).split(' ').filter(Boolean),
    at,
    entriesAt: address === undefined ? at : { file: reading.file, line: address.line },
  }
}

export function readFilterSection(section: XmlElement, reading: Reading): FilterSection {
  refuseStrangers(fieldsOf(section, reading), ['bypassstaticroutes', 'separator'], 'the filter', reading)
  const bypass = childOf(section, 'bypassstaticroutes')
  return {
    rules: childrenOf(section, 'rule').map((element) => readRule(element, reading)),
    bypassStaticRoutes: bypass === undefined ? undefined : { file: reading.file, line: bypass.line },
  }
}

/** What a section holds and nobody knows may change what all of its rules admit. */
function refuseStrangers(
  fields: ReadonlyMap<string, XmlElement>,
  known: readonly string[],
  where: string,
  reading: Reading,
): void {
  for (const [name, { line }] of fields) {
    if (known.includes(name)) continue
    refuse(reading, line, `what <${name}> of ${where} does is not known here`, 'leave it out, and give the rest')
  }
}

function refuseInner({ name, children, line }: XmlElement, where: string, reading: Reading): void {
  if (children.length === 0) return
  refuse(reading, line, `<${name}> of ${where} holds further elements`, 'it should hold a text')
}

/** Parts of a rule that are elements with children of their own. */
const nested = new Set(['source', 'destination', 'created', 'updated', 'nat'])

function readRule(element: XmlElement, reading: Reading): RuleText {
  const elements = fieldsOf(element, reading)
  const at = { file: reading.file, line: element.line }
  const fields = new Map<string, string>()
  for (const [name, child] of elements) {
    if (!nested.has(name)) refuseInner(child, 'a rule', reading)
    fields.set(name, textOf(child))
  }
  return {
    at,
    fields,
    source: readEnd(elements.get('source'), at, reading),
    destination: readEnd(elements.get('destination'), at, reading),
  }
}

function readEnd(element: XmlElement | undefined, rule: Statement, reading: Reading): EndText {
  if (element === undefined) return { at: rule, fields: new Map() }
  const elements = fieldsOf(element, reading)
  for (const child of elements.values()) refuseInner(child, 'an end of a rule', reading)
  const fields = [...elements].map(([name, child]): [string, string] => [name, textOf(child)])
  return { at: { file: reading.file, line: element.line }, fields: new Map(fields) }
}
