/** Text as XML: nothing in it may open a tag, end a section or stand for something else. */

const forbidden = /[^\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Character data. Characters that XML cannot hold are left out. */
export function xmlText(text: string): string {
  return text.replaceAll(forbidden, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A CDATA section, in two where the text holds its end mark. */
export function xmlCdata(text: string): string {
  return `<![CDATA[${text.replaceAll(forbidden, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

/** What stands in a comment, where two hyphens may not meet, nor one meet the end. */
export function xmlComment(text: string): string {
  return `<!-- ${text.replaceAll(forbidden, '').replaceAll(/-(?=-)/g, '- ')} -->`
}
