/** The bundle's first page, for the person who applies it. What is particular to a product, its own pages say. */
import type { Design, Place } from '../design/design'
import { findTarget } from '../targets/all'
import type { OutputFile } from '../targets/target'
import { escapeMarkdown, markdownCode, writeMarkdownTable } from '../text/markdown'
import type { TargetAnalysis } from '../verify/analysis'
import { type Proof, type Verdict, verdictMarks } from '../verify/proof'
import type { BundleFile } from './bundle-file'
import type { RuleEnforcement } from './verification'

export interface ReadmeRequest {
  readonly design: Design
  /** Which rule is enforced where. */
  readonly rules: readonly RuleEnforcement[]
  readonly targets: readonly TargetAnalysis[]
  /** Every other file of the bundle but the manifest. */
  readonly files: readonly BundleFile[]
}

export function writeReadme({ design, targets, files, rules }: ReadmeRequest): string {
  const inOrder = [...targets].sort((a, b) => rankOf(a) - rankOf(b))
  const sections = [
    `# Firewall of ${escapeMarkdown(design.name)}`,
    'One policy, written for every box that enforces it. Each file was read back and compared with the policy, packet for packet; the verdicts below say what came of it. Change `design.yaml` and make the bundle again rather than change a file.',
    verdictSection(inOrder),
    fileSection(inOrder, files),
    orderSection(inOrder),
    lockedOutSection(inOrder),
    unenforcedSection(rules),
    ...inOrder.map((target) => targetSection(target, files)),
  ]
  return `${sections
    .filter((section) => section !== '')
    .join('\n\n')
    .trimEnd()}\n`
}

const placeOrder: readonly (Place | undefined)[] = ['guest', 'nic', 'router', undefined]
const placeWords: Readonly<Record<Place, string>> = {
  guest: 'inside each node',
  nic: "at each node's network interface",
  router: 'between networks',
}

function placeOf(target: TargetAnalysis): Place | undefined {
  return findTarget(target.id)?.meta.place
}

function rankOf(target: TargetAnalysis): number {
  return placeOrder.indexOf(placeOf(target))
}

/** `═ equal · 38 of 41 rules enforced here` */
export function verdictLine({ verdict, enforced, rules }: Pick<Proof, 'verdict' | 'enforced' | 'rules'>): string {
  const mark = `${verdictMarks[verdict]} ${verdict}`
  return rules === 0 ? mark : `${mark} · ${enforced} of ${rules} rules enforced here`
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  equal: 'lets through exactly what the policy lets through',
  wider: 'lets through more than the policy',
  narrower: 'lets through less than the policy',
  different: 'lets through more than the policy in one place and less in another',
  unread: 'was not understood in every line, so nothing is proved about it',
  none: 'filters no packets; its syntax was checked',
}

const shownWitnesses = 5

function verdictSection(targets: readonly TargetAnalysis[]): string {
  if (targets.length === 0) return '## Verdicts\n\nThe design lists no target, so there is nothing to apply.'
  const rows = targets.map((target) => {
    const place = placeOf(target)
    return [
      escapeMarkdown(target.title),
      place === undefined ? 'nowhere' : placeWords[place],
      verdictLine(target.proof),
      verdictWords[target.proof.verdict],
    ]
  })
  const table = writeMarkdownTable(['Box', 'Filters', 'Verdict', 'It'], rows)
  const bad = targets.filter(({ proof }) => proof.verdict !== 'equal' && proof.verdict !== 'none')
  const warnings = bad.map(({ title, proof }) => {
    const shown = [
      ...proof.problems.map((problem) => `${problem.at}: ${problem.message}`),
      ...proof.witnesses.map((witness) => witness.sentence),
    ].slice(0, shownWitnesses)
    const lines = shown.map((line) => `- ${escapeMarkdown(line)}`)
    return [`**Think before you apply ${escapeMarkdown(title)}: it is ${proof.verdict}.**`, ...lines].join('\n')
  })
  return [
    '## Verdicts',
    table.trimEnd(),
    ...warnings,
    'All witnesses, assumptions and gaps are in `verification.json`.',
  ].join('\n\n')
}

const ownFiles: readonly (readonly [string, string])[] = [
  ['design.yaml', 'What was drawn. Everything else is made from it.'],
  ['BREAK-GLASS.md', 'How to get back in to every machine: print it and keep it elsewhere.'],
  ['MANIFEST.json', 'Checksums of all files, and what the bundle puts on each box.'],
  [
    'permalink.txt',
    'The design as a link: put it behind the address of a Portcullis page, or give it to `portcullis open`.',
  ],
  ['rules.csv', 'The rules for a spreadsheet.'],
  ['rules.md', 'The rules for a review.'],
  ['verification.json', 'The proof of each box, and which rule is enforced where.'],
]

function fileSection(targets: readonly TargetAnalysis[], files: readonly BundleFile[]): string {
  const byPath = new Map(targets.flatMap((target) => target.files.map((file) => [file.path, file])))
  const rows = files
    .filter((file) => file.target !== undefined)
    .map(({ path }) => [markdownCode(path), describeFile(byPath.get(path))])
  const own = ownFiles.map(([path, words]) => [markdownCode(path), words])
  return `## Files\n\n${writeMarkdownTable(['File', 'What it is'], [...rows, ...own]).trimEnd()}`
}

function describeFile(file: OutputFile | undefined): string {
  if (file === undefined) return ''
  if (file.use === 'read') return 'For people: how to apply it, and how to undo it.'
  const count = new Set(file.lineRules.flat()).size
  const rules = count === 0 ? '' : ` ${count} ${count === 1 ? 'rule' : 'rules'}.`
  const boxes = file.points === undefined ? '' : ` For ${listBoxes(file.points)}.`
  return file.use === 'optional' ? `Only when asked for.${rules}${boxes}` : `To apply.${rules}${boxes}`
}

const shownBoxes = 6

function listBoxes(points: readonly string[]): string {
  const names = points.slice(0, shownBoxes).map(markdownCode).join(', ')
  return points.length > shownBoxes ? `${names} and ${points.length - shownBoxes} more` : names
}

function orderSection(targets: readonly TargetAnalysis[]): string {
  const filtering = targets.filter((target) => placeOf(target) !== undefined)
  if (filtering.length === 0) return ''
  const steps = filtering.map((target, index) => {
    const place = placeOf(target)
    return `${index + 1}. ${escapeMarkdown(target.title)}, ${place === undefined ? '' : placeWords[place]}.`
  })
  const several =
    filtering.length > 1
      ? 'One box at a time, the innermost first, because that one is the easiest to take back. Every box lets through the whole policy, so no order between them cuts off what the policy allows:'
      : 'One machine at a time:'
  return [
    '## In which order',
    `${several}\n\n${steps.join('\n')}`,
    'Before each step keep one session open, and after it test with a **new** connection from every admin network: connections that are open may survive a bad rule and prove nothing. `portcullis query design.yaml "SRC -> DST tcp/PORT"` says what must answer.',
  ].join('\n\n')
}

function lockedOutSection(targets: readonly TargetAnalysis[]): string {
  const pages = targets.flatMap((target) =>
    target.files
      .filter((file) => file.use === 'read')
      .map((file) => `- ${escapeMarkdown(target.title)}: ${markdownCode(file.path)}`),
  )
  if (pages.length === 0) return ''
  return [
    '## How to try, how to undo, how to get back in',
    `Read these pages before the first command, not after; they are also copied below.\n\n${pages.join('\n')}`,
  ].join('\n\n')
}

/** Rules that the policy has and no box of this bundle sees: somebody else's box must, or nobody does. */
function unenforcedSection(rules: readonly RuleEnforcement[]): string {
  const unseen = rules.filter((rule) => rule.unseen !== null)
  if (unseen.length === 0) return ''
  const rows = unseen.map((rule) => `- ${markdownCode(rule.rule)}: ${escapeMarkdown(rule.unseen ?? '')}`)
  return `## Enforced nowhere in this bundle\n\n${rows.join('\n')}`
}

function targetSection(target: TargetAnalysis, files: readonly BundleFile[]): string {
  const { proof } = target
  const summary = findTarget(target.id)?.meta.summary ?? ''
  const gaps = [...new Set(proof.gaps.map((gap) => gap.reason))].map((reason) => {
    const rules = proof.gaps.filter((gap) => gap.reason === reason).map((gap) => markdownCode(gap.rule))
    return `${escapeMarkdown(reason)} (${rules.join(', ')})`
  })
  // Where there are several, the others are pages to work by, each on its day.
  const written = target.files.filter((file) => file.use === 'read' && file.path.endsWith('.md'))
  const first = written.filter((file) => file.path.endsWith('/APPLY.md'))
  const pages = (first.length === 0 ? written : first).flatMap(
    (file) => files.find((one) => one.path === file.path) ?? [],
  )
  return [
    `## ${escapeMarkdown(target.title)}`,
    escapeMarkdown(summary),
    bullets('Assumed:', proof.assumptions.map(escapeMarkdown)),
    bullets(
      'Always open, whatever the files say:',
      proof.always.map(({ title }) => escapeMarkdown(title)),
    ),
    bullets('Not enforced here:', gaps),
    ...pages.map((page) => demoteHeadings(page.text).trimEnd()),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function bullets(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `${title}\n\n${items.map((item) => `- ${item}`).join('\n')}`
}

/** A page of its own becomes a part of this one: headings go two levels down, code stays as it is. */
function demoteHeadings(markdown: string): string {
  let fenced = false
  return markdown
    .split('\n')
    .map((line) => {
      if (/^\s*(```|~~~)/.test(line)) fenced = !fenced
      return !fenced && /^#{1,4} /.test(line) ? `##${line}` : line
    })
    .join('\n')
}
