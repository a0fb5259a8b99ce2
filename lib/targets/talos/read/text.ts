/** One file's text to the documents Talos decodes from it. */
import { rememberOf } from '@/lib/text/remember'
import { readMarkedYaml } from '@/lib/text/yaml'
import type { TextFile } from '../../target'
import type { ConfigDocument } from '../config'
import { readCanonical } from './canonical'
import { decodeDocument, type Source } from './document'
import { refuseOddLines, refuseTabs, spansOf } from './odd-lines'
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
  const yaml = reading.given === undefined ? readMarkedYaml(reading.text) : readYamlOf(reading.given)
  if (yaml.ok) return yaml.documents.map((root) => ({ line: root.line, root }))
  refuse(reading, yaml.at.line, `${notRead}: ${yaml.message}`, yaml.suggestion)
  return undefined
}

const readYamlOf = rememberOf(({ text }: TextFile) => readMarkedYaml(text))

const notRead = 'this is not YAML that Talos reads'

export function decodeSources(
  reading: Reading,
  sources: readonly Source[],
  isCanonical = false,
): readonly ConfigDocument[] {
  const documents: ConfigDocument[] = []
  const lines = isCanonical ? [] : reading.text.split('\n')
  const beginnings = isCanonical ? [] : sources.map(({ line }) => line)
  const spans = spansOf(lines, beginnings)
  for (const [index, source] of sources.entries()) {
    // A file of nothing but faults is refused all the same.
    if (hasEnoughFaults(reading)) break
    const document = decodeDocument(reading, source)
    if (document !== undefined) documents.push(document)
    const span = spans[index]
    if (span === undefined) continue
    if (document === undefined || document.kind === 'other') refuseTabs(reading, lines, span)
    else refuseOddLines(reading, lines, span)
  }
  if (documents.length === 0 && reading.problems.length === 0) {
    refuse(reading, 1, 'the file holds no document', 'delete the file, or give the documents it should hold')
  }
  refuseRepeats(reading, documents)
  return documents
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
