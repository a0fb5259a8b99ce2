import type { Problem } from '@/lib/design/problem'
import type { OutputFile } from '../../target'

export interface Wrapper {
  readonly files: readonly OutputFile[]
  readonly problems: readonly Problem[]
}

/** Lines in the making, each with the rules behind it. */
export interface Lines {
  readonly text: string[]
  readonly rules: (readonly string[])[]
}

const none: readonly string[] = []

export function addLine(lines: Lines, line: string, rules: readonly string[] = none): void {
  lines.text.push(line)
  lines.rules.push(rules)
}

export interface Part {
  readonly lines: readonly string[]
  readonly rules: readonly (readonly string[])[]
}

/** A patch file's lines, cut at its `---`. */
export function partsOf(patch: OutputFile): readonly Part[] {
  const parts: { lines: string[]; rules: (readonly string[])[] }[] = [{ lines: [], rules: [] }]
  for (const [index, line] of patch.text.split('\n').slice(0, -1).entries()) {
    if (line === '---') parts.push({ lines: [], rules: [] })
    else {
      parts.at(-1)?.lines.push(line)
      parts.at(-1)?.rules.push(patch.lineRules[index] ?? none)
    }
  }
  return parts
}

export function addIndented(lines: Lines, part: Part, indent: string): void {
  for (const [index, line] of part.lines.entries()) addLine(lines, `${indent}${line}`, part.rules[index])
}

/** Not `apply`: it holds the patch files once more, and those are what is read back and proved. */
export function outputOf(path: string, lines: Lines): OutputFile {
  return { path, text: `${lines.text.join('\n')}\n`, lineRules: lines.rules, use: 'optional' }
}
