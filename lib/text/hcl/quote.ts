/** Text written into HCL so that nothing in it can mean anything. */

/** Printable ASCII without the signs that mean something in quotes. */
const plainText = /^[ !#&-[\]-~]*$/

/** A string in quotes: `${` and `%{` stay what they are, everything that is not plainly printable is an escape. */
export function quoteHcl(text: string): string {
  if (plainText.test(text)) return `"${text}"`
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[$%](?=\{)/g, (sign) => sign + sign)
  return `"${escaped.replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter)}"`
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\t') return '\\t'
  if (character === '\r') return '\\r'
  const code = character.codePointAt(0) ?? 0
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd'
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`
}

/** Text for a comment: one line of plainly printable characters, without blanks at its ends. */
export function plainComment(text: string): string {
  return text
    .replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
}
