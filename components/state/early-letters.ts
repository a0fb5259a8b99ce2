/** Letters typed at the palette while it is still on its way: kept from whatever has the focus, and given to it when it is there. */
let caught: string | undefined

export function catchLetters(): void {
  if (caught === undefined) window.addEventListener('keydown', onKeyDown, true)
  caught = ''
}

/** What was typed meanwhile; ends the catching. */
export function takeLetters(): string {
  const text = caught ?? ''
  caught = undefined
  window.removeEventListener('keydown', onKeyDown, true)
  return text
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (event.key === 'Escape') takeLetters()
  else if (event.key === 'Backspace') caught = caught?.slice(0, -1)
  else if (event.key.length === 1) caught += event.key
  else return
  event.preventDefault()
  event.stopImmediatePropagation()
}
