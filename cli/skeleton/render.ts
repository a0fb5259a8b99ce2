/** From the rules at this box's points to its files: every rule on a line, or in a gap that says why not. */
import type { Output } from '@/lib/targets/target'

export function render(): Output {
  return { files: [], gaps: [], problems: [] }
}
