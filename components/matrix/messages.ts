/** Every sentence of "Who reaches what". */

export const number = new Intl.NumberFormat('en-GB')

export function count(amount: number, one: string, many: string): string {
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
  legendInternet: 'reached from the internet',
  legendSurprise: 'not in the design',
  legendChanged: 'changed last',
  legendLabel: 'What the marks mean',
  kinds: { subnet: 'network', lb: 'load balancer', pool: 'pool', announced: 'announced' },
  more: (amount: number): string => `${number.format(amount)} more`,
  moreWord: 'more',
  machines: (amount: number): string => count(amount, 'machine', 'machines'),
  machinesWord: (amount: number): string => (amount === 1 ? 'machine' : 'machines'),
  /** Of the services in the cells, each counted once for its two zones. */
  changed: (gained: number, lost: number): string => {
    const parts = [
      ...(gained > 0 ? [`+${number.format(gained)}`] : []),
      ...(lost > 0 ? [`−${number.format(lost)}`] : []),
    ]
    return `Last change: ${parts.join(' ')} ${gained + lost === 1 ? 'service' : 'services'}`
  },
  changedSpoken: (gained: number, lost: number): string =>
    `The last change brought ${count(gained, 'service', 'services')} and took ${number.format(lost)} away`,
  cellGained: 'new since the last edit',
  cellLost: 'gone since the last edit',
  cellBoth: 'changed since the last edit',
  showing: (shown: number, all: number): string =>
    `Showing ${number.format(shown)} of ${number.format(all)} sources; grouped by zone`,
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
