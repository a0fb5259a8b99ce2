/** Everything one downloads: the same files, byte for byte, from the page and from the terminal (SPEC 8). */

import { canonicalDesign } from '../design/canonical-design'
import type { Design } from '../design/design'
import { writeDesign } from '../design/write-design'
import { recordOfRule } from '../policy/rule-record'
import { encodeDesign } from '../share/codec'
import type { FileSet } from '../targets/target'
import type { Analysis } from '../verify/analysis'
import { accessSheetPath, writeAccessSheet } from './access-sheet'
import type { BundleFile } from './bundle-file'
import { makeManifest, manifestPath, writeManifest } from './manifest'
import { writeReadme } from './readme'
import { rulesCsv, rulesMarkdown } from './rule-tables'
import { recordOfVerification } from './verification'

export interface BundleRequest {
  readonly design: Design
  readonly analysis: Analysis
  /** Files as a person changed them, by path; the proofs are theirs then. */
  readonly edits?: Readonly<Record<string, string>>
  /** What the boxes hold before the bundle, where the analysis was made over it. */
  readonly previous?: FileSet | undefined
}

export function bundleName(design: Design): string {
  return `${design.name}-firewall`
}

/** Sorted by path. */
export function makeBundle({ design, analysis, edits = {}, previous }: BundleRequest): BundleFile[] {
  const { targets } = analysis
  const records = analysis.policy.rules.map(recordOfRule)
  const canonical = canonicalDesign(design)
  const verification = recordOfVerification(design, analysis)
  const own = (path: string, text: string): BundleFile => ({ path, text, target: undefined, use: 'read' })
  const files: BundleFile[] = [
    ...targets.flatMap(({ id, files: outputs }) =>
      outputs.map(({ path, text, use, holdsBackup }) => ({
        path,
        text: edits[path] ?? text,
        target: id,
        use,
        ...(holdsBackup === true ? { holdsBackup } : {}),
      })),
    ),
    own(accessSheetPath, writeAccessSheet(canonical, analysis, { edits, previous })),
    own('design.yaml', writeDesign(canonical)),
    own('permalink.txt', `#d=${encodeDesign(canonical)}\n`),
    own('rules.csv', rulesCsv(records)),
    own('rules.md', rulesMarkdown(design.name, records)),
    own('verification.json', `${JSON.stringify(verification, undefined, 2)}\n`),
  ].sort(byPath)
  const readable = [
    ...files,
    own('README.md', writeReadme({ design, targets, files, rules: verification.rules })),
  ].sort(byPath)
  const manifest = makeManifest(design.name, targets, readable)
  return [...readable, own(manifestPath, writeManifest(manifest))].sort(byPath)
}

function byPath(a: BundleFile, b: BundleFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
