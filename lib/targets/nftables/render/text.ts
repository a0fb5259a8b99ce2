/** Lines with the ids of the rules that each stands for. */
export interface MappedText {
  readonly text: string
  readonly lineRules: readonly (readonly string[])[]
}

export interface Line {
  readonly text: string
  readonly rules?: readonly string[]
}

const none: readonly string[] = []

export function joinLines(lines: readonly Line[]): MappedText {
  return { text: `${lines.map(({ text }) => text).join('\n')}\n`, lineRules: lines.map(({ rules }) => rules ?? none) }
}

/** One line of a comment: whatever is in the text, it stays on its line and in its order. */
export function commentLine(text: string, indent = ''): Line {
  const inert = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ').trim()
  return { text: `${indent}# ${inert}` }
}

const width = 110

/** Words with commas between them, on as many lines as it takes. */
export function wrapWords(words: readonly string[], first: string, indent: string): string[] {
  const lines: string[] = []
  let line = first
  for (const [index, word] of words.entries()) {
    const piece = `${line.endsWith(' ') || line === indent ? '' : ' '}${word}${index === words.length - 1 ? '' : ','}`
    if (line.length + piece.length > width && line !== indent) {
      lines.push(line.trimEnd())
      line = `${indent}${piece.trimStart()}`
    } else line += piece
  }
  return [...lines, line]
}
