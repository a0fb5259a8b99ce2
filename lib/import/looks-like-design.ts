/** Whether a text is a design of our own, or is meant to be one: its own reader says what is wrong with it. */
export function looksLikeDesign(text: string): boolean {
  // What stands before a key is looked for on its own line: over many empty ones that would take for ever.
  return (
    /(?:^|[{,])["'\p{Zs}\t]*version["']?\s*:\s*1\s*[,}\r\n]/mu.test(text) &&
    /(?:^|[{,])["'\p{Zs}\t]*subnets["']?\s*:/mu.test(text)
  )
}

/** Whether a text is a link to a design and nothing else. */
export function looksLikeLink(text: string): boolean {
  const link = text.trim()
  return /^(?:https?:\/\/|#)/.test(link) && !/\s/.test(link) && /d=./.test(link.slice(1))
}
