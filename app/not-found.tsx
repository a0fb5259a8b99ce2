import styles from './not-found.module.css'

export default function NotFound() {
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>There is no such page</h1>
      <p>
        The designer is at the <a href={`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/`}>start</a>.
      </p>
    </main>
  )
}
