/** What the boxes of an example hold, as the bundle has it. */
import type { Design } from '@/lib/design/design'
import { readDesign } from '@/lib/design/read-design'
import type { FileSet } from '@/lib/targets/target'
import { analyseDesign } from '@/lib/verify/analyse'
import { exampleText } from './run-command'

export function exampleDesign(name: string): Design {
  const read = readDesign(exampleText(name))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

/** The files of one target that are applied; its options as the design has them. */
export function filesOf(design: Design, target: string): FileSet {
  const targets = { [target]: design.targets[target] ?? {} }
  const [analysed] = analyseDesign({ design: { ...design, targets }, edits: {} }).targets
  return (analysed?.files ?? []).filter(({ use }) => use === 'apply').map(({ path, text }) => ({ path, text }))
}
