/** Every sentence of the dialog that reads other people's files. */

import type { DriftLine, DriftWords, ImportPreview } from '@/components/state/import-task'
import { verdictMarks } from '@/lib/verify/proof'

const signs: Readonly<Record<DriftLine['sign'], string>> = {
  '=': 'as designed',
  '~': 'otherwise',
  '+': 'more than designed',
  '-': 'missing',
}

export const importMessages = {
  title: 'Open a design, or read what runs',
  previewTitle: 'What these files say',
  about:
    'A design or a link opens beside your own designs. Of what boxes run you see first who reaches what: machine configurations, the output of talosctl, talhelper, Omni, Cluster API, Terraform, AWS, nft, backups of routers and configurations of switches, bundles and archives, several at once.',
  privacy: 'Nothing leaves this page. Certificates, keys and tokens are not read.',
  choose: 'Choose files',
  label: 'Files to read',
  paste: 'Or paste text or a link',
  openPasted: 'Open the pasted text',
  reading: (name: string): string => `Reading ${name}`,
  refused: (name: string): string => `${name} was not opened; nothing changed`,
  moreProblems: (count: number): string => `and ${count} more`,
  summary: (files: number, machines: ImportPreview['machines']): string => {
    const found = machines.found === 0 ? 'no machine' : count(machines.found, 'machine')
    const assumed = machines.assumed === 0 ? '' : `, ${machines.assumed} assumed`
    return `${count(files, 'file')} read, ${found} found${assumed}. Nothing has changed yet.`
  },
  reach: 'Who reaches what, by these files alone',
  noReach: 'These files let nobody in, or do not say to which networks they belong.',
  from: 'From',
  through: (interfaces: readonly string[]): string => `through ${interfaces.join(', ')}`,
  names: (names: readonly string[]): string =>
    names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`,
  nothing: 'nothing',
  exposure: 'Exposure',
  findings: 'Findings',
  question: 'Ask these files',
  questionHint: '203.0.113.9 -> cp-1 tcp/50000',
  ask: 'Ask',
  understood: 'Understood',
  ignored: 'Passed over',
  unprovable: 'Not provable',
  assumed: 'Assumed',
  problems: 'To mind',
  drift: ({ title }: DriftWords, design: string): string => `Beside ${design}: ${title}`,
  driftVerdict: ({ verdict }: DriftWords): string => `${verdictMarks[verdict]} ${verdict}`,
  driftCounts: ({ entries }: DriftWords): string =>
    (Object.keys(signs) as DriftLine['sign'][])
      .flatMap((sign) => {
        const found = entries.filter((entry) => entry.sign === sign).length
        return found === 0 ? [] : [`${sign} ${found} ${signs[sign]}`]
      })
      .join(' · '),
  sign: (sign: DriftLine['sign']): string => signs[sign],
  runs: 'runs',
  designed: 'designed',
  byDefault: 'no line: the default decides',
  leftOut: (names: readonly string[]): string => `No file is for ${names.join(', ')}.`,
  open: 'Open as a new design',
  compare: 'Compare and plan…',
  merge: 'Merge our rules into it',
  download: 'Download design.yaml',
  cancel: 'Close',
} as const

function count(amount: number, what: string): string {
  return `${amount} ${what}${amount === 1 ? '' : 's'}`
}
