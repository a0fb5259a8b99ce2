/** Every sentence of the rules, which are loaded when they are looked at. */
import { count, number } from './messages'

export const ruleMessages = {
  label: 'Rules',
  filterLabel: 'Filter rules',
  filterPlaceholder: 'Filter: etcd, 10250, admin',
  allow: 'allow',
  deny: 'deny',
  service: 'Service',
  verdict: 'Verdict',
  listener: 'For',
  from: 'From',
  to: 'To',
  because: 'Because',
  enforced: 'Enforced by',
  everythingElse: 'everything else',
  anywhere: 'anywhere',
  /** In the column of those who call, where the machines themselves do. */
  toward: (title: string): string => `to ${title}`,
  defaultDeny: 'The default action is to block: what no rule admits is denied.',
  defaultAllow: 'The default action is to accept: what no rule names is admitted.',
  openEgress: 'Nothing else leaves.',
  group: (title: string, direction: 'ingress' | 'egress'): string =>
    direction === 'ingress' ? `To ${lower(title)}` : `From ${lower(title)}, outbound`,
  groupCount: (amount: number): string => count(amount, 'rule', 'rules'),
  shown: (shown: number, all: number): string =>
    shown === all ? count(all, 'rule', 'rules') : `${number.format(shown)} of ${count(all, 'rule', 'rules')}`,
  grouped: 'Group by destination',
  copy: 'Copy',
  copyLabel: 'Copy the rules shown',
  copyText: 'As text',
  copyMarkdown: 'As Markdown',
  copyCsv: 'As CSV',
  copied: (amount: number): string => `Copied ${count(amount, 'rule', 'rules')}.`,
  copyFailed: 'The browser refused to copy.',
  sort: (column: string): string => `Sort by ${lower(column)}`,
  enforcers: {
    lines: 'has lines for it',
    gap: 'cannot express it',
    missing: 'lacks some of it',
    wider: 'admits more than it',
    different: 'admits other packets',
    elsewhere: 'has lines for it, in files that differ elsewhere',
    unread: 'has lines for it, in files that were not understood',
  },
  nowhere: 'no file',
  morePrefixes: (amount: number): string => `+${number.format(amount)} more`,
  noMatch: (text: string): string => `No rule speaks of “${text}”.`,
  clearFilter: 'Clear the filter',
  empty: 'No rules yet. Add a control-plane node, and the rules it needs appear here.',
  updating: 'Updating',
} as const

/** Lower-cases the first letter of a heading, unless it is a name such as `API`. */
function lower(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text
}
