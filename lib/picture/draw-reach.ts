/** "Who reaches what" as a picture: the zones of the page with everything that each cell admits. */
import { joinIcmp } from '../verify/join-icmp'
import { cellAt, type ReachCell, type ReachGrid, type ReachService, type ReachZone } from '../verify/reach'
import {
  type CellMark,
  control,
  deny,
  drawBox,
  drawMark,
  drawRule,
  drawWords,
  ink,
  muted,
  widthOf,
  writeSvg,
} from './svg'

const lineHeight = 20
const margin = 16
const inset = 12
const headHeight = 40
const titleHeight = 40
const footHeight = 44
const legendWidth = 880

/** Outermost zones only, as the page opens: a picture of thousands of machines is no picture. */
export function drawReach(name: string, grid: ReachGrid): string {
  const isOuter = ({ parent }: ReachZone) => parent === undefined
  const rows = grid.rows.filter(isOuter)
  const columns = grid.columns.filter(isOuter)
  const linesOf = (row: ReachZone, column: ReachZone) => cellLines(cellAt(grid, row, column))
  const headWidth = Math.max(120, ...rows.map((row) => 2 * inset + Math.max(widthOf(titleOf(row)), prefixWidth(row))))
  const columnWidths = columns.map((column) =>
    Math.max(
      widthOf(column.title) + 60,
      ...rows.flatMap((row) => linesOf(row, column).map(({ text }) => widthOf(text) + 3 * inset + 12)),
    ),
  )
  const heights = rows.map(
    (row) => Math.max(2, ...columns.map((column) => linesOf(row, column).length)) * lineHeight + inset,
  )
  const right = margin + headWidth + columnWidths.reduce((sum, width) => sum + width, 0)
  const top = margin + titleHeight
  const bottom = top + headHeight + heights.reduce((sum, height) => sum + height, 0)
  const body: string[] = [
    drawWords({ x: margin, y: margin + 16, text: `Who reaches what: ${name}`, isBold: true }),
    drawWords({ x: margin + inset, y: top + 26, text: 'from ↓  to →', fill: muted, isSmall: true }),
  ]
  let x = margin + headWidth
  for (const [index, column] of columns.entries()) {
    const count = column.members > 1 ? ` ${column.members.toLocaleString('en-GB')}` : ''
    body.push(drawWords({ x: x + inset, y: top + 26, text: column.title + count, isBold: true }))
    body.push(drawRule(x, top, x, bottom, index === 0 ? control : undefined))
    x += columnWidths[index] ?? 0
  }
  body.push(drawRule(margin, top + headHeight, right, top + headHeight, control))
  let y = top + headHeight
  for (const [at, row] of rows.entries()) {
    body.push(...drawRowHead(row, y))
    let left = margin + headWidth
    for (const [index, column] of columns.entries()) {
      const cell = cellAt(grid, row, column)
      const size = { width: columnWidths[index] ?? 0, height: heights[at] ?? 0 }
      body.push(...drawCell(cell, { x: left, y, ...size }))
      left += size.width
    }
    y += heights[at] ?? 0
    body.push(drawRule(margin, y, right, y))
  }
  body.push(...drawLegend(bottom + 28))
  const width = Math.max(right + margin, legendWidth)
  return writeSvg(width, bottom + footHeight, `Who reaches what in ${name}`, body)
}

/** A network may be called like a role: the word tells them apart. */
function titleOf({ title, kind }: ReachZone): string {
  return kind === 'subnet' ? `${title} network` : title
}

function prefixWidth(row: ReachZone): number {
  return widthOf(prefixLine(row), true)
}

function prefixLine({ prefixes, unlisted = 0 }: ReachZone): string {
  const [first = ''] = prefixes
  const more = prefixes.length - 1 + unlisted
  return more > 0 ? `${first} +${more}` : first
}

function drawRowHead(row: ReachZone, y: number): string[] {
  return [
    drawWords({ x: margin + inset, y: y + lineHeight, text: titleOf(row), isBold: true }),
    drawWords({
      x: margin + inset,
      y: y + 2 * lineHeight - 2,
      text: prefixLine(row),
      fill: muted,
      isMono: true,
      isSmall: true,
    }),
  ]
}

interface CellLine {
  readonly text: string
  readonly mark: CellMark
}

function cellLines(cell: ReachCell | undefined): CellLine[] {
  const services = joinIcmp(cell?.services ?? []).map((service): CellLine => {
    const word = wordOf(service)
    return service.surprise
      ? { text: `${word}, not in the design`, mark: 'surprise' }
      : { text: word, mark: service.extent }
  })
  const lost = joinIcmp(cell?.lost ?? []).map(
    (service): CellLine => ({ text: `${wordOf(service)}, blocked by an edited file`, mark: 'lost' }),
  )
  const unruled = joinIcmp(cell?.unruled ?? []).map(
    (one): CellLine => ({ text: `${wordOf(one)}, without a rule`, mark: 'unruled' }),
  )
  const lines = [...unruled, ...services, ...lost]
  return lines.length === 0 ? [{ text: 'none', mark: 'none' }] : lines
}

function wordOf({ title, service }: Pick<ReachService, 'title' | 'service'>): string {
  const port = service.replace(/^tcp\//, '')
  return title === service || title === '' ? service : `${title} ${port}`
}

interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function drawCell(cell: ReachCell | undefined, { x, y, width, height }: Place): string[] {
  const isExposed = cell?.internet === true && cell.services.length + (cell.unruled?.length ?? 0) > 0
  const edge = cell?.services.some(({ surprise }) => surprise) === true ? deny : ink
  const border = isExposed
    ? [3, 5.5].map((gap) =>
        drawBox({ x: x + gap, y: y + gap, width: width - 2 * gap, height: height - 2 * gap, stroke: edge, radius: 3 }),
      )
    : []
  return [
    ...border,
    ...cellLines(cell).flatMap(({ text, mark }, index) => {
      const base = y + 6 + (index + 1) * lineHeight - 6
      const fill = mark === 'none' ? muted : mark === 'surprise' || mark === 'lost' ? deny : ink
      return [drawMark(mark, x + inset, base - 9), drawWords({ x: x + inset + 16, y: base, text, fill })]
    }),
  ]
}

function drawLegend(y: number): string[] {
  const entries = [
    ['all', 'all addresses'],
    ['some', 'some addresses'],
    ['none', 'none'],
    ['unruled', 'without a rule'],
    ['surprise', 'not in the design'],
  ] as const
  let x = margin
  const drawn = entries.flatMap(([mark, text]) => {
    const at = x
    x += widthOf(text) + 36
    return [drawMark(mark, at, y - 9), drawWords({ x: at + 15, y, text, fill: muted, isSmall: true })]
  })
  return [
    ...drawn,
    drawBox({ x, y: y - 10, width: 14, height: 11, stroke: ink, radius: 2 }),
    drawBox({ x: x + 2.5, y: y - 7.5, width: 9, height: 6, stroke: ink }),
    drawWords({ x: x + 20, y, text: 'reached from the internet', fill: muted, isSmall: true }),
  ]
}
