'use client'

import { useEffect, useRef, useState } from 'react'
import { currentSnapshot, edit, useDesign } from '@/components/state/design-store'
import { offersFor } from '@/components/state/engine'
import type { Offer } from '@/components/state/engine-task'
import { Button } from '@/components/ui/button'
import styles from './allow-this.module.css'
import { allowMessages as say } from './answer-messages'
import { PacketChanges } from './packet-changes'

/** What would let a denied packet through: each edit with all that it would do, before it is made. */
export function AllowThis({ question, passes }: { question: string; passes: boolean }) {
  const design = useDesign()
  const [asked, setAsked] = useState(false)
  const [offers, setOffers] = useState<readonly Offer[]>()
  const box = useRef<HTMLElement>(null)

  // The design may change while the answer is open: the offers are then those of the design as it is.
  useEffect(() => {
    if (!asked) return
    let isCurrent = true
    void offersFor(question).then((found) => {
      if (isCurrent && currentSnapshot().design === design) setOffers(found ?? [])
    })
    return () => {
      isCurrent = false
    }
  }, [asked, question, design])
  useEffect(() => {
    if (offers !== undefined) box.current?.focus()
  }, [offers])

  if (!asked) {
    return (
      <Button small onClick={() => setAsked(true)}>
        {passes ? say.ask : say.show}
      </Button>
    )
  }
  return (
    <section
      ref={box}
      tabIndex={-1}
      className={styles.offers}
      aria-label={say.title(passes)}
      aria-busy={offers === undefined}
    >
      {offers === undefined && <p className={styles.quiet}>{say.working}</p>}
      {offers?.length === 0 && <p>{say.none}</p>}
      {offers !== undefined && offers.length > 1 && <h3 className={styles.title}>{say.ways(passes)}</h3>}
      {offers?.map((offer) => (
        <article key={offer.label} className={styles.offer} aria-label={offer.label}>
          <PacketChanges packets={offer.packets} titles={say.packets(passes)} most={5} />
          {offer.note !== undefined && <p>{offer.note}</p>}
          <p className={styles.quiet}>{offer.change}</p>
          <p>
            <Button small onClick={() => edit(offer.label, (now) => (now === design ? offer.design : now))}>
              {offer.label}
            </Button>
          </p>
        </article>
      ))}
    </section>
  )
}
