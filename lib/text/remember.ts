/** What was made of a thing, as long as somebody holds the thing: files are asked several times, and read once. */
export function rememberOf<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found.value
    const value = make(key)
    known.set(key, { value })
    return value
  }
}

/**
 * What was made of a text, by the text itself: of many files an edit changes few. It starts afresh once the texts are
 * longer together than that.
 */
export function rememberTexts<Value>(make: (text: string) => Value, mostCharacters: number): (text: string) => Value {
  const known = new Map<string, { readonly value: Value }>()
  let characters = 0
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found.value
    const value = make(text)
    if (text.length > mostCharacters) return value
    if (characters + text.length > mostCharacters) {
      known.clear()
      characters = 0
    }
    known.set(text, { value })
    characters += text.length
    return value
  }
}

/** The same of files, by their paths and their texts. */
export function rememberFiles<File extends { readonly path: string; readonly text: string }, Value>(
  make: (file: File) => Value,
  mostCharacters: number,
): (file: File) => Value {
  const known = new Map<string, Map<string, { readonly value: Value }>>()
  let characters = 0
  return (file) => {
    const { path, text } = file
    const found = known.get(path)?.get(text)
    if (found !== undefined) return found.value
    const value = make(file)
    const length = path.length + text.length
    if (length > mostCharacters) return value
    if (characters + length > mostCharacters) {
      known.clear()
      characters = 0
    }
    const here = known.get(path) ?? new Map<string, { readonly value: Value }>()
    known.set(path, here.set(text, { value }))
    characters += length
    return value
  }
}
