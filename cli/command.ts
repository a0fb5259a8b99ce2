/** What a command is, and what it gets when it runs. */
import type { ExitCode, Io } from './io'

export interface CommandOption {
  readonly short?: string
  /** Name of its value in the help; a flag has none. */
  readonly value?: string
  readonly repeatable?: boolean
  readonly help: string
}

export interface Command {
  readonly name: string
  readonly summary: string
  /** What follows the name in the usage line. */
  readonly operands: string
  readonly description: readonly string[]
  readonly options: Readonly<Record<string, CommandOption>>
  /** Command lines, each with what it is for. */
  readonly examples: readonly (readonly [string, string])[]
  readonly run: (call: Call, io: Io) => Promise<ExitCode>
}

export interface Call {
  readonly command: Command
  readonly operands: readonly string[]
  readonly flag: (name: string) => boolean
  /** The last value given. */
  readonly text: (name: string) => string | undefined
  readonly texts: (name: string) => readonly string[]
}
