'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, type ButtonProps } from './button'

export interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'icon' | 'onCopy'> {
  /** Copies, and says whether it went well. */
  readonly copy: () => Promise<boolean>
}

/** Milliseconds: long enough to look up from what was copied. */
const shownFor = 4000

/** Copies and says so for a moment. */
export function CopyButton({ copy, children = 'Copy', ...rest }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), shownFor)
    return () => clearTimeout(timer)
  }, [state])
  return (
    <Button
      {...rest}
      icon={state === 'copied' ? <Check /> : <Copy />}
      onClick={async () => setState((await copy()) ? 'copied' : 'failed')}
    >
      {state === 'copied' ? 'Copied' : state === 'failed' ? 'Copying was refused' : children}
    </Button>
  )
}
