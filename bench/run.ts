/**
 * `npm run bench`: SPEC 10, as times with ratios against a baseline measured in the same run. Those beside other compilers
 * and Z3 are printed by `npm run bench:peers`.
 */
import { parseAllDocuments } from 'yaml'
import { findFindings } from '@/lib/lint/find-findings'
import { compilePolicy } from '@/lib/policy/compile'
import { answerQuestion } from '@/lib/query/answer'
import { makeQueryContext, type QueryContext } from '@/lib/query/query-context'
import { parseQuestion } from '@/lib/query/question'
import { buildSite } from '@/lib/site/build-site'
import { analyseDesign } from '@/lib/verify/analyse'
import { buildRows } from './build-rows'
import { namedCluster } from './cluster'
import { everyTargetRows } from './every-target'
import { importRows } from './import-rows'
import { linkRows } from './link-rows'
import { growthExponent, measure } from './measure'
import { memoryRows } from './memory-rows'
import { pageRows } from './page-rows'
import { anAddress, measureTyped } from './typing'

const sizes = [250, 500, 1000, 2000, 4000]
const reference = 1000

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`
}

function answerTo(text: string, context: QueryContext): unknown {
  const question = parseQuestion(text, context)
  if (!question.ok) throw new Error(question.problems.map(({ message }) => message).join(' '))
  return answerQuestion(question.value, context)
}

/** The floor: the same texts written and read by the bare libraries, with nothing decided. */
function baseline(texts: readonly string[]): number {
  const sample = texts.map((text) => text.split('\n'))
  return measure(() => sample.map((lines) => lines.join('\n').length)).median
}

const rows: string[][] = []
const design = namedCluster(reference)
const rules = measureTyped(design, anAddress, (one) => compilePolicy(one, buildSite(one)))
rows.push([
  `${reference} named nodes: design to rules`,
  milliseconds(rules.median),
  milliseconds(rules.p95),
  '16 ms',
  '',
])

const analysis = analyseDesign({ design, edits: {} })
const texts = analysis.targets.flatMap((target) =>
  target.files.filter((file) => file.use === 'apply').map((file) => file.text),
)
const floor = baseline(texts)
const whole = measureTyped(design, anAddress, (one) => analyseDesign({ design: one, edits: {} }))
const names = analysis.targets.map((target) => `${target.id} ${target.proof.verdict}`).join(', ')
rows.push([
  `the same: ${names || 'no targets'}, rendered, read back and proved`,
  milliseconds(whole.median),
  milliseconds(whole.p95),
  '100 ms',
  `${(whole.median / floor).toFixed(0)} x joining the same lines`,
])

const yamlTexts = analysis.targets.flatMap((target) =>
  target.files.filter((file) => file.use === 'apply' && file.path.endsWith('.yaml')).map((file) => file.text),
)
const library = measure(() => yamlTexts.map((text) => parseAllDocuments(text)), 3, 1).median
rows.push([
  'reading the YAML of the same files by a library alone',
  milliseconds(library),
  '',
  '',
  `${(library / whole.median).toFixed(1)} x our whole pass`,
])

const context = makeQueryContext({ design, analysis })
const questions = ['203.0.113.9 -> node-0 apid', 'worker -> controlplane etcd', 'node-999 -> node-3 tcp/10250']
const asked = measure(() => questions.map((text) => answerTo(text, context)))
rows.push([
  `a question at ${reference} nodes, read and answered from the files`,
  milliseconds(asked.median / questions.length),
  milliseconds(asked.p95 / questions.length),
  '16 ms',
  '',
])
const advised = measure(() => findFindings(design, analysis))
rows.push([`findings of ${reference} nodes`, milliseconds(advised.median), milliseconds(advised.p95), '', ''])

const growth = sizes.map((size): readonly [number, number] => {
  const cluster = namedCluster(size)
  return [size, measureTyped(cluster, anAddress, (one) => analyseDesign({ design: one, edits: {} }), 7, 3).median]
})
rows.push([
  `growth from ${sizes[0]} to ${sizes.at(-1)} nodes`,
  growth.map(([size, time]) => `${size}: ${milliseconds(time)}`).join(', '),
  '',
  'exponent <= 1',
  growthExponent(growth).toFixed(2),
])

rows.push(...importRows().map((row) => [...row]))
rows.push(...everyTargetRows(reference), ...linkRows(), ...memoryRows(), ...pageRows(), ...buildRows())

for (const row of [['what', 'median', 'p95', 'must reach', 'ratio'], ...rows]) console.log(row.join(' | '))
