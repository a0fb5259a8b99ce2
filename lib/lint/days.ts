/** Whether a date like `2026-11-20` lies before today; the last day still counts, and nobody's today is no day. */
export function isPast(until: string | undefined, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && until < today
}
