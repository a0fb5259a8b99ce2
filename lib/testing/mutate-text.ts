/** Small random faults in a text: what a person, an editor or a cut download leaves behind. */
import type { Draw } from './draw'

/** Words that mean something to YAML, to Talos or to a template. */
const words = [
  ...['"', "'", ' ', '  ', '\n', '-', '- ', ':', ': ', '#', ' #', '[', ']', '{', '}', ',', '0', '1', '/', '.', '::'],
  ...['~', 'null', '|', '>', '&a', '*a', '!!str ', '---\n', '...\n', '\t', '\r\n', '{{ .x }}', '%', '@', '`', '? '],
  ...['<<: ', 'kind: ', 'name: ', 'ingress: ', 'except: ', 'subnet: ', 'ports: ', 'protocol: ', 'tcp', 'UDP', 'icmp'],
  ...['block', 'BLOCK', 'accept', '80-90', '017', '0x50', '1_0', '"80"', '[80, 90]', '[]', '{}', '!', 'é', '\u2028'],
  ...[
    '$patch: delete\n',
    'apiVersion: v1alpha1\n',
    '\\',
    '+',
    'e1',
    '10.0.0.0/8',
    '/33',
    'spec:\n',
    '\ud800',
    '\u0000',
  ],
]

export function mutateText(draw: Draw, text: string): string {
  let result = text
  for (let left = draw.between(1, 3); left > 0; left--) result = mutateOnce(draw, result)
  return result
}

function mutateOnce(draw: Draw, text: string): string {
  const at = draw.between(0, text.length)
  const lines = text.split('\n')
  const index = draw.between(0, lines.length - 1)
  const line = lines[index] ?? ''
  const withLine = (...replaced: readonly string[]): string => lines.toSpliced(index, 1, ...replaced).join('\n')
  switch (draw.between(0, 7)) {
    case 0:
      return text.slice(0, at) + text.slice(at + draw.between(1, 3))
    case 1:
      return text.slice(0, at) + draw.pick(words) + text.slice(at)
    case 2:
      return text.slice(0, at) + draw.pick(words) + text.slice(at + draw.between(1, 6))
    case 3:
      return withLine()
    case 4:
      return withLine(line, draw.pick(lines))
    case 5:
      return withLine(' '.repeat(draw.between(0, 6)) + line.trimStart())
    case 6:
      return withLine(line.replace(/(: |- ).*$/, (_, mark: string) => mark + draw.pick(words)))
    default:
      return text.slice(0, at)
  }
}
