import type { OutputFile } from '../../target'

export interface Line {
  readonly text: string
  readonly rules: readonly string[]
}

export function fileOf(
  path: string,
  lines: readonly Line[],
  rest: Omit<OutputFile, 'path' | 'text' | 'lineRules'>,
): OutputFile {
  const text = lines.map((line) => `${line.text}\n`).join('')
  return { path, text, lineRules: lines.map(({ rules }) => rules), ...rest }
}
