import { Designer } from '@/components/shell/designer'
import styles from './page.module.css'

/** The designer draws itself in the browser; this is what stands there before, and for those without scripts. */
export default function Page() {
  return (
    <>
      <noscript>
        <p className={styles.noscript}>
          Portcullis works out and proves everything in the browser itself, so it needs scripts. The same is done by the
          command line: <code>npx portcullis</code>. What it knows of ports and products is in the{' '}
          <a href="reference/">reference</a>.
        </p>
      </noscript>
      <Designer />
    </>
  )
}
