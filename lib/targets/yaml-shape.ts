/** Documents of a YAML file against a schema, each fault with its line: for products whose files are plain structures. */
import type * as z from 'zod'
import type { Problem } from '../design/problem'
import { readYaml, yamlValue } from '../text/yaml'
import type { YamlNode } from '../text/yaml/node'
import type { Position } from '../text/yaml/place'
import type { TextFile } from './target'

/** What a document must look like, or why nothing is known about it. */
export type Expected =
  | { readonly kind: 'schema'; readonly schema: z.ZodType }
  | { readonly kind: 'fault'; readonly message: string; readonly suggestion: string }

export interface ShapeReading {
  /** Values of the documents that are not empty, in order, sound or not. */
  readonly documents: readonly { readonly value: unknown; readonly line: number }[]
  readonly problems: readonly Problem[]
}

/** Never throws, whatever the text. `expect` says what a document is, by what stands in it. */
export function readShapes({ path, text }: TextFile, expect: (value: unknown) => Expected): ShapeReading {
  const problems: Problem[] = []
  const report = (at: Position, message: string, suggestion: string): void => {
    const { line, column } = at
    problems.push({ severity: 'error', at: `${path}:${line}`, message, suggestion, line, column })
  }
  const reading = readYaml(text)
  if (!reading.ok) {
    report(reading.at, `Not YAML: ${reading.message}.`, reading.suggestion)
    return { documents: [], problems }
  }
  const filled = reading.documents.filter((document) => document.kind !== 'scalar' || document.value !== null)
  if (filled.length === 0) report({ line: 1, column: 1 }, 'There is no document in the file.', 'Make the bundle again.')
  const documents = filled.map((document) => {
    const value = yamlValue(document)
    const expected = expect(value)
    if (expected.kind === 'fault') report(document, expected.message, expected.suggestion)
    else checkShape(document, value, expected.schema, report)
    return { value, line: document.line }
  })
  return { documents, problems }
}

type Report = (at: Position, message: string, suggestion: string) => void

function checkShape(document: YamlNode, value: unknown, schema: z.ZodType, report: Report): void {
  const read = schema.safeParse(value)
  for (const issue of read.error?.issues ?? []) {
    const steps = issue.path.filter((step) => typeof step !== 'symbol')
    const where = steps.length === 0 ? 'The document' : steps.join('.')
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys)
        report(placeOf(document, [...steps, key]), `${[...steps, key].join('.')} is no known key.`, 'Take it out.')
    } else report(placeOf(document, steps), `${where}: ${issue.message}.`, 'Write it as the bundle had it.')
  }
}

/** The place of the part that a path leads to, or of the last part on the way that is there. */
function placeOf(node: YamlNode, path: readonly (string | number)[]): Position {
  const [step, ...rest] = path
  if (step === undefined || node.kind === 'scalar') return node
  if (node.kind === 'list') {
    const item = typeof step === 'number' ? node.items[step] : undefined
    return item === undefined ? node : placeOf(item, rest)
  }
  const field = node.fields.find(({ key }) => key === String(step))
  if (field === undefined) return node
  return rest.length === 0 ? field : placeOf(field.value, rest)
}
