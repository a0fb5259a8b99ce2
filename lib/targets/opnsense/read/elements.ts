/** Elements of a configuration as OPNsense takes them. */
import type { XmlElement } from '@/lib/text/xml/node'
import { saysNothing } from '../evaluate/columns'
import type { Fields } from '../model'

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element === undefined ? [] : element.children.filter((child) => child.name === name)
}

export function childOf(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce((here: XmlElement | undefined, name) => childrenOf(here, name)[0], element)
}

/** The text of an element without children; empty where it is missing. */
export function textIn(element: XmlElement | undefined, name: string): string {
  return (childOf(element, name)?.text ?? '').trim()
}

/** Its children as texts, by name. */
export function valuesOf(element: XmlElement): ReadonlyMap<string, string> {
  return new Map(element.children.map((child) => [child.name, child.text.trim()]))
}

/** The first child that is not known and holds something: what is empty or a switch that is off says nothing. */
export function strangeIn(element: XmlElement, known: ReadonlySet<string>): Pick<Fields, 'strange'> {
  const found = element.children.find(
    ({ name, text, children }) => children.length > 0 || (!known.has(name) && !saysNothing(text.trim())),
  )
  return found === undefined ? {} : { strange: found.name }
}

export function attributeOf(element: XmlElement, name: string): string {
  return element.attributes.find((attribute) => attribute.name === name)?.value ?? ''
}
