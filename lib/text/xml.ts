/**
 * A reader of the XML that configuration files are written in: elements, attributes, text, CDATA, comments and the five
 * named references. What can make a small file large or a plain one surprising (a document type, entities of its own,
 * processing instructions) is refused, and so is what grows past any real configuration. Never throws, whatever the text.
 * @see https://www.w3.org/TR/xml/
 */
import type { XmlAttribute, XmlElement } from './xml/node'

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly message: string; readonly suggestion: string; readonly line: number }

export interface XmlLimits {
  /** Characters of the text. */
  readonly length: number
  readonly depth: number
  readonly elements: number
}

const xmlLimits: XmlLimits = { length: 64_000_000, depth: 200, elements: 2_000_000 }

interface Fault {
  readonly at: number
  readonly message: string
  readonly suggestion: string
}

interface OpenElement {
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: XmlElement[]
  readonly texts: string[]
  readonly start: number
  readonly innerStart: number
  readonly line: number
}

interface Reader {
  readonly text: string
  readonly limits: XmlLimits
  readonly open: OpenElement[]
  at: number
  /** The line read last, and where the next one begins. */
  line: number
  nextLine: number
  count: number
  root: XmlElement | undefined
}

export function readXml(text: string, limits: XmlLimits = xmlLimits): XmlReading {
  const reader: Reader = {
    text,
    limits,
    open: [],
    at: 0,
    line: 1,
    nextLine: startOfNext(text, 0),
    count: 0,
    root: undefined,
  }
  const found = text.length > limits.length ? tooLong(limits) : (firstInvisible(text) ?? readDocument(reader))
  if (found !== undefined) {
    const { message, suggestion, at } = found
    return { ok: false, message, suggestion, line: lineOf(text, at) }
  }
  if (reader.root === undefined) return { ok: false, message: 'no element stands here', suggestion: whole, line: 1 }
  return { ok: true, root: reader.root }
}

const whole = 'give the file as the product wrote it, whole'

function tooLong({ length }: XmlLimits): Fault {
  return {
    at: 0,
    message: `the text has more than ${length} characters`,
    suggestion: 'leave out what is not asked for',
  }
}

const invisible = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

function firstInvisible(text: string): Fault | undefined {
  const at = text.search(invisible)
  if (at < 0) return undefined
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return { at, message: `the character U+${code} may not stand in XML`, suggestion: whole }
}

function lineOf(text: string, at: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line++
  return line
}

const value = (of: string): string => `[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"${of}"|'${of}')`
const declaration = new RegExp(
  `^<\\?xml[ \\t\\r\\n]+version${value('1\\.\\d+')}` +
    `(?:[ \\t\\r\\n]+encoding${value('[A-Za-z][\\w.-]*')})?` +
    `(?:[ \\t\\r\\n]+standalone${value('(?:yes|no)')})?[ \\t\\r\\n]*\\?>`,
)

function readDocument(reader: Reader): Fault | undefined {
  const { text } = reader
  if (text.startsWith('\uFEFF')) reader.at = 1
  reader.at += declaration.exec(text.slice(reader.at, reader.at + 200))?.[0].length ?? 0
  while (reader.at < text.length) {
    const found = text[reader.at] === '<' ? readMarkup(reader) : readText(reader)
    if (found !== undefined) return found
  }
  const left = reader.open.at(-1)
  if (left === undefined) return undefined
  return { at: left.start, message: `<${left.name}> is not closed`, suggestion: whole }
}

function readMarkup(reader: Reader): Fault | undefined {
  const { text, at } = reader
  if (text.startsWith('</', at)) return readEndTag(reader)
  if (text.startsWith('<!--', at)) return skipComment(reader)
  if (text.startsWith('<![CDATA[', at)) return readCdata(reader)
  if (text.startsWith('<!', at)) {
    return { at, message: 'a document type stands here, which no configuration has', suggestion: 'leave it out' }
  }
  if (text.startsWith('<?', at)) {
    return { at, message: 'an instruction to another program stands here', suggestion: 'leave it out' }
  }
  return readStartTag(reader)
}

function skipComment(reader: Reader): Fault | undefined {
  const end = reader.text.indexOf('--', reader.at + 4)
  if (end < 0 || reader.text[end + 2] !== '>')
    return { at: reader.at, message: 'the comment is not closed', suggestion: whole }
  reader.at = end + 3
  return undefined
}

function readCdata(reader: Reader): Fault | undefined {
  const { text, at } = reader
  const end = text.indexOf(']]>', at + 9)
  const parent = reader.open.at(-1)
  if (end < 0 || parent === undefined) return { at, message: 'the CDATA section is not closed', suggestion: whole }
  parent.texts.push(withPlainEnds(text.slice(at + 9, end)))
  reader.at = end + 3
  return undefined
}

function readText(reader: Reader): Fault | undefined {
  const { text, at } = reader
  const next = text.indexOf('<', at)
  const end = next < 0 ? text.length : next
  const piece = text.slice(at, end)
  reader.at = end
  const parent = reader.open.at(-1)
  if (parent === undefined) {
    const stray = piece.search(/[^ \t\r\n]/)
    return stray < 0
      ? undefined
      : { at: at + stray, message: 'text stands outside of every element', suggestion: whole }
  }
  const resolved = resolveReferences(piece)
  if (typeof resolved !== 'string') return { ...resolved, at: at + resolved.at }
  const stray = piece.indexOf(']]>')
  if (stray >= 0) return { at: at + stray, message: 'the signs ]]> end no section', suggestion: 'write > as &gt;' }
  const plain = piece.includes('\r') ? resolveReferences(withPlainEnds(piece)) : resolved
  parent.texts.push(typeof plain === 'string' ? plain : resolved)
  return undefined
}

/** Line ends are one sign, however they are written. @see https://www.w3.org/TR/xml/#sec-line-ends */
function withPlainEnds(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function resolveReferences(piece: string): string | Fault {
  if (!piece.includes('&')) return piece
  const faults: Fault[] = []
  const resolved = piece.replaceAll(/&(?:(\w+)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));|&/g, (found, name, ten, hex, at) => {
    const code = ten === undefined ? Number.parseInt(hex ?? '', 16) : Number(ten)
    const sign = name === undefined ? signOf(code) : Object.hasOwn(named, name) ? named[name] : undefined
    if (sign === undefined) {
      faults.push({ at, message: `"${found}" stands for nothing that XML knows`, suggestion: 'write & as &amp;' })
    }
    return sign ?? ''
  })
  return faults[0] ?? resolved
}

function signOf(code: number): string | undefined {
  if (!(code <= 0x10ffff)) return undefined
  const sign = String.fromCodePoint(code)
  return invisible.test(sign) ? undefined : sign
}

/** NameStartChar and NameChar of the recommendation. */
const nameStart =
  'A-Za-z_:\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}'
const namePattern = new RegExp(`[${nameStart}][${nameStart}\\-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040]*`, 'uy')
const attributePattern = new RegExp(
  `[ \\t\\r\\n]+(${namePattern.source})[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"([^"<]*)"|'([^'<]*)')`,
  'uy',
)
const tagEnd = /[ \t\r\n]*(\/?)>/y

function readStartTag(reader: Reader): Fault | undefined {
  const { text, at, limits } = reader
  const name = match(namePattern, text, at + 1)?.[0]
  if (name === undefined) return { at, message: 'the sign < opens no element', suggestion: 'write it as &lt;' }
  let next = at + 1 + name.length
  const attributes: XmlAttribute[] = []
  const seen = new Set<string>()
  for (;;) {
    const found = match(attributePattern, text, next)
    if (found === undefined) break
    // In an attribute every line end and tab is a blank. @see https://www.w3.org/TR/xml/#AVNormalize
    const value = resolveReferences((found[2] ?? found[3] ?? '').replaceAll(/\r\n|[\t\r\n]/g, ' '))
    if (typeof value !== 'string') return { ...value, at: next }
    const attribute = found[1] ?? ''
    if (seen.has(attribute)) {
      return { at: next, message: `the attribute ${attribute} stands here twice`, suggestion: whole }
    }
    seen.add(attribute)
    attributes.push({ name: attribute, value })
    next += found[0].length
  }
  const closed = match(tagEnd, text, next)
  if (closed === undefined) return { at, message: `the tag <${name}> is not closed`, suggestion: whole }
  if (reader.root !== undefined && reader.open.length === 0) {
    return { at, message: `<${name}> stands behind the end of the document`, suggestion: whole }
  }
  if (++reader.count > limits.elements) {
    return { at, message: `there are more than ${limits.elements} elements`, suggestion: whole }
  }
  if (reader.open.length >= limits.depth) {
    return { at, message: `elements stand in each other more than ${limits.depth} deep`, suggestion: whole }
  }
  const innerStart = next + closed[0].length
  reader.at = innerStart
  const opened = { name, attributes, children: [], texts: [], start: at, innerStart, line: lineAt(reader, at) }
  reader.open.push(opened)
  if (closed[1] === '/') closeElement(reader, innerStart, innerStart)
  return undefined
}

function readEndTag(reader: Reader): Fault | undefined {
  const { text, at } = reader
  const opened = reader.open.at(-1)
  const name = match(namePattern, text, at + 2)?.[0] ?? ''
  const closed = match(tagEnd, text, at + 2 + name.length)
  if (closed === undefined || closed[1] === '/') {
    return { at, message: `the tag </${name} is not closed`, suggestion: whole }
  }
  if (opened === undefined || opened.name !== name) {
    const what = opened === undefined ? 'nothing' : `<${opened.name}>`
    return { at, message: `</${name}> stands where ${what} is open`, suggestion: whole }
  }
  reader.at = at + 2 + name.length + closed[0].length
  closeElement(reader, at, reader.at)
  return undefined
}

function closeElement(reader: Reader, innerEnd: number, end: number): void {
  const opened = reader.open.pop()
  if (opened === undefined) return
  // Each by its name: what is left of an object without one of its keys is slow to make and slow to ask.
  const { name, attributes, children, texts, start, innerStart, line } = opened
  const text = texts.join('')
  const element: XmlElement = { name, attributes, children, text, start, innerStart, line, innerEnd, end }
  const parent = reader.open.at(-1)
  if (parent === undefined) reader.root = element
  else parent.children.push(element)
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

/** Elements open in the order of the text, so the line is counted on from the last one. */
function lineAt(reader: Reader, at: number): number {
  while (reader.nextLine <= at) {
    reader.line++
    reader.nextLine = startOfNext(reader.text, reader.nextLine)
  }
  return reader.line
}

/** Behind the next line end, which is looked for once: in a text of one line that is far. */
function startOfNext(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? Number.POSITIVE_INFINITY : end + 1
}
