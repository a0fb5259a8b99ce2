/** The library's errors as what stands there and what to do. */
import type { YAMLError } from 'yaml'
import type { YamlFault } from './place'

/** Marks of the languages in which people keep files before they are filled in. */
export const templateMark = /\$\{|\{\{|%\{|<%|\$\(/

type Words = readonly [message: string, suggestion: string]

/** By what the library says; the first that fits. */
const knownErrors: readonly (readonly [pattern: RegExp, ...words: Words])[] = [
  [
    /^Unexpected (flow-(seq|map)-end|\] |\} )/,
    'a bracket closes that none opens',
    'remove it, or put the text in quotes',
  ],
  [/on same line with key$/, 'a list starts on the line of its key', 'start it on the next line'],
  [/^Unexpected block-seq-ind/, 'a list entry stands where none may', 'check the indentation of this line'],
  [/^Unexpected ,|^Unexpected empty item/, 'a comma stands where a value belongs', 'remove it, or write the value'],
  [/^Unexpected map-value-ind/, 'a colon stands where none may', 'put the text in quotes'],
  [
    /^Unexpected \S+ token in YAML stream/,
    'this stands behind the end of the document',
    'check the indentation of this line',
  ],
  [/^Unexpected doc-end/, 'an end mark stands before any document', 'leave the line out'],
  [/^Unexpected /, 'something follows a value on its line', 'put it on its own line, or quote the whole text'],
  [/^Block scalar header/, 'text follows the mark of a block of text', 'start it on the next line'],
  [
    /^Block scalars with more-indented/,
    'a blank line above is indented deeper than this text',
    'remove the spaces of the blank line',
  ],
  [/^Block scalar values/, 'this block of text is not indented', 'indent it deeper than its key, with spaces'],
  [/^Implicit map keys/, 'a colon is missing after this key', 'write key: value'],
  [/^Sequence item without -/, 'a dash is missing before this entry', 'write - value'],
  [/same column$/, 'this line is indented deeper than its neighbours', 'line it up with the entries above'],
  [/at most one (anchor|tag)$/, 'two marks stand before one value', 'keep one'],
  [/alias node must not/, 'two marks stand before one value', 'keep one'],
  [
    /cannot be an empty string$|is ambiguous$/,
    'a name is missing after this mark, or ends in a colon',
    'put the text in quotes',
  ],
  [/^Missing (space after|, )/, 'neither a comma nor a closing bracket follows the entry before', 'write one'],
  [/^Missing closing/, 'this quoted text is not closed', 'close the quote'],
  [
    /end with a [\]}]$/,
    'a line within brackets is not indented, or the bracket is not closed',
    'indent the lines within, and close the bracket',
  ],
  [
    /^Comments must be separated/,
    'a # follows without a space',
    'write a space before a comment, or put the text in quotes',
  ],
  [/must be separated/, 'a mark runs into what follows', 'write a space after it, or put the text in quotes'],
  [/^Invalid escape/, 'YAML has no such escape', 'write a backslash twice, or use single quotes'],
  [/directives-end marker$/, 'a map or list starts on the line of ---', 'start it on the next line'],
  [
    /^Block collections are not allowed within flow/,
    'an entry within brackets lacks its comma or bracket',
    'write a comma between entries',
  ],
  [/at most 1024 chars/, 'a key is longer than 1024 characters', 'write a shorter key'],
]

/** @param error with its offset, from reading `text` */
export function explainError(error: YAMLError, text: string): YamlFault {
  const offset = error.pos[0]
  const place = (at: number, [message, suggestion]: Words): YamlFault => ({ offset: at, message, suggestion })
  const { code } = error
  if (code === 'TAB_AS_INDENT') {
    return text[offset - 1] === '-'
      ? place(offset, ['a tab follows the dash', 'write a space'])
      : place(skip(text, offset, / */y), ['a tab indents this line', 'indent with spaces'])
  }
  if (code === 'BAD_SCALAR_START') {
    return place(offset, [`no plain text starts with ${text[offset] ?? ''}`, 'put the text in quotes'])
  }
  if (code === 'MULTILINE_IMPLICIT_KEY') return place(...explainLongKey(text, offset))
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    if (error.message.startsWith('A block sequence')) {
      const advice = 'line it up with the entries above'
      return place(skip(text, offset, / */y), ['this list entry does not line up with its neighbours', advice])
    }
    // A value and the deeper line after it look like a key over two lines.
    return text.slice(offset, colonAfter(text, offset)).includes('\n')
      ? place(...explainLongKey(text, offset))
      : place(offset, ['a second key stands on one line', 'put the value in quotes, or on the next line'])
  }
  const message = error.message.replace(/\s+/g, ' ')
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  if (/^Unexpected .* at node end$/.test(message) && /^ *$/.test(text.slice(lineStart, offset))) {
    return place(offset, ['this stands where neither a key nor a value may', 'check the indentation of this line'])
  }
  const known = knownErrors.find(([pattern]) => pattern.test(message))
  if (known === undefined) return place(offset, [sentence(message), 'put the text in quotes, or check the indentation'])
  const at = error.code === 'BAD_INDENT' ? skip(text, offset, /\s*/y) : offset
  return place(at < text.length ? at : offset, [known[1], known[2]])
}

function explainLongKey(text: string, offset: number): [number, Words] {
  const start = skip(text, offset, /\s*/y)
  const lineEnd = text.indexOf('\n', start)
  const line = text.slice(start, lineEnd < 0 ? text.length : lineEnd)
  if (/^[\w.-]+:[^\s:]/.test(line)) return [start, ['a space is missing after the colon', 'write key: value']]
  if (/^-\s/.test(line)) return [start, ['a list entry stands among keys', 'indent it below its key']]
  const end = colonAfter(text, start)
  const template = text.slice(start, end).search(templateMark)
  const at = template < 0 ? end : start + template
  return [at, ['a key runs over several lines', 'check the indentation of this line']]
}

/** The colon that makes what stands here a key. */
function colonAfter(text: string, offset: number): number {
  const pattern = /:(?=\s|$)/g
  pattern.lastIndex = offset
  return pattern.exec(text)?.index ?? offset
}

function skip(text: string, offset: number, pattern: RegExp): number {
  pattern.lastIndex = offset
  return offset + (pattern.exec(text)?.[0].length ?? 0)
}

function sentence(message: string): string {
  return message.slice(0, 1).toLowerCase() + message.slice(1, 200)
}
