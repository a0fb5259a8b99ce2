import type { Role } from '@/lib/design/design'
import type { Step } from './patch-text'

/** What one role is given; an empty list of steps is a file that is not written. */
export interface RolePatches {
  readonly role: Role
  readonly set: readonly Step[]
  readonly clear: readonly Step[]
  readonly remove: readonly Step[]
  readonly undo: readonly Step[]
}

export function patchPath(role: Role, kind: 'set' | 'clear' | 'remove' | 'undo'): string {
  return kind === 'set' ? `hardening/${role}.patch.yaml` : `hardening/${kind}.${role}.patch.yaml`
}
