/** Colour for people at a terminal: blue for what is right, vermilion for what is not. Never the only sign. */
import type { Io } from '../io'

export interface Style {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly quiet: (text: string) => string
  readonly strong: (text: string) => string
}

const plain = (text: string): string => text

/** @see https://no-color.org */
export function styleOf({ isTerminal, environment }: Io): Style {
  const { NO_COLOR, TERM } = environment
  if (!isTerminal || (NO_COLOR !== undefined && NO_COLOR !== '') || TERM === 'dumb') {
    return { good: plain, bad: plain, quiet: plain, strong: plain }
  }
  const paint =
    (code: string) =>
    (text: string): string =>
      `\u001b[${code}m${text}\u001b[0m`
  return { good: paint('34'), bad: paint('38;5;202'), quiet: paint('2'), strong: paint('1') }
}
