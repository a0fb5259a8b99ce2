import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawn } from '@/lib/testing/draw'
import { mutateText } from '@/lib/testing/mutate-text'
import { pfsenseBackup } from '@/lib/testing/pfsense-backup'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { readXml } from './xml'
import type { XmlElement } from './xml/node'
import { xmlCdata, xmlComment, xmlText } from './xml/write'

/** An element as nested lists: name, text, children. */
function shapeOf({ name, text, children }: XmlElement): unknown {
  return [name, text, ...children.map(shapeOf)]
}

function read(text: string): unknown {
  const xml = readXml(text)
  return xml.ok ? shapeOf(xml.root) : { line: xml.line, message: xml.message }
}

test.each([
  ['one element', '<a/>', ['a', '']],
  ['text', '<a> b </a>', ['a', ' b ']],
  ['a declaration with everything', `<?xml version='1.0' encoding="UTF-8" standalone='yes' ?><a/>`, ['a', '']],
  ['a declaration and comments', '<?xml version="1.0"?>\n<!-- - x --><a/><!-- y -->\n', ['a', '']],
  ['a byte order mark', '\uFEFF<a/>', ['a', '']],
  ['children', '<a>\n\t<b>1</b>\n\t<b/>\n</a>', ['a', '\n\t\n\t\n', ['b', '1'], ['b', '']]],
  ['text around children, in one piece', '<a>x<b/>y</a>', ['a', 'xy', ['b', '']]],
  ['the five named references', '<a>&amp;&lt;&gt;&quot;&apos;</a>', ['a', '&<>"\'']],
  ['references by number', '<a>&#65;&#x42;&#128512;</a>', ['a', 'AB😀']],
  ['a reference is resolved once', '<a>&amp;lt;</a>', ['a', '&lt;']],
  ['CDATA as it stands', '<a><![CDATA[<b>&amp;]] ]]></a>', ['a', '<b>&amp;]] ']],
  ['CDATA in two', '<a><![CDATA[x]]]]><![CDATA[>y]]></a>', ['a', 'x]]>y']],
  ['names of many kinds', '<a-b.c_1:d><é/></a-b.c_1:d>', ['a-b.c_1:d', '', ['é', '']]],
  ['line ends of any kind as one sign', '<a>1\r\n2\r3\n<![CDATA[4\r\n5]]>&#13;</a>', ['a', '1\n2\n3\n4\n5\r']],
  ['spaces in tags', '<a\n ></a\t>', ['a', '']],
  [
    'the names of the prototype',
    '<constructor><__proto__>1</__proto__></constructor>',
    ['constructor', '', ['__proto__', '1']],
  ],
])('reads %s', (_, text, want) => {
  expect(read(text)).toEqual(want)
})

test('reads attributes', () => {
  const xml = readXml('<a x="1 &amp; 2" y=\'"\'/>')
  expect(xml.ok && xml.root.attributes).toEqual([
    { name: 'x', value: '1 & 2' },
    { name: 'y', value: '"' },
  ])
})

test('takes line ends and tabs in an attribute for blanks', () => {
  const xml = readXml('<a x="1\r\n2\t3&#10;4"/>')
  expect(xml.ok && xml.root.attributes).toEqual([{ name: 'x', value: '1 2 3\n4' }])
})

test.each([
  ['nothing', '', 1, /no element/],
  ['text alone', 'hello', 1, /outside/],
  ['a document type', '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 2, /document type/],
  ['an unknown reference', '<a>\n&b;</a>', 2, /"&b;"/],
  ['an object method as a reference', '<a>&constructor;</a>', 1, /&constructor;/],
  ['a bare ampersand', '<a>a & b</a>', 1, /"&"/],
  ['a reference to nothing', '<a>&#0;</a>', 1, /&#0;/],
  ['a reference beyond everything', '<a>&#x110000;</a>', 1, /110000/],
  ['half a character', '<a>&#xD800;</a>', 1, /D800/],
  ['an instruction', '<a><?php x ?></a>', 1, /instruction/],
  ['a control character', '<a>\n\u0001</a>', 2, /U\+0001/],
  ['an open element', '<a>\n<b></a>', 2, /<\/a> stands where <b> is open/],
  ['an end without a start', '</a>', 1, /nothing is open/],
  ['a cut end', '<a>\n\n<b>x', 3, /<b> is not closed/],
  ['a cut tag', '<a', 1, /not closed/],
  ['a cut comment', '<a><!-- x</a>', 1, /comment/],
  ['a cut CDATA section', '<a><![CDATA[x</a>', 1, /CDATA/],
  ['two roots', '<a/>\n<b/>', 2, /behind the end/],
  ['text behind the end', '<a/>\nx', 2, /outside/],
  ['an attribute twice', '<a x="1" x="2"/>', 1, /twice/],
  ['an attribute without quotes', '<a x=1/>', 1, /not closed/],
  ['a tag in an attribute', '<a x="<b>"/>', 1, /not closed/],
  ['a lone sign', '<a> < b</a>', 1, /opens no element/],
  ['a declaration without a version', '<?xml ve&#0;rsion="1.0"?><a/>', 1, /instruction/],
  ['a declaration in the middle', '<a><?xml version="1.0"?></a>', 1, /instruction/],
])('refuses %s', (_, text, line, message) => {
  expect(read(text)).toEqual({ line, message: expect.stringMatching(message) })
})

describe('what grows past any configuration', () => {
  const limits = { length: 10_000, depth: 20, elements: 100 }
  test.each([
    ['length', `<a>${'x'.repeat(10_000)}</a>`, /characters/],
    ['depth', `${'<a>'.repeat(30)}${'</a>'.repeat(30)}`, /deep/],
    ['elements', `<a>${'<b/>'.repeat(200)}</a>`, /elements/],
  ])('%s is refused', (_, text, message) => {
    expect(readXml(text, limits)).toMatchObject({ ok: false, message: expect.stringMatching(message) })
  })

  test('nesting a hundred thousand deep does not end the program', () => {
    expect(readXml('<a>'.repeat(100_000)).ok).toBe(false)
  })
})

test('every element knows where it stands', () => {
  const text = '<a>\n  <b>x<c/></b>\n  <b></b>\n</a>\n'
  const xml = readXml(text)
  if (!xml.ok) throw new Error(xml.message)
  const spans = xml.root.children.map(({ start, end, innerStart, innerEnd, line }) => [
    text.slice(start, end),
    text.slice(innerStart, innerEnd),
    line,
  ])
  expect(spans).toEqual([
    ['<b>x<c/></b>', 'x<c/>', 2],
    ['<b></b>', '', 3],
  ])
  expect(xml.root).toMatchObject({ line: 1, start: 0, end: text.length - 1 })
})

test('any text comes back, as character data and as CDATA, and ends no comment', () => {
  const arbitrary = fc.string({ unit: 'binary', maxLength: 30 })
  checkProperty(arbitrary, sampleCount(500, 20_000), (text) => {
    const holdable = text.replaceAll(/[^\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    expect(read(`<a>${xmlText(text)}</a>`)).toEqual(['a', holdable])
    expect(read(`<a>${xmlCdata(text)}</a>`)).toEqual(['a', holdable])
    expect(read(`${xmlComment(text)}<a>b</a>`)).toEqual(['a', 'b'])
  })
})

test('no damaged text makes it throw; what it reads, it reads with its places in order', () => {
  const backup = pfsenseBackup()
  const damaged = drawn((draw) => mutateText(draw, backup.slice(0, draw.between(500, 6000))))
  const check = ({ start, end, innerStart, innerEnd, children }: XmlElement): void => {
    expect(start < innerStart && innerStart <= innerEnd && innerEnd <= end).toBe(true)
    for (const [index, child] of children.entries()) {
      expect(child.start).toBeGreaterThanOrEqual(children[index - 1]?.end ?? innerStart)
      expect(child.end).toBeLessThanOrEqual(innerEnd)
      check(child)
    }
  }
  checkProperty(damaged, sampleCount(400, 20_000), (text) => {
    const xml = readXml(text)
    if (xml.ok) check(xml.root)
    else expect(xml.line).toBeGreaterThan(0)
  })
})

test('hundreds of thousands of attributes are read, and the one that stands twice is found', () => {
  const many = Array.from({ length: 200_000 }, (_, index) => ` a${index}=""`).join('')
  expect(readXml(`<a${many}/>`)).toMatchObject({ ok: true })
  expect(readXml(`<a${many} a7=""/>`)).toMatchObject({ ok: false, message: 'the attribute a7 stands here twice' })
})
