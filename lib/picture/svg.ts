/** Parts of a drawing in the one form of our pictures: light, with the shapes of the page, readable without it. */
import { xmlText } from '../text/xml/write'

/** The colours of the light theme: a picture lands in a wiki or on paper, whatever the theme of its maker. */
export const ink = '#16181d'
export const muted = '#565d6b'
const line = '#dfe2e8'
export const control = '#8a909c'
const allow = '#0b63c5'
export const deny = '#b4400a'
export const panel = '#f6f7f9'

export interface Words {
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  readonly text: string
  readonly fill?: string
  readonly isBold?: boolean
  readonly isMono?: boolean
  readonly isSmall?: boolean
}

export function drawWords({ x, y, text, fill = ink, isBold = false, isMono = false, isSmall = false }: Words): string {
  const classes = [isMono ? 'm' : 's', ...(isBold ? ['b'] : []), ...(isSmall ? ['k'] : [])].join(' ')
  return `<text x="${x}" y="${y}" class="${classes}" fill="${fill}">${xmlText(text)}</text>`
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill?: string
  readonly stroke?: string
  readonly radius?: number
}

export function drawBox({ x, y, width, height, fill = 'none', stroke = 'none', radius = 0 }: Box): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" stroke="${stroke}"/>`
}

export function drawRule(x1: number, y1: number, x2: number, y2: number, stroke = line): string {
  return `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${stroke}"/>`
}

/** The marks of the grid, nine pixels wide. */
export type CellMark = 'all' | 'some' | 'none' | 'unruled' | 'surprise' | 'lost'

export function drawMark(kind: CellMark, x: number, y: number): string {
  switch (kind) {
    case 'all':
      return drawBox({ x, y, width: 9, height: 9, fill: allow })
    case 'some':
      return (
        drawBox({ x, y, width: 4.5, height: 9, fill: allow }) +
        drawBox({ x: x + 0.5, y: y + 0.5, width: 8, height: 8, stroke: allow })
      )
    case 'none':
      return drawBox({ x: x + 0.5, y: y + 0.5, width: 8, height: 8, stroke: control })
    case 'unruled':
      return drawBox({ x: x + 3, y: y + 3, width: 3, height: 3, fill: muted, radius: 1.5 })
    case 'surprise':
      return `<path d="M${x + 4.5} ${y}l5 9h-10z" fill="${deny}"/>`
    case 'lost':
      return `<path d="M${x + 4.5} ${y + 9}l5 -9h-10z" fill="${deny}"/>`
  }
}

/** Pixels that a text takes, a little more than it does in the usual fonts: nothing is measured without a screen. */
export function widthOf(text: string, isMono = false): number {
  return Math.ceil([...text].length * (isMono ? 7.9 : 7.1))
}

/** A whole picture with its title for who cannot see it. */
export function writeSvg(width: number, height: number, title: string, body: readonly string[]): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
    `<title>${xmlText(title)}</title>`,
    "<style>text{font-size:13px}.s{font-family:'IBM Plex Sans',system-ui,sans-serif}",
    ".m{font-family:'IBM Plex Mono',ui-monospace,monospace}.b{font-weight:600}.k{font-size:12px}</style>",
    drawBox({ x: 0, y: 0, width, height, fill: '#ffffff' }),
    ...body,
    '</svg>',
    '',
  ].join('\n')
}
