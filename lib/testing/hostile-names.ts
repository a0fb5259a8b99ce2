import type { Design } from '@/lib/design/design'
import { hostileTexts } from './arbitrary-text'

/** The same cluster with every free text replaced, each entry by another of the texts. */
export function withHostileNames(design: Design, first: number): Design {
  const text = (index: number): string => hostileTexts[(first + index) % hostileTexts.length] ?? 'x'
  return {
    ...design,
    admin: design.admin.map((entry, i) => ({ ...entry, name: `${text(i)} ${i}`.slice(0, 63), owner: text(i + 1) })),
    listeners: design.listeners.map((entry, i) => ({ ...entry, name: text(i + 2), owner: text(i + 3) })),
    accepted: design.accepted.map((entry, i) => ({ ...entry, reason: text(i + 4) })),
  }
}
