import { readMarkdown } from '@/lib/text/read-markdown'
import styles from './document.module.css'
import { Markdown } from './markdown'
import { referenceMessages as say } from './messages'

const base = process.env.NEXT_PUBLIC_BASE_PATH ?? ''

/** Where the page of a target is. */
export function targetPlace(id: string): string {
  return `${base}/reference/${id}/`
}

/** All that is known of one target, from the document beside its code. */
export function TargetPage({ text }: { text: string }) {
  return (
    <main className={styles.document}>
      <a className={styles.back} href={`${base}/reference/#targets`}>
        {say.backToReference}
      </a>
      <Markdown blocks={readMarkdown(text)} placeOf={placeOf} />
    </main>
  )
}

function placeOf(href: string): string | undefined {
  if (href.startsWith('https://')) return href
  const other = /^\.\.\/([a-z0-9-]+)\/(?:README\.md)?$/.exec(href)?.[1]
  return other === undefined ? undefined : targetPlace(other)
}
