/** The world outside as the commands see it, so that a test can be one. */

export type ExitCode = 0 | 1 | 2

export interface Io {
  /** Folder that relative paths start from. */
  readonly folder: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Whether a person reads the standard output as it comes. */
  readonly isTerminal: boolean
  /** Results. */
  readonly out: (text: string) => void
  /** Messages. */
  readonly err: (text: string) => void
  readonly readInput: () => Promise<string>
  readonly files: FileSystem
}

/** Paths are absolute. Every function throws what the system throws. */
export interface FileSystem {
  readonly kind: (path: string) => 'file' | 'folder' | undefined
  /** Whether the name leads elsewhere: whoever walks through folders does not follow it, as it may lead back. */
  readonly isLink: (path: string) => boolean
  readonly read: (path: string) => Uint8Array
  /** In bytes. */
  readonly size: (path: string) => number
  /** Names in a folder, sorted. */
  readonly list: (folder: string) => readonly string[]
  /** With `owner`, nobody else on the machine may read it. */
  readonly write: (path: string, bytes: Uint8Array, readers?: 'owner') => void
  /** With its parents; no complaint when it is there. */
  readonly makeFolder: (path: string) => void
  readonly move: (from: string, to: string) => void
  /** A file, or a folder with all that is in it. */
  readonly remove: (path: string) => void
}
