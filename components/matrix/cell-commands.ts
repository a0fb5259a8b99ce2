import { questionBetween } from '@/components/query/question-of'
import { copyText } from '@/components/state/clipboard'
import { useEngine } from '@/components/state/engine'
import { focusQuestion } from '@/components/state/focus'
import { notify } from '@/components/state/notices'
import { askQuestion, typeQuestion } from '@/components/state/question'
import { cellOfZones } from '@/lib/verify/reach'
import { reachMessages as say } from './messages'
import { cellAsText, orderServices } from './service-words'

/** Walks a packet that passes between two zones; where none does, begins the question. */
export function askBetween(from: string, to: string): void {
  const { row, column, cell } = endsOf(from, to)
  if (row === undefined || column === undefined) return
  const [first] = orderServices(cell?.services ?? [])
  const passing = first?.service ?? cell?.unruled?.[0]?.example
  if (passing !== undefined) {
    askQuestion(questionBetween(row, column, passing), true)
    return
  }
  typeQuestion(questionBetween(row, column))
  focusQuestion()
}

export async function copyCell(from: string, to: string): Promise<void> {
  const { row, column, cell } = endsOf(from, to)
  const text = cellAsText(row?.title ?? from, column?.title ?? to, cell)
  notify((await copyText(text)) ? say.copied : say.copyFailed)
}

/** As the grid stands now, not as it stood when the cell took the focus. */
function endsOf(from: string, to: string) {
  const reach = useEngine.getState().analysis?.reach
  return {
    row: reach?.rows.find(({ id }) => id === from),
    column: reach?.columns.find(({ id }) => id === to),
    cell: reach === undefined ? undefined : cellOfZones(reach, from, to),
  }
}
