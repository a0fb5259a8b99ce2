/** Why a text is no subnet, and what to write. */
export function explainPrefix(text: string): { message: string; suggestion: string } {
  const suggestion = 'write a network with its length, like 10.0.0.0/24 or 2001:db8::/64'
  if (text === '') return { message: 'the subnet is empty', suggestion }
  const message = `${JSON.stringify(text)} is not a subnet`
  const [address, length] = [text.replace(/\/.*$/s, ''), text.slice(text.indexOf('/') + 1)]
  if (!text.includes('/')) return { message: `${message}: it has no length`, suggestion: suggestedLength(text) }
  if (address.includes('%')) return { message, suggestion: 'leave out the zone after %' }
  if (/^0\d/.test(length) || /(^|\.)0\d/.test(address)) return { message, suggestion: 'leave out leading zeros' }
  if (length.includes('.')) return { message, suggestion: 'write the mask as a length, like /24' }
  return { message, suggestion }
}

function suggestedLength(text: string): string {
  return `for one address write ${text}/${text.includes(':') ? 128 : 32}`
}
