import styles from './share.module.css'

/** Where links are known to be cut: a message of common chats, and address bars of some programs. */
const chatMessage = 2000
const carefulTools = 4096
const shown = 6000

/** How long the link is, with marks where others cut it. */
export function LengthMeter({ length }: { length: number }) {
  const verdict =
    length <= chatMessage
      ? 'fits a chat message'
      : length <= carefulTools
        ? 'too long for some chats'
        : 'may be cut by some programs: send the file instead'
  const at = (value: number) => `${Math.min(100, (100 * value) / shown)}%`
  return (
    <div className={styles.meter}>
      <svg className={styles.meterBar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="6" fill="var(--line)" />
        <rect width={Math.min(100, (100 * length) / shown)} height="6" fill="var(--muted)" />
        {[chatMessage, carefulTools].map((mark) => (
          <line
            key={mark}
            x1={at(mark)}
            x2={at(mark)}
            y1="0"
            y2="6"
            stroke="var(--ink)"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <p>
        {length.toLocaleString('en-GB')} characters: {verdict}.
      </p>
    </div>
  )
}
