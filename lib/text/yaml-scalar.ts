/** Strings written into YAML so that nothing in them can mean anything to a reader, a template or a shell on the way. */

/** Words that YAML 1.1 or 1.2 readers take for something other than a string. */
const reserved = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', 'null', 'nan', 'inf'])

/**
 * A string as a YAML scalar on one line: plain when every reader agrees that it is that string, else in double quotes.
 * `$`, `#`, braces and backquotes are written as escapes, for the sake of tools that expand variables or templates in
 * a file before they parse it (talhelper and clusterctl do).
 */
export function quoteYaml(text: string): string {
  if (/^[A-Za-z][A-Za-z0-9]*([-._/][A-Za-z0-9]+)*$/.test(text) && !reserved.has(text.toLowerCase())) return text
  return `"${escapeInert(text.replaceAll('\\', '\\\\').replaceAll('"', '\\"'))}"`
}

/** Text for a comment: one line, and nothing that a template or a terminal would act on. */
export function quoteComment(text: string): string {
  return escapeInert(text)
}

// Everything that is not plainly printable, separators other than the space, and what templates look for.
const active = /[\p{C}\p{Zl}\p{Zp}$#{}`]|(?! )\p{Zs}/gu

function escapeInert(text: string): string {
  return text.replace(active, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`
    if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd'
    return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`
  })
}
