/** What the file says, whatever the system: a list for each interface, way and family, line by line. */
import type { Family } from '@/lib/net/address'
import type { Way } from '../model'

export interface PlannedLine {
  /** From `permit` or `deny` on. */
  readonly words: string
  readonly rules: readonly string[]
}

/** Lines with the remark above them. */
export interface Block {
  readonly remark: string
  readonly lines: readonly PlannedLine[]
}

export interface PlannedList {
  readonly name: string
  readonly interface: string
  readonly way: Way
  readonly family: Family
  readonly blocks: readonly Block[]
  /** There are more lines than a switch could hold, and these are not all. */
  readonly isTooLong: boolean
}

export function lineCount({ blocks }: PlannedList): number {
  return blocks.reduce((sum, { lines }) => sum + lines.length, 0)
}
