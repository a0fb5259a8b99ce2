import { useId } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { LayerVerdict } from '@/lib/query/answer'
import styles from './gate.module.css'

/** A small portcullis in its arch, its bars seen inside the arch only: raised where the packet passes, fallen where not. */
export function Gate({ verdict, size = 40 }: { verdict: LayerVerdict; size?: number }) {
  const opening = useId()
  return (
    <svg
      viewBox="0 0 40 40"
      width={size}
      height={size}
      className={classNames(styles.gate, styles[verdict])}
      aria-hidden="true"
    >
      <clipPath id={opening}>
        <path d="M5 38V13a15 9 0 0 1 30 0v25z" />
      </clipPath>
      <path className={styles.arch} d="M5 38V13a15 9 0 0 1 30 0v25" />
      <path className={styles.ground} d="M1 38.5h38" />
      {verdict !== 'unseen' && (
        <g clipPath={`url(#${opening})`}>
          <g className={styles.bars}>
            <path d="M10 6v28M15 5v30M20 5v30M25 5v30M30 6v28" />
            <path d="M8 14h24M8 22h24M8 30h24" />
            <path
              className={styles.teeth}
              d="m10 37-1.6-4h3.2ZM15 38l-1.6-4h3.2ZM20 38l-1.6-4h3.2ZM25 38l-1.6-4h3.2ZM30 37l-1.6-4h3.2Z"
            />
          </g>
        </g>
      )}
    </svg>
  )
}
