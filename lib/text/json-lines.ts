/** On which lines the texts of a file of JSON stand, found in one pass: there may be as many of them as lines. */
import { rememberOf } from './remember'

/** The first line with the text in quotes, the first of the file where there is none. */
export const linesOfTexts: (file: { readonly text: string }) => (text: unknown) => number = rememberOf(({ text }) => {
  const lines = new Map<string, number>()
  let line = 1
  for (const [found] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|\n/g)) {
    if (found === '\n') line++
    else if (!lines.has(found)) lines.set(found, line)
  }
  return (wanted) => lines.get(`"${String(wanted).replaceAll('"', '\\"')}"`) ?? 1
})
