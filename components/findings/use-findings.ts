'use client'

import { useMemo } from 'react'
import { useAnalysis } from '@/components/state/engine'
import { type Finding, findFindings } from './finding'

/** Findings of the open design; undefined until there is a result. */
export function useFindings(): readonly Finding[] | undefined {
  const analysis = useAnalysis()
  return useMemo(() => (analysis === undefined ? undefined : findFindings(analysis)), [analysis])
}
