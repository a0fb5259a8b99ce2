/** Keys as written in the registry (`Mod+Z`, `Shift+F6`, `?`), matched to events and shown in the reader's own way. */

interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** Whether a pressed key is the one written: by what it types, or by its place where the layout types no Latin letter. */
export function matchesKeys(written: string, event: KeyPress): boolean {
  const parts = written.split('+')
  const key = parts.at(-1) ?? ''
  const command = parts.includes('Mod')
  if (command !== (event.ctrlKey || event.metaKey) || event.altKey) return false
  const isLetter = /^[a-z]$/i.test(key)
  // For signs such as `?` the layout decides whether Shift is needed.
  const shiftMatters = isLetter || key.length > 1
  if (shiftMatters && parts.includes('Shift') !== event.shiftKey) return false
  if (event.key.toLowerCase() === key.toLowerCase()) return true
  const typesLatin = event.key.length > 1 || /^[\x20-\x7e]$/.test(event.key)
  return isLetter && !typesLatin && event.code === `Key${key.toUpperCase()}`
}

/** `Ctrl+Z`, or `⌘Z` on a Mac. */
export function formatKeys(written: string, isMac: boolean): string {
  const parts = written.split('+').map((part) => {
    if (part === 'Mod') return isMac ? '⌘' : 'Ctrl'
    if (part === 'Shift') return isMac ? '⇧' : 'Shift'
    return part
  })
  return parts.join(isMac ? '' : '+')
}

export function isMacPlatform(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
}

/** Whether what has focus takes letters: text, or a list that finds its entries by them. */
export function takesLetters(target: EventTarget | null): boolean {
  const finds = 'select, [role="combobox"], [role="listbox"], [role="menu"]'
  return isTyping(target) || (target instanceof Element && target.closest(finds) !== null)
}

/** Whether what has focus takes text, so that single keys are letters there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)
}
