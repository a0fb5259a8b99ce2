/** One thing a person can do, known to menus, the palette, the key sheet and the tests alike. */
export interface Action {
  readonly id: string
  readonly group: ActionGroup
  /** Verb first; may tell what it would do now: `Undo move cp-2`. */
  readonly label: string | (() => string)
  /** Further words that find it in the palette. */
  readonly keywords?: string
  /** As `keys.ts` reads them. */
  readonly keys?: readonly string[]
  /** Its key counts only where the networks have focus: it is about what is selected there. */
  readonly scope?: 'networks'
  /** Its keys belong to text where some is typed or selected. */
  readonly leavesText?: boolean
  /** Takes something away: drawn so in menus. */
  readonly removes?: boolean
  readonly isEnabled?: () => boolean
  readonly perform: () => void
}

export const actionGroups = ['What has focus', 'Networks', 'Edit', 'Designs', 'Share', 'View', 'Help'] as const
type ActionGroup = (typeof actionGroups)[number]

export function labelOf(action: Action): string {
  return typeof action.label === 'string' ? action.label : action.label()
}

export function isEnabled(action: Action): boolean {
  return action.isEnabled?.() ?? true
}
