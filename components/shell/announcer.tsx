'use client'

import { useAnnouncement } from '@/components/state/announcer'

/** Two live regions in turn, so that the same sentence twice is read twice. */
export function Announcer() {
  const { sentence, turn } = useAnnouncement()
  return (
    <div className="visually-hidden">
      <p role="status">{turn === 0 ? sentence : ''}</p>
      <p role="status">{turn === 1 ? sentence : ''}</p>
    </div>
  )
}
