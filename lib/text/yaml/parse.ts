/**
 * Runs the `yaml` library piece by piece, so that hostile text is refused before the library's recursion meets it: it
 * splits a text into words without recursion, and each collection it opens is counted before the next word goes in.
 */
import { Composer, type Document, Lexer, Parser, type YAMLError } from 'yaml'
import { findEarlyFault } from './early'
import { explainError } from './explain'
import { fail, type YamlFault } from './place'
import { watchWords } from './watch'

/** Deeper files are mistakes or attacks; a machine configuration needs twelve. */
const deepest = 64
/** Spaces and line ends count as words: two megabytes of rules, or a second or two of reading. */
const mostWords = 600_000

// The library compares every key with every other, which takes hours for a hundred thousand: we do it with a map.
const options = { schema: 'failsafe', logLevel: 'silent', prettyErrors: false, uniqueKeys: false } as const

/** @param strict whether tags, marked keys and what the library only warns about are faults. */
export function parseYaml(text: string, strict: boolean): readonly Document.Parsed[] {
  const early = findEarlyFault(text, (head) => parseWhole(head, strict))
  if (early !== undefined) fail(early.offset, early.message, early.suggestion)
  return parseWhole(text, strict)
}

function parseWhole(text: string, strict: boolean): readonly Document.Parsed[] {
  const watch = watchWords(text, strict)
  const documents: Document.Parsed[] = []
  const parser = new Parser()
  const composer = new Composer(options)
  const take = (tokens: ReturnType<Parser['next']>): boolean => {
    let sound = true
    for (const token of tokens) {
      for (const document of composer.next(token)) documents.push(document)
      sound &&= token.type !== 'error'
    }
    return sound
  }
  let fault: YamlFault | undefined
  let words = 0
  // What is refused anyway is read no further, for a file may be nothing but faults.
  for (const word of new Lexer().lex(text)) {
    const { offset } = parser
    fault = watch(word, offset)
    if (fault !== undefined || !take(parser.next(word))) break
    // The document itself and the scalar being read stand there too.
    if (parser.stack.length > deepest + 2) {
      fault = { offset, message: `nested more than ${deepest} levels deep`, suggestion: 'flatten the file' }
      break
    }
    if (++words > mostWords) fail(offset, 'the text holds too much', 'divide it into several files')
  }
  fault ??= watch('', text.length)
  take(parser.end())
  for (const document of composer.end()) documents.push(document)
  const { errors } = composer.streamInfo()
  const found = [errors, ...documents.flatMap((one) => (strict ? [one.errors, one.warnings] : [one.errors]))]
  const error = found.reduce<YAMLError | undefined>(earliest, undefined)
  if (error !== undefined && (fault === undefined || error.pos[0] < fault.offset)) fault = explainError(error, text)
  if (fault !== undefined) fail(fault.offset, fault.message, fault.suggestion)
  return documents
}

function earliest(before: YAMLError | undefined, errors: readonly YAMLError[]): YAMLError | undefined {
  let least = before
  for (const error of errors) if (least === undefined || error.pos[0] < least.pos[0]) least = error
  return least
}
