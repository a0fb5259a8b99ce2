/** A whole configuration of a box: its aliases, its rules of both kinds, and the box around them. Passwords and keys are not read. */
import { rootName } from '@/lib/text/xml/root-name'
import { type Reading, readXmlOf, refuse } from '../../router/read/reading'
import type { TextFile } from '../../target'
import { aliasFields, knownColumns } from '../evaluate/columns'
import type { Fields, OpnModel, RuleRow } from '../model'
import { readBox } from './box'
import { attributeOf, childOf, childrenOf, strangeIn, valuesOf } from './elements'
import { readLegacyRule } from './legacy-rules'

export function isConfiguration(text: string): boolean {
  return rootName(text) === 'opnsense'
}

/** Undefined where it is none that could be read. */
export function readConfiguration(given: TextFile, reading: Reading): OpnModel | undefined {
  const xml = readXmlOf(given)
  if (!xml.ok) {
    refuse(reading, xml.line, `this is not XML that OPNsense reads: ${xml.message}`, xml.suggestion)
    return undefined
  }
  const { root } = xml
  const { file } = reading
  const firewall = childOf(root, 'OPNsense', 'Firewall')
  const rules = childrenOf(childOf(firewall, 'Filter', 'rules'), 'rule').map(
    (element): RuleRow => ({
      uuid: attributeOf(element, 'uuid'),
      at: { file, line: element.line },
      values: valuesOf(element),
      ...strangeIn(element, knownColumns),
    }),
  )
  const aliases = childrenOf(childOf(firewall, 'Alias', 'aliases'), 'alias').flatMap((element): [string, Fields][] => {
    const values = valuesOf(element)
    const name = values.get('name') ?? ''
    return name === '' ? [] : [[name, { at: { file, line: element.line }, values, ...strangeIn(element, aliasFields) }]]
  })
  const box = readBox(root, file)
  const names = new Set([...box.interfaces.keys(), ...box.groups.keys()])
  const legacy = childrenOf(childOf(root, 'filter'), 'rule').map((element) => readLegacyRule(element, file, names))
  return { aliases: new Map(aliases), rules: [...rules, ...legacy], box }
}
