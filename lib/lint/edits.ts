/** Edits that only findings need. */
import type { Design } from '../design/design'
import { changeOverride, removeOverride } from '../design/edits/listeners'

/** Takes `anywhere` out of a listener's overrides; one that says nothing then goes. */
export function closeToAnywhere(design: Design, listener: string): Design {
  let next = design
  for (let index = design.overrides.length - 1; index >= 0; index--) {
    const override = design.overrides[index]
    if (override === undefined || override.listener !== listener) continue
    const { from, add, ...rest } = override
    const left = (list: readonly string[]): string[] => list.filter((principal) => principal !== 'anywhere')
    const isEmpty = [...left(from ?? []), ...left(add ?? [])].length === 0
    next = isEmpty
      ? removeOverride(next, index)
      : changeOverride(next, index, {
          ...rest,
          ...(from === undefined ? {} : { from: left(from) }),
          ...(add === undefined ? {} : { add: left(add) }),
        })
  }
  return next
}
