/** The fingerprint of the open design, at hand before somebody prints: the schema that it takes is the worker's. */
import { create } from 'zustand'
import { useDesignStore } from '@/components/state/design-store'
import { askFingerprint } from '@/components/state/engine'
import type { Design } from '@/lib/design/design'

interface Fingerprint {
  /** The design that it is of; the open one may be newer. */
  readonly design: Design | undefined
  readonly fingerprint: string
}

export const useFingerprint = create<Fingerprint>(() => ({ design: undefined, fingerprint: '' }))

/** Milliseconds without a change before it is worked out. */
const restFor = 600

/** Gives back what stops it. */
export function followFingerprint(): () => void {
  const ask = async () => {
    const { design } = useDesignStore.getState().history.present
    const fingerprint = await askFingerprint(design)
    if (fingerprint !== undefined) useFingerprint.setState({ design, fingerprint })
  }
  let timer = setTimeout(() => void ask())
  const unsubscribe = useDesignStore.subscribe((state, before) => {
    if (state.history.present.design === before.history.present.design) return
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), restFor)
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}
