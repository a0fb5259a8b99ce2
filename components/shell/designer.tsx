'use client'

import dynamic from 'next/dynamic'
import styles from './designer.module.css'
import { Logo } from './logo'

/** In the page as it is sent: what this is, until the designer is there. */
function Waiting() {
  return (
    <main className={styles.waiting}>
      <h1 className={styles.title}>
        <Logo size={28} /> Portcullis
      </h1>
      <p>
        Draw the network of a Talos cluster; get firewall files for every box around it, each proved to let through
        exactly what you drew.
      </p>
    </main>
  )
}

/** Drawn in the browser only: a page that is sent may carry no style attributes under its own policy. */
export const Designer = dynamic(() => import('./app-shell').then((module) => module.AppShell), {
  ssr: false,
  loading: Waiting,
})
