import type { Metadata } from 'next'
import { Reference } from '@/components/reference/reference'

export const metadata: Metadata = {
  title: 'Reference · Portcullis',
  description:
    'Every port that a Talos cluster needs, who uses it and why, and what each target can say, with sources.',
}

export default function Page() {
  return <Reference />
}
