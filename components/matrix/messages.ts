/** Every sentence of "Who reaches what" and of the rules. */

const number = new Intl.NumberFormat('en-GB')

function count(amount: number, one: string, many: string): string {
  return `${number.format(amount)} ${amount === 1 ? one : many}`
}

export const paneMessages = {
  working: 'Working out who reaches what.',
  failed: (why: string): string =>
    `The result could not be worked out: ${why}. The design is kept; undo the last edit, or reload the page.`,
} as const

export const reachMessages = {
  gridLabel: 'Who reaches what: sources in rows, destinations in columns',
  corner: 'from ↓  to →',
  filterLabel: 'Filter by port or name',
  filterPlaceholder: 'Filter: 6443, Talos, worker',
  none: 'none',
  leftOut: 'not among what was asked for',
  all: 'all addresses',
  some: 'some addresses',
  internet: 'reachable from the internet',
  lit: 'by the selected rule',
  surprise: 'not in the design',
  lost: 'blocked by the edited file',
  legendAll: 'all asked',
  legendSome: 'some',
  legendNone: 'none',
  legendInternet: 'from the internet',
  legendSurprise: 'not in the design',
  legendChanged: 'changed last',
  legendLabel: 'What the marks mean',
  kinds: { subnet: 'network', lb: 'load balancer', pool: 'pool', announced: 'announced' },
  more: (amount: number): string => `${number.format(amount)} more`,
  machines: (amount: number): string => count(amount, 'machine', 'machines'),
  machinesWord: (amount: number): string => (amount === 1 ? 'machine' : 'machines'),
  changed: (gained: number, lost: number): string => `last change +${number.format(gained)} −${number.format(lost)}`,
  changedSpoken: (gained: number, lost: number): string =>
    `The last edit gained ${count(gained, 'way in', 'ways in')} and lost ${number.format(lost)}`,
  cellGained: 'new since the last edit',
  cellLost: 'gone since the last edit',
  cellBoth: 'changed since the last edit',
  showing: (shown: number, all: number): string =>
    `Showing ${number.format(shown)} of ${number.format(all)}; grouped by zone`,
  size: (rows: number, columns: number): string =>
    `${count(rows, 'source', 'sources')} × ${count(columns, 'destination', 'destinations')}`,
  copied: 'Copied the cell.',
  copyFailed: 'The browser refused to copy.',
  unruled: 'no rule',
  legendUnruled: 'passes without a rule',
  unread: (titles: readonly string[]): string =>
    `${titles.join(', ')}: not read, so this is the design and not the files.`,
  noMatch: (text: string): string => `Nothing here reaches anything by “${text}”.`,
  clearFilter: 'Clear the filter',
  empty: 'Nobody can be reached yet. Add a node, and this grid says who reaches it.',
  updating: 'Updating',
} as const

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
