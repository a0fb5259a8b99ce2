/** A text as a careless copy, a bad merge or a shaky hand leaves it. */
import type { Draw } from './draw'

const scraps = [
  '\u0000',
  '\t',
  '\uFEFF',
  '<<<<<<< HEAD\n',
  '&a [*a]',
  `\${x}`,
  '{{ x }}',
  '%{ for a in b }',
  '---\n',
  '"',
  ']]>',
  '- ',
  '\r\n',
]

export function damageText(text: string, draw: Draw): string {
  const at = draw.between(0, text.length)
  return draw.pick([
    () => text.slice(0, at),
    () => text.slice(at),
    () => text.slice(0, at) + draw.pick(scraps) + text.slice(at),
    () => text.slice(0, at) + text.slice(Math.min(text.length, at + draw.between(1, 200))),
    () => `${text}\n${text}`,
  ])()
}
