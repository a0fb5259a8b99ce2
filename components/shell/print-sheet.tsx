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
    const timer = setTimeout(() => {
      void import('./load-report').then(({ loadReport }) =>
        loadReport().then(({ PrintReport }) => setReport(() => PrintReport)),
      )
    }, fetchAfter)
    return () => clearTimeout(timer)
  }, [])
  return printing && Report !== undefined ? (
    <div data-print-report="">
      <Report />
    </div>
  ) : null
}
