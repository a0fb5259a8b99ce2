/** Whether a text is a design of our own, or is meant to be one: its own reader says what is wrong with it. */
export function looksLikeDesign(text: string): boolean {
  return (
    /(?:^|[{,])["'\s]*version["']?\s*:\s*1\s*[,}\r\n]/m.test(text) && /(?:^|[{,])["'\s]*subnets["']?\s*:/m.test(text)
  )
}

/** Whether a text is a link to a design and nothing else. */
export function looksLikeLink(text: string): boolean {
  return /^\s*(https?:\/\/|#)\S*[#&]?d=\S+\s*$/.test(text)
}
