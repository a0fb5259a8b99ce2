/**
 * Elements as pfSense's own parser takes them: names in any case, values without the white space around them and with
 * character entities resolved once more, and no element twice unless it is one of a list.
 * @see https://github.com/pfsense/pfsense/blob/master/src/etc/inc/xmlparse.inc
 */
import type { XmlElement } from '@/lib/text/xml/node'
import { type Reading, refuse } from '../../router/read/reading'

export function nameOf(element: XmlElement): string {
  return element.name.toLowerCase()
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element === undefined ? [] : element.children.filter((child) => nameOf(child) === name)
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return childrenOf(element, name)[0]
}

/** The value of an element without children. */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  return decodeEntities(element.text.replaceAll(/^[\t\n\r]+|[\t\n\r]+$/g, ''))
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7}));/g, (found, name: string | undefined, code: string) => {
    if (name !== undefined) return entities[name] ?? found
    const point = Number(code)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : found
  })
}

/** Elements that may stand side by side in what is read here. */
const lists = new Set(['rule', 'alias', 'aliasurl', 'ifgroupentry', 'vip', 'route', 'item', 'row'])

/** The single children by name; one that stands twice makes pfSense refuse the whole file. */
export function fieldsOf(element: XmlElement, reading: Reading): ReadonlyMap<string, XmlElement> {
  const fields = new Map<string, XmlElement>()
  for (const child of element.children) {
    const name = nameOf(child)
    if (lists.has(name)) continue
    if (fields.has(name)) {
      refuse(reading, child.line, `<${name}> stands here twice: pfSense refuses the file`, 'leave one of them')
    } else fields.set(name, child)
  }
  return fields
}
