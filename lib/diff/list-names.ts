/** Names in a row, as many as a reader takes in. */

/** Beyond this a list is skimmed. */
const mostNames = 12

export function listNames(names: readonly string[]): string {
  const rest = names.length - mostNames
  return rest <= 0 ? names.join(', ') : `${names.slice(0, mostNames).join(', ')} and ${rest} more`
}
