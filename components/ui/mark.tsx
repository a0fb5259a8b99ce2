import styles from './mark.module.css'

/**
 * The shapes that carry meaning on the screen, on paper and in forced colours: solid, half and hollow squares for
 * reach, a double border for the internet, and one sign for each verdict.
 */
export type Shape =
  | 'all'
  | 'some'
  | 'none'
  | 'equal'
  | 'wider'
  | 'narrower'
  | 'different'
  | 'gaps'
  | 'unread'
  | 'unfiltered'
  | 'working'
  | 'allow'
  | 'deny'
  | 'problem'

const tones: Readonly<Record<Shape, string | undefined>> = {
  all: styles.allow,
  some: styles.allow,
  none: styles.deny,
  equal: styles.allow,
  wider: styles.deny,
  narrower: styles.deny,
  different: styles.deny,
  gaps: styles.muted,
  unread: styles.deny,
  unfiltered: styles.muted,
  working: styles.muted,
  allow: styles.allow,
  deny: styles.deny,
  problem: styles.ink,
}

/** Drawn shape; give it a label when no word stands beside it. */
export function Mark({ shape, label, size = 12 }: { shape: Shape; label?: string; size?: number }) {
  const drawn = { viewBox: '0 0 12 12', width: size, height: size, className: tones[shape] }
  if (label === undefined) {
    return (
      <svg {...drawn} aria-hidden="true">
        {drawing(shape)}
      </svg>
    )
  }
  return (
    <svg {...drawn} role="img" aria-label={label}>
      <title>{label}</title>
      {drawing(shape)}
    </svg>
  )
}

function drawing(shape: Shape) {
  switch (shape) {
    case 'all':
      return <rect x="1" y="1" width="10" height="10" fill="currentColor" />
    case 'some':
      return (
        <>
          <rect x="1.5" y="1.5" width="9" height="9" fill="none" stroke="currentColor" />
          <rect x="1" y="1" width="5" height="10" fill="currentColor" />
        </>
      )
    case 'none':
      return <rect x="1.5" y="1.5" width="9" height="9" fill="none" stroke="currentColor" />
    case 'equal':
      return <path d="M1 4.5h10M1 7.5h10" fill="none" stroke="currentColor" strokeWidth="1.5" />
    case 'wider':
      return <path d="M6 1 11.5 11H.5Z" fill="currentColor" />
    case 'narrower':
      return <path d="M6 11 .5 1h11Z" fill="currentColor" />
    case 'different':
      return <path d="m6 .5 5.5 5.5L6 11.5.5 6Z" fill="currentColor" />
    case 'gaps':
      return <path d="M2 6h8" fill="none" stroke="currentColor" strokeWidth="1.5" />
    case 'unread':
      return (
        <path
          d="M3.5 4c0-3.4 5-3.4 5-.4C8.5 5.5 6 5.6 6 7.6M6 9.5v1.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
      )
    case 'unfiltered':
      return <circle cx="6" cy="6" r="1.5" fill="currentColor" />
    case 'working':
      return (
        <>
          <circle cx="2" cy="6" r="1.2" fill="currentColor" />
          <circle cx="6" cy="6" r="1.2" fill="currentColor" />
          <circle cx="10" cy="6" r="1.2" fill="currentColor" />
        </>
      )
    case 'allow':
      return <path d="M1 11V1h10v10M4 11V8h4v3" fill="none" stroke="currentColor" strokeWidth="1.5" />
    case 'deny':
      return <path d="M1.5 1v10M3.8 1v10M6 1v10M8.2 1v10M10.5 1v10M1 4h10" fill="none" stroke="currentColor" />
    case 'problem':
      return (
        <>
          <path d="M6 1 11.5 11H.5Z" fill="none" stroke="currentColor" />
          <path d="M6 4.5v3M6 8.5v1" stroke="currentColor" />
        </>
      )
  }
}
