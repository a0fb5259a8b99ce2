/** The table behind the rules: which columns sort, and what a filter looks through. */
import {
  columnFilteringFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  type SortingState,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import type { RuleLine } from './rule-lines'
import { ruleMessages as say } from './rule-messages'

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic, text: sortFn_text },
})

const helper = createColumnHelper<typeof features, RuleLine>()

const columns = helper.columns([
  helper.accessor('port', { id: 'service', header: say.service, sortFn: 'basic', sortDescFirst: false }),
  helper.accessor('from', { id: 'from', header: say.from, sortFn: 'text' }),
  helper.accessor('to', { id: 'to', header: say.to, sortFn: 'text' }),
  helper.accessor('title', { id: 'listener', header: say.listener, sortFn: 'text' }),
  helper.accessor('because', { id: 'because', header: say.because, enableSorting: false }),
  helper.accessor((line) => line.enforcers.map((enforcer) => enforcer.title).join(', '), {
    id: 'enforced',
    header: say.enforced,
    sortFn: 'text',
  }),
])

/** Lines that hold every word typed, in the order chosen; the policy's own order where none is. */
export function useRuleTable(
  lines: readonly RuleLine[],
  filter: string,
  sorting: SortingState,
  onSortingChange: (sorting: SortingState) => void,
) {
  return useTable({
    features,
    columns,
    data: lines,
    getRowId: (line) => line.id,
    state: { globalFilter: filter, sorting },
    onSortingChange: (change) => onSortingChange(typeof change === 'function' ? change(sorting) : change),
    getColumnCanGlobalFilter: (column) => column.id === 'service',
    globalFilterFn: (row, _column, typed: string) => {
      const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
      return words.every((word) => row.original.text.includes(word))
    },
    enableMultiSort: false,
  })
}
