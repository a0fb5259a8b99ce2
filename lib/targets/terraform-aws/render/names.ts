/** Names of resources and texts that EC2 accepts, from names that a person chose. */

/**
 * Lower-case letters, digits and underscores. Two different texts of DNS labels and colons never become one; other
 * texts carry a mark of their own.
 */
export function nameOf(text: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) return text.replaceAll('-', '_')
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40)
  return `${plain}_${markOf(text)}`.replace(/^_/, '')
}

/** FNV-1a over the code units, as eight hexadecimal digits. */
function markOf(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

/** Signs that both the API and the guide of EC2 allow in a description. */
const foreign = /[^A-Za-z0-9 ._\-:/()#,@[\]+=;{}!$*]+/g

/** At most 255 characters of EC2's own set. */
export function describe(text: string): string {
  return text.replace(foreign, '-').slice(0, 255).trim()
}
