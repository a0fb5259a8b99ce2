'use client'

import { useMemo } from 'react'
import { useEngine } from '@/components/state/engine'
import { type Finding, findFindings } from './finding'

/** Findings of the open design, accepted ones too; undefined until there is a result. */
export function useFindings(): readonly Finding[] | undefined {
  const analysis = useEngine((state) => state.analysis)
  const advice = useEngine((state) => state.advice)
  return useMemo(() => (analysis === undefined ? undefined : findFindings(analysis, advice)), [analysis, advice])
}

/** Those that ask for something: not how the product behaves, and not what the design accepts. */
export function countOpen(findings: readonly Finding[] | undefined): number | undefined {
  return findings?.filter(isOpen).length
}

export function isOpen({ group, advice }: Finding): boolean {
  return group !== 'know' && advice?.accepted === undefined
}

/** Something to fix that nobody accepted. */
export function isFault({ group, advice }: Finding): boolean {
  return group === 'fix' && advice?.accepted === undefined
}
