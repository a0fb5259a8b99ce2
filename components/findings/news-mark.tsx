import { Mark } from '@/components/ui/mark'
import styles from './news-mark.module.css'

/** Beside the way to the findings: the last change brought one that has to be fixed. */
export function NewsMark() {
  return (
    <span className={styles.mark}>
      <Mark shape="problem" size={10} /> new
    </span>
  )
}
