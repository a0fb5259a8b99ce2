/** The name of the first element in lower case, read without parsing the whole. */
export function rootName(text: string): string | undefined {
  const match = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<([A-Za-z][\w-]*)[\s/>]/.exec(text)
  return match?.[1]?.toLowerCase()
}
