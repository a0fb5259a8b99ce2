import type { SentAnalysis } from '@/components/state/sent-analysis'
import type { OutputFile } from '@/lib/targets/target'
import { findOrigins, type LineOrigins } from './line-origin'

/** Lines of a text; a final line feed ends the last line and starts no other. */
export function linesOf(text: string): string[] {
  return text.split('\n')
}

/** Rules of each line of the text as a person changed it, by index from 0. */
export function rulesByLine(file: OutputFile, origins: LineOrigins): (readonly string[])[] {
  return origins.lines.map(({ rendered }) => (rendered === undefined ? [] : (file.lineRules[rendered] ?? [])))
}

/** Rules of one line, from 1, of a file that may have been edited. */
export function rulesOfLine(file: OutputFile, edited: string | undefined, line: number): readonly string[] {
  if (edited === undefined || edited === file.text) return file.lineRules[line - 1] ?? []
  const origin = findOrigins(linesOf(file.text), linesOf(edited)).lines[line - 1]
  return origin?.rendered === undefined ? [] : (file.lineRules[origin.rendered] ?? [])
}

/** Where a rule first stands in a file that is applied. */
export function firstLineOf(
  analysis: SentAnalysis,
  rule: string,
): { readonly file: string; readonly line: number } | undefined {
  for (const { use, path, lineRules } of analysis.targets.flatMap(({ files }) => files)) {
    const index = use === 'apply' ? lineRules.findIndex((ids) => ids.includes(rule)) : -1
    if (index >= 0) return { file: path, line: index + 1 }
  }
  return undefined
}
