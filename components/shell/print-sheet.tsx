'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { usePrinting } from '@/components/matrix/use-printing'

/** Milliseconds after which the report is fetched: printing cannot wait for it, and nothing else may. */
const fetchAfter = 3000

/** Puts the report in place of the page while it is printed. */
export function PrintSheet() {
  const printing = usePrinting()
  const [Report, setReport] = useState<ComponentType>()
  useEffect(() => {
    let stop = () => {}
    const timer = setTimeout(() => {
      void Promise.all([import('./print-report'), import('./fingerprint')]).then(([report, fingerprint]) => {
        setReport(() => report.PrintReport)
        stop = fingerprint.followFingerprint()
      })
    }, fetchAfter)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  return printing && Report !== undefined ? (
    <div data-print-report="">
      <Report />
    </div>
  ) : null
}
