/** The browser's storage: every access may be refused, and a write counts only when it reads back the same. */
import { idOfKey, storageKey } from './stored-design'

const lastOpenKey = 'portcullis/open'

/** All records, by id, whether they can be read or not. */
export function storedTexts(): readonly (readonly [string, string])[] {
  try {
    const texts: [string, string][] = []
    for (let index = 0; index < localStorage.length; index++) {
      const key = localStorage.key(index)
      const id = key === null ? undefined : idOfKey(key)
      const text = key === null ? null : localStorage.getItem(key)
      if (id !== undefined && text !== null) texts.push([id, text])
    }
    return texts
  } catch {
    return []
  }
}

export function readText(id: string): string | undefined {
  try {
    return localStorage.getItem(storageKey(id)) ?? undefined
  } catch {
    return undefined
  }
}

/** Writes a record and reads it back. Gives the reason, with what to do, when it is not kept. */
export function writeText(id: string, text: string): string | undefined {
  try {
    localStorage.setItem(storageKey(id), text)
    if (localStorage.getItem(storageKey(id)) === text) return undefined
    return 'The browser gave back something else than was saved. Download the design before you close the tab.'
  } catch (error) {
    return failureReason(error)
  }
}

export function removeText(id: string): void {
  try {
    localStorage.removeItem(storageKey(id))
  } catch {
    // What cannot be read cannot be removed either; the list stays as it is.
  }
}

function failureReason(error: unknown): string {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return 'The browser has no room left for this site. Delete a design or download this one.'
  }
  return 'The browser refuses to keep anything for this site. Download the design before you close the tab.'
}

/** Keeps which design is open, for this tab and for the next one. */
export function rememberOpen(id: string): void {
  try {
    sessionStorage.setItem(lastOpenKey, id)
    localStorage.setItem(lastOpenKey, id)
  } catch {
    // Without storage there is nothing to come back to.
  }
}

/** The design this tab, or the last tab, had open. */
export function lastOpenId(): string | undefined {
  try {
    return sessionStorage.getItem(lastOpenKey) ?? localStorage.getItem(lastOpenKey) ?? undefined
  } catch {
    return undefined
  }
}
