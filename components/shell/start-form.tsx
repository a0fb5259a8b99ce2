'use client'

import { type FormEvent, useState } from 'react'
import { openAsOwn } from '@/components/state/opening'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { explainCidr, isCidr } from '@/lib/design/explain-address'
import { startFrom } from '@/lib/design/templates/start-from'
import styles from './new-design-dialog.module.css'

function checkCidr(text: string) {
  return isCidr(text) ? undefined : { message: `${text} ${explainCidr(text)}` }
}

/** From the two networks that nobody else can know to three machines and their files. */
export function StartForm() {
  const [network, setNetwork] = useState('')
  const [admin, setAdmin] = useState('')
  function start(event: FormEvent) {
    event.preventDefault()
    if (network !== '' && checkCidr(network) === undefined) openAsOwn(startFrom(network, admin))
  }
  return (
    <form className={styles.start} onSubmit={start} aria-label="Start from your own networks">
      <TextField
        label="Or start from your network"
        mono
        live
        value={network}
        placeholder="10.0.0.0/24"
        validate={checkCidr}
        onCommit={setNetwork}
      />
      <TextField
        label="Admins come from"
        mono
        live
        value={admin}
        placeholder="203.0.113.0/24"
        validate={(text) => (text === '' ? undefined : checkCidr(text))}
        onCommit={setAdmin}
      />
      <Button type="submit" disabled={network === ''}>
        Start with three nodes
      </Button>
    </form>
  )
}
