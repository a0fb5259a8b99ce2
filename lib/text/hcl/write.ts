/**
 * Lays out blocks and attributes as `terraform fmt` would, so that it finds nothing to change: two spaces a level, the
 * signs of neighbouring attributes on one line each under one another, one blank line where the writer puts it.
 * @see https://developer.hashicorp.com/terraform/language/style
 */
import { plainComment } from './quote'

/** `mark` says what the line stands for, to whoever writes. */
export type HclItem<Mark> =
  | { readonly kind: 'blank' }
  | { readonly kind: 'comment'; readonly text: string; readonly mark?: Mark | undefined }
  /** `name = value` on one line. */
  | { readonly kind: 'set'; readonly name: string; readonly value: string; readonly mark?: Mark | undefined }
  /** `name = opener`, lines, `closer`: a value over several lines. */
  | {
      readonly kind: 'open'
      readonly name: string
      readonly opener: string
      readonly body: readonly HclItem<Mark>[]
      readonly closer: string
      readonly mark?: Mark | undefined
    }
  /** One element of a list, without its comma. */
  | { readonly kind: 'element'; readonly value: string; readonly mark?: Mark | undefined }
  | {
      readonly kind: 'block'
      readonly header: string
      readonly body: readonly HclItem<Mark>[]
      readonly mark?: Mark | undefined
    }

export interface HclLine<Mark> {
  readonly text: string
  readonly mark: Mark | undefined
}

export function writeHcl<Mark>(items: readonly HclItem<Mark>[]): readonly HclLine<Mark>[] {
  const lines: HclLine<Mark>[] = []
  writeItems(items, '', lines)
  return lines
}

function writeItems<Mark>(items: readonly HclItem<Mark>[], indent: string, lines: HclLine<Mark>[]): void {
  const widths = alignedWidths(items)
  for (const [index, item] of items.entries()) {
    switch (item.kind) {
      case 'blank':
        lines.push({ text: '', mark: undefined })
        break
      case 'comment':
        lines.push({ text: `${indent}# ${plainComment(item.text)}`.trimEnd(), mark: item.mark })
        break
      case 'set':
        lines.push({ text: `${indent}${item.name.padEnd(widths[index] ?? 0)} = ${item.value}`, mark: item.mark })
        break
      case 'element':
        lines.push({ text: `${indent}${item.value},`, mark: item.mark })
        break
      case 'open':
        lines.push({ text: `${indent}${item.name} = ${item.opener}`, mark: item.mark })
        writeItems(item.body, `${indent}  `, lines)
        lines.push({ text: `${indent}${item.closer}`, mark: item.mark })
        break
      case 'block':
        if (item.body.length === 0) lines.push({ text: `${indent}${item.header} {}`, mark: item.mark })
        else {
          lines.push({ text: `${indent}${item.header} {`, mark: item.mark })
          writeItems(item.body, `${indent}  `, lines)
          lines.push({ text: `${indent}}`, mark: item.mark })
        }
        break
    }
  }
}

/** For each item the width of the longest name in its run of attributes on one line each. */
function alignedWidths<Mark>(items: readonly HclItem<Mark>[]): number[] {
  const widths = new Array<number>(items.length).fill(0)
  let start = 0
  while (start < items.length) {
    let end = start
    let widest = 0
    for (let item = items[end]; item?.kind === 'set'; item = items[++end]) {
      widest = Math.max(widest, [...item.name].length)
    }
    widths.fill(widest, start, end)
    start = end + 1
  }
  return widths
}
