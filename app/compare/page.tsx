import type { Metadata } from 'next'
import { Change } from '@/components/change/change'

export const metadata: Metadata = {
  title: 'Compare · Portcullis',
  description:
    'Two designs of a Talos cluster: packets gained and lost, and the safe order in which to apply the change.',
}

export default function Page() {
  return <Change />
}
