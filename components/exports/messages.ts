/** Every sentence of the files, the editor and the proof. */

import { downloadLabel } from '@/components/state/worst-verdict'
import type { Proof, Verdict } from '@/lib/verify/proof'
import type { Merge } from './merge'

const number = new Intl.NumberFormat('en-GB')

function count(amount: number, one: string, many: string): string {
  return `${number.format(amount)} ${amount === 1 ? one : many}`
}

const words: Readonly<Record<Verdict, string>> = {
  equal: 'equal',
  wider: 'wider',
  narrower: 'narrower',
  different: 'different',
  unread: 'not proved',
  none: 'filters nothing',
}

const verdictSentences: Readonly<Record<Verdict, string>> = {
  equal: 'These files admit exactly the packets of the design.',
  wider: 'These files admit packets that the design does not.',
  narrower: 'These files keep out packets that the design admits.',
  different: 'These files admit packets that the design does not, and keep out others that it admits.',
  unread: 'Something in these files was not understood, so nothing is said about what they admit.',
  none: 'These files filter no packets; their syntax was checked.',
}

/** How much of the policy stands on one product; the rest is no fault of it, and listed with its proof. */
function enforcedWords({ enforced, rules }: Pick<Proof, 'enforced' | 'rules'>): string {
  if (enforced === rules) return `enforces ${rules === 1 ? 'the one rule' : `all ${number.format(rules)} rules`}`
  const others = rules - enforced
  return `enforces ${number.format(enforced)} of ${count(rules, 'rule', 'rules')} completely; ${number.format(others)} ${others === 1 ? 'has a gap' : 'have gaps'}`
}

const inMemory = 'It stays in the memory of this tab: never saved, in no link.'

/** What products call the things that they hold, where an s does not make them many. */
const kinds: Readonly<Record<string, readonly [one: string, many: string]>> = {
  alias: ['alias', 'aliases'],
  ipset: ['IP set', 'IP sets'],
}

export const exportMessages = {
  treeLabel: 'Files by target',
  empty: 'No files yet. Add a control-plane node, and its files appear here.',
  noTargets: 'This design writes no files yet.',
  addProduct: 'Add a product…',
  working: 'working',
  verdict: (verdict: Verdict): string => words[verdict],
  badgeLabel: (title: string, verdict: string): string => `Proof of ${title}: ${verdict}`,
  use: { apply: '', optional: 'optional', read: 'guide' },
  edited: 'edited',
  download: (verdict: Verdict): string => downloadLabel('Download', verdict),
  downloadAll: (verdict: Verdict | undefined): string => downloadLabel('Download all', verdict),
  copy: 'Copy',
  copied: 'Copied.',
  copyFailed: 'The browser refused to copy.',
  wrap: 'Wrap lines',
  why: 'Why',
  restore: 'Restore',
  bringBack: 'Bring the edit back',
  proofOption: (title: string, verdict: string): string => `Proof of ${title}: ${verdict}`,
  editorLabel: (path: string): string => `Text of ${path}`,
  editorHint: 'Type or paste to see what the change would admit. Escape restores the rendered text; Tab leaves.',
  editorHintShort: 'Edit or paste: the proof follows.',
  changedWas: (text: string): string => `was: ${text.trim()}`,
  added: 'added line',
  line: (line: number): string => `Line ${number.format(line)}`,
  lineOf: (file: string, line: number): string => `${file}:${line}`,
  noRule: 'no rule',
  ruleOfLine: (title: string, id: string): string => `Rule ${id}: ${title}`,
  statusWorking: 'Reading the files back.',
  statusEqual: (proof: Pick<Proof, 'enforced' | 'rules'>): string => `Proved equal: ${enforcedWords(proof)}.`,
  statusGuide: 'For people to read; no box takes it.',
  statusOptional: (proved: readonly string[]): string =>
    proved.length === 0
      ? 'Not proved.'
      : `Not proved: the proof is about ${proved.length > 3 ? `the ${number.format(proved.length)} files to apply` : proved.join(', ')}.`,
  kind: { optional: 'optional', read: 'guide' },
  statusEditedEqual: 'Still equal: this text admits exactly the packets of the design.',
  statusNone: 'Filters no packets; read by people or by other tools.',
  statusUnread: (line: number | undefined, message: string): string =>
    line === undefined ? `Not proved: ${message}` : `Line ${number.format(line)} was not understood: ${message}`,
  moreDifferences: (amount: number): string => `and ${count(amount, 'more difference', 'more differences')}`,
  mergeInto: (title: string): string => `Have rules of your own? Drop a backup of ${title} here to merge into it.`,
  mergedInto: (names: readonly string[], { added, gone, overruled }: Merge): string => {
    const what = added.map(([kind, amount]) => count(amount, ...(kinds[kind] ?? [kind, `${kind}s`]))).join(' and ')
    const loss =
      gone === 0
        ? ' and takes nothing out.'
        : `; ${gone === 1 ? 'one of its lines changes or goes' : `${number.format(gone)} of its lines change or go`}.`
    // A rule that stands unchanged may have nothing left to decide.
    const none = overruled?.length === 0 ? '; none of yours is about the same packets.' : '.'
    const order = what === '' ? '' : ` Ours are asked before yours${none}`
    return `Adds ${what === '' ? 'nothing' : what} to ${names.join(' and ')}${loss}${order} ${inMemory}`
  },
  overruled: (amount: number): string =>
    `${count(amount, 'rule of yours decides', 'rules of yours decide')} less from now on`,
  moreOverruled: (amount: number): string => `and ${number.format(amount)} more`,
  overruledNote:
    'None is changed. What enters the networks of the cluster, and what its machines send, ours decide before them.',
  notMerged: (names: readonly string[]): string => `${names.join(' and ')} could not be merged into. ${inMemory}`,
  chooseBackup: 'Choose a backup',
  chooseAnother: 'Choose another',
  forgetBackup: 'Forget it',
  backupLabel: 'Backup of the box',
} as const

export const productMessages = {
  title: 'Add a product',
  note: 'Its files are written from the same design, read back and proved like the others. One undo takes them out.',
  none: 'This design has files for every product there is.',
} as const

export const proofMessages = {
  heading: (title: string): string => `Proof: ${title}`,
  /** `files`: how many are there to be applied. */
  verdict: (verdict: Verdict, files: number): string =>
    verdict === 'unread' && files === 0
      ? 'No file is written for it, so nothing is said about what it admits.'
      : verdictSentences[verdict],
  enforced: (proof: Pick<Proof, 'enforced' | 'rules'>): string => `It ${enforcedWords(proof)}.`,
  compared: 'Compared',
  comparison: ({ points, classes }: Pick<Proof, 'points' | 'classes'>, files: number): string =>
    `${count(files, 'file', 'files')} read back from text alone, ${count(points, 'point', 'points')}, ${count(classes, 'class', 'classes')} of packets`,
  nothingCompared: (files: number): string =>
    files === 0 ? 'Nothing: there is no file.' : 'Nothing: the files could not be read.',
  before: 'On the box before',
  beforeState: {
    nothing: 'nothing; a box that holds other rules may admit more',
    'previous bundle': 'the previous bundle',
    'the files given': 'the files given',
    'own backup': 'your own backup; its rules are in the merged file and were read with ours',
  } satisfies Record<Proof['before'], string>,
  differences: 'Differences',
  noDifferences: 'None.',
  packet: 'Packet',
  intended: 'Design',
  actual: 'Files',
  allow: 'allow',
  deny: 'deny',
  byItself: 'no line; the product decides by itself',
  rule: 'Rule',
  ask: 'Ask',
  askLabel: (packet: string): string => `Ask about ${packet}`,
  copyQuestion: 'Copy as question',
  gaps: 'Gaps',
  gapsNote: 'What this product cannot express or see. A gap excuses a missing packet, never an extra one.',
  gapRule: (title: string, id: string): string => `${title} (${id.slice(id.indexOf('/') + 1)})`,
  assumptions: 'Assumed',
  always: 'Always open',
  alwaysNote: 'What the product admits by itself, whatever the files say.',
  problems: (files: number): string => (files === 0 ? 'What is missing' : 'Not understood'),
  set: 'Where it is set',
  notes: 'To know',
} as const
