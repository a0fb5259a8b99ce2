/** What reading somebody's files brought, said before anything is made of it. */
import { listAssumed } from '@/lib/import/list-assumed'
import type { Imported, Note } from '@/lib/import/note'
import { internetRow, type ReachMatrix } from '@/lib/import/reach-matrix'
import { escapeMarkdown, writeMarkdownTable } from '@/lib/text/markdown'
import type { Io } from '../io'
import { writeTextTable } from './text-table'

export function reportImported(io: Io, imported: Imported): void {
  section(io, 'understood', imported.understood)
  section(io, 'passed over', imported.ignored)
  reportDoubts(io, imported)
}

/** What an answer out of files leans on. */
export function reportDoubts(io: Io, imported: Pick<Imported, 'design' | 'unprovable' | 'assumed'>): void {
  section(io, 'not provable', imported.unprovable)
  section(
    io,
    'assumed',
    listAssumed(imported).map(({ at, text }) => ({ text: `${at}: ${text}` })),
  )
}

function section(io: Io, title: string, notes: readonly Note[]): void {
  if (notes.length === 0) return
  const lines = notes.map(({ at, text }) => `  ${at === undefined ? '' : `${at.file}:${at.line}: `}${text}\n`)
  io.err(`${title}:\n${lines.join('')}`)
}

/** One line for each source and each of those who let it in; the internet's are marked. */
export function matrixText(matrix: ReachMatrix): string {
  const rows = matrix.rows.flatMap(({ from, cells }) =>
    cells.flatMap((services, at) =>
      services.length === 0
        ? []
        : [[from === internetRow ? '!' : '', from, columnTitle(matrix, at), services.join(', ')]],
    ),
  )
  if (matrix.columns.length === 0) return 'These files let nobody in, or do not say to which networks they belong.\n'
  const nobody = matrix.rows.find(({ from }) => from === internetRow)?.cells.every((cell) => cell.length === 0)
  const closed = nobody === true ? `From ${internetRow}: nothing.\n` : ''
  return rows.length === 0 ? closed : `${closed}${writeTextTable(['', 'FROM', 'TO', 'SERVICES'], rows)}`
}

export function matrixMarkdown(matrix: ReachMatrix): string {
  const head = ['From', ...matrix.columns.map((_, at) => escapeMarkdown(columnTitle(matrix, at)))]
  const rows = matrix.rows.map(({ from, cells }) => [
    escapeMarkdown(from),
    ...cells.map((services) => (services.length === 0 ? '–' : services.map(escapeMarkdown).join(', '))),
  ])
  return `# Who reaches what, by the files alone\n\n${writeMarkdownTable(head, rows)}`
}

function columnTitle({ columns }: ReachMatrix, at: number): string {
  const { names = [], through = [] } = columns[at] ?? {}
  return `${names.join(', ')}${through.length === 0 ? '' : ` through ${through.join(', ')}`}`
}
