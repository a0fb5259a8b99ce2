/** How our readers of XML and of tables answer a case, and where that is not what PHP makes of it. */
import type { Site } from '@/lib/site/site'
import { portOfName } from '@/lib/targets/opnsense/evaluate/rule-services'
import { protocolNumbersOf } from '@/lib/targets/pf/evaluate/words'
import { readCsv } from '@/lib/text/read-csv'
import { readXml } from '@/lib/text/xml'
import type { XmlElement } from '@/lib/text/xml/node'
import { rootName } from '@/lib/text/xml/root-name'
import type { TextCase } from './cases'

export function disagreementOfText({ form, text, seen, unread }: TextCase, _site: Site): string | undefined {
  const ours = seenBy(form, text)
  if (seen === undefined) return ours === undefined ? undefined : 'PHP refuses it, and we take it'
  if (ours === undefined) return unread === 'never' ? 'PHP takes it, and we refuse it' : undefined
  if (ours !== seen) return 'PHP reads something else'
  return form === 'xml' ? (misplaced(text) ?? misnamed(text)) : undefined
}

function seenBy(form: TextCase['form'], text: string): string | undefined {
  switch (form) {
    case 'xml':
      return seenXml(text)
    case 'csv':
      return JSON.stringify(readCsv(text, ',').map(({ cells }) => cells))
    case 'port':
      return portOfName(text)?.toString()
    case 'protocol':
      return protocolNumbersOf(text)?.join()
  }
}

function seenXml(text: string): string | undefined {
  const xml = readXml(text)
  return xml.ok ? JSON.stringify(shapeOf(xml.root, text)) : undefined
}

const firstTag = /^<(?:"[^"]*"|'[^']*'|[^"'>])*>/

/** With the lines on which the first tags end, where the text is given. */
function shapeOf({ name, attributes, text, children, line, start, end }: XmlElement, whole?: string): object {
  const tag = whole === undefined ? '' : (firstTag.exec(whole.slice(start, end))?.[0] ?? '')
  return {
    name,
    ...(whole === undefined ? {} : { line: line + tag.split('\n').length - 1 }),
    attributes: attributes.map((one) => [one.name, one.value]),
    text,
    children: children.map((child) => shapeOf(child, whole)),
  }
}

/** Each element stands where it says: its own piece of the text, read alone, is the element. */
function misplaced(text: string): string | undefined {
  const xml = readXml(text)
  const queue: XmlElement[] = xml.ok ? [xml.root] : []
  for (let element = queue.pop(); element !== undefined; element = queue.pop()) {
    const alone = readXml(text.slice(element.start, element.end))
    if (!alone.ok || JSON.stringify(shapeOf(alone.root)) !== JSON.stringify(shapeOf(element))) {
      return `<${element.name}> does not stand where it says`
    }
    queue.push(...element.children)
  }
  return undefined
}

function misnamed(text: string): string | undefined {
  const xml = readXml(text)
  const name = rootName(text)
  return xml.ok && name !== undefined && name !== xml.root.name.toLowerCase()
    ? 'the first element is called otherwise'
    : undefined
}
