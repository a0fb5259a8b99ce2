import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Metadata } from 'next'
import { TargetPage } from '@/components/reference/target-page'
import { findTarget, targetIds } from '@/lib/targets/all'

interface Props {
  readonly params: Promise<{ readonly target: string }>
}

export const dynamicParams = false

export function generateStaticParams() {
  return targetIds.map((target) => ({ target }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const meta = findTarget((await params).target)?.meta
  return { title: `${meta?.title} · Portcullis`, description: meta?.summary ?? '' }
}

/** Read while the site is built: the page is what stands beside the target's code. */
export default async function Page({ params }: Props) {
  const { target } = await params
  return <TargetPage text={readFileSync(join(process.cwd(), 'lib/targets', target, 'README.md'), 'utf8')} />
}
