import { failure, type Result, success } from '@/lib/design/problem'
import type { Io } from './io'

/** Bytes that are not UTF-8 are no text. */
export function readTextFile(path: string, io: Io): Result<string> {
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(io.files.read(path)))
  } catch (error) {
    const message = error instanceof TypeError ? 'is not text in UTF-8' : reasonOf(error)
    return failure([{ severity: 'error', at: '', message, suggestion: 'Name a text file that you may read.' }])
  }
}

/** What the system said, without its code and path. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/^[A-Z]+: /, '').replace(/, \w+ '.*$/s, '')
}
