/** `<aliases>` and `<filter>` as texts; what they mean is decided once both are known. */
import type { XmlElement } from '@/lib/text/xml/node'
import { type Reading, refuse } from '../../router/read/reading'
import type { Statement } from '../../target'
import type { Alias, AliasSection, EndText, FilterSection, RuleText } from '../model'
import { childOf, childrenOf, fieldsOf, textOf } from './words'

export function readAliasSection(section: XmlElement, reading: Reading): AliasSection {
  fieldsOf(section, reading)
  return { aliases: childrenOf(section, 'alias').map((element) => readAlias(element, reading)) }
}

function readAlias(element: XmlElement, reading: Reading): Alias {
  const fields = fieldsOf(element, reading)
  const address = fields.get('address')
  const at = { file: reading.file, line: element.line }
  return {
    name: textOf(fields.get('name')),
    type: textOf(fields.get('type')),
    entries: address === undefined ? undefined : textOf(address).split(' ').filter(Boolean),
    at,
    entriesAt: address === undefined ? at : { file: reading.file, line: address.line },
  }
}

export function readFilterSection(section: XmlElement, reading: Reading): FilterSection {
  fieldsOf(section, reading)
  const bypass = childOf(section, 'bypassstaticroutes')
  return {
    rules: childrenOf(section, 'rule').map((element) => readRule(element, reading)),
    bypassStaticRoutes: bypass === undefined ? undefined : { file: reading.file, line: bypass.line },
  }
}

/** Parts of a rule that are elements with children of their own. */
const nested = new Set(['source', 'destination', 'created', 'updated', 'labels', 'nat'])

function readRule(element: XmlElement, reading: Reading): RuleText {
  const elements = fieldsOf(element, reading)
  const at = { file: reading.file, line: element.line }
  const fields = new Map<string, string>()
  for (const [name, child] of elements) {
    if (child.children.length > 0 && !nested.has(name)) {
      refuse(reading, child.line, `<${name}> of a rule holds further elements`, 'it should hold a text')
    }
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
  const fields = [...fieldsOf(element, reading)].map(([name, child]): [string, string] => [name, textOf(child)])
  return { at: { file: reading.file, line: element.line }, fields: new Map(fields) }
}
