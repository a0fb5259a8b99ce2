'use client'

import { useEffect } from 'react'
import { useDesign } from '@/components/state/design-store'
import { useEngine } from '@/components/state/engine'
import { worstVerdict } from '@/components/state/worst-verdict'
import { type Verdict, verdictMarks } from '@/lib/verify/proof'

/** Light drawings that stay readable at 16 pixels on a light and a dark tab bar. */
const drawings: Readonly<Record<Verdict, string>> = {
  equal: '<path d="M3 11h26M3 21h26" stroke-width="5"/>',
  wider: '<path d="M16 4 29 28H3Z" fill="COLOUR"/>',
  narrower: '<path d="M16 28 3 4h26Z" fill="COLOUR"/>',
  different: '<path d="m16 2 14 14-14 14L2 16Z" fill="COLOUR"/>',
  unread: '<path d="M9 11c0-9 14-9 14-1 0 5-7 5-7 10m0 5v4" stroke-width="5"/>',
  none: '<circle cx="16" cy="16" r="6" fill="COLOUR"/>',
}

function icon(verdict: Verdict): string {
  const colour = verdict === 'equal' || verdict === 'none' ? '#2f86e0' : '#e0601f'
  const drawing = drawings[verdict].replaceAll('COLOUR', colour)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="${colour}">${drawing}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** Puts the verdict into the title and the icon of the tab. */
export function TitleStatus() {
  const { name } = useDesign()
  const analysis = useEngine((state) => state.analysis)
  const verdict = worstVerdict(analysis?.targets.map((target) => target.proof.verdict) ?? [])
  useEffect(() => {
    document.title = verdict === undefined ? `${name} · Portcullis` : `${verdictMarks[verdict]} ${name} · Portcullis`
    if (verdict === undefined) return
    let link = document.querySelector<HTMLLinkElement>('link[rel="icon"][data-status]')
    if (link === null) {
      link = document.createElement('link')
      link.rel = 'icon'
      link.type = 'image/svg+xml'
      link.dataset.status = ''
      document.head.append(link)
    }
    link.href = icon(verdict)
  }, [name, verdict])
  return null
}
