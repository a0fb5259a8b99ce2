/** Why a rule does not reach pf as it stands. */
export interface RuleFault {
  readonly kind: 'fault'
  readonly why: string
  /** pf refuses the whole list, rather than pfSense leaving out the one rule. */
  readonly refuses: boolean
}

export function leftOut(why: string): RuleFault {
  return { kind: 'fault', why, refuses: false }
}

export function refused(why: string): RuleFault {
  return { kind: 'fault', why, refuses: true }
}
