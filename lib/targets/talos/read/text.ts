/** One file's text to the documents Talos decodes from it. */
import { readMarkedYaml } from '@/lib/text/yaml'
import type { ConfigDocument } from '../config'
import { readCanonical } from './canonical'
import { decodeDocument, type Source } from './document'
import { hasEnoughFaults, type Reading, refuse } from './reading'

/** Problems end up in the reading; with an error among them the documents must not be used. */
export function readText(reading: Reading): readonly ConfigDocument[] {
  const canonical = readCanonical(reading.text)
  if (canonical !== undefined) return decodeSources(reading, canonical, true)
  const sources = readSources(reading)
  return sources === undefined ? [] : decodeSources(reading, sources)
}

// Go's library wants `---` on both sides of a document's end, and knows no directive but its own.
const oddLine = /^(?:\.\.\.(?!\S)|%\S*)/m

/** The slow way alone, for whoever needs the trees, and for comparing the two. */
export function readSources(reading: Reading): readonly Source[] | undefined {
  const odd = oddLine.exec(reading.text)
  if (odd !== null) {
    const line = reading.text.slice(0, odd.index).split('\n').length
    refuse(reading, line, `${notRead}: a line that starts with ${odd[0]} is read in different ways`, 'leave it out')
    return undefined
  }
  const yaml = readMarkedYaml(reading.text)
  if (yaml.ok) return yaml.documents.map((root) => ({ line: root.line, root }))
  refuse(reading, yaml.at.line, `${notRead}: ${yaml.message}`, yaml.suggestion)
  return undefined
}

const notRead = 'this is not YAML that Talos reads'

export function decodeSources(
  reading: Reading,
  sources: readonly Source[],
  isCanonical = false,
): readonly ConfigDocument[] {
  const documents: ConfigDocument[] = []
  const lines = isCanonical ? [] : reading.text.split('\n')
  for (const [index, source] of sources.entries()) {
    // A file of nothing but faults is refused all the same.
    if (hasEnoughFaults(reading)) break
    const document = decodeDocument(reading, source)
    if (document === undefined) continue
    documents.push(document)
    if (isCanonical) continue
    const span = spanOf(lines, source.line, sources[index + 1]?.line)
    if (document.kind === 'other') refuseTabbedBlock(reading, lines, span)
    else refuseOddLines(reading, lines, span)
  }
  if (documents.length === 0 && reading.problems.length === 0) {
    refuse(reading, 1, 'the file holds no document', 'delete the file, or give the documents it should hold')
  }
  refuseRepeats(reading, documents)
  return documents
}

/**
 * Two things that parsers of YAML disagree about: tabs where spaces belong, and a key on another line than its colon. JSON
 * may have both.
 */
function refuseOddLines(reading: Reading, all: readonly string[], { from, to }: Span): void {
  if (/^\s*\{/.test(reading.text)) return
  const lines = all.slice(from, to)
  const tab = lines.findIndex((line) => /^(?: *(?:- *)*-)? *\t/.test(line))
  const colon = lines.findIndex((line) => /^ *[:?](?: |\r?$)/.test(line))
  if (tab >= 0) refuse(reading, from + tab + 1, 'a tab stands where Talos wants spaces', 'write spaces')
  if (colon >= 0) refuse(reading, from + colon + 1, 'the key and its value stand apart', 'write them on one line')
}

/** Text over several lines whose first begins with a tab: Go's library takes it for part of the indentation. */
function refuseTabbedBlock(reading: Reading, all: readonly string[], { from, to }: Span): void {
  const text = all.slice(from, to).join('\n')
  const found = /[|>][-+\d]*[ \t]*(?:#.*)?\r?\n(?: *\r?\n)* *\t/.exec(text)
  if (found === null) return
  const line = from + text.slice(0, found.index + found[0].length).split('\n').length
  refuse(reading, line, 'a tab stands where Talos wants spaces', 'begin the text with another sign')
}

/** Lines of one document, from 0: what stands before its first key is part of it. */
interface Span {
  readonly from: number
  readonly to: number | undefined
}

function spanOf(lines: readonly string[], first: number, next: number | undefined): Span {
  const separator = lines.slice(0, first - 1).findLastIndex((line) => line.startsWith('---'))
  return { from: separator + 1, to: next === undefined ? undefined : next - 1 }
}

/** Definitions that stand twice in one file; a delete marker beside a definition is fine. */
function refuseRepeats(reading: Reading, documents: readonly ConfigDocument[]): void {
  if (reading.behaviour.relaxedPatches && reading.form === 'patch') return
  const lines = new Map<string, number>()
  for (const document of documents) {
    if (document.kind !== 'rule' && document.kind !== 'default') continue
    const id = document.kind === 'rule' ? `rule ${document.name}` : 'default action'
    const first = lines.get(id)
    if (first === undefined) lines.set(id, document.at.line)
    else refuse(reading, document.at.line, `the ${id} stands here a second time; the first is on line ${first}`)
  }
}
