/** Small faults in documents: what a hand, an editor or a merge does to a file. Seeded, so that a run can be repeated. */
import * as fc from 'fast-check'
import { type Draw, drawn } from '@/lib/testing/draw'

/** Texts that stand for something else in YAML, in Talos, or in nothing. */
const strangers = [
  ...[
    'null',
    '~',
    '""',
    "''",
    'true',
    'no',
    '[]',
    '{}',
    '0',
    '-1',
    '65535',
    '65536',
    '017',
    '0x50',
    '8e1',
    '1_000',
    '.5',
  ],
  ...[
    '80-90',
    '"80"',
    "'80-90'",
    '90-80',
    '080-090',
    '80:90',
    '10.0.0.0/8',
    '10.1.2.3/8',
    '10.0.0.0/33',
    '::/0',
    '2001:DB8::/32',
  ],
  ...[
    '::ffff:10.0.0.0/104',
    '1:2:3:4:5:6:7::/64',
    '1.2.3/8',
    '::1.2.3.4/128',
    'fe80::1%e/64',
    '0.0.0.0/0',
    'tcp',
    'TCP',
    'udp',
  ],
  ...[
    'sctp',
    'block',
    'accept',
    'Block',
    'deny',
    'kind',
    'apiVersion',
    '2024-01-01',
    '12:30',
    '1e3',
    '0o17',
    '0b11',
    '+5',
  ],
  ...[
    '&a 80',
    '*a',
    '!!str 80',
    '"\\x41"',
    '"a\\nb"',
    '%x',
    '@x',
    '`x',
    '- 80',
    '? x',
    '|',
    '>-',
    'a b',
    'a: b',
    'a #b',
    '#',
  ],
]

type Change = (text: string, draw: Draw) => string

const changes: readonly Change[] = [
  // A word becomes another.
  (text, draw) => replaceOne(text, /[^\s,[\]{}]+/g, draw, () => draw.pick(strangers)),
  (text, draw) => replaceOne(text, /[^\s,[\]{}]+/g, draw, () => draw.pick(strangers)),
  // A value becomes another of the same document.
  (text, draw) => replaceOne(text, /(?<=[:-] )\S+$/gm, draw, () => draw.pick(text.match(/(?<=[:-] )\S+$/gm) ?? ['x'])),
  // A number moves.
  (text, draw) =>
    replaceOne(text, /\d+/g, draw, (word) => String(Math.max(0, Number(word) + draw.pick([-1, 1, 10, -10, 60000])))),
  (text, draw) => replaceOne(text, /\d/g, draw, () => String(draw.between(0, 9))),
  // A value is quoted.
  (text, draw) =>
    replaceOne(text, /(?<=[:-] )\S+$/gm, draw, (word) => draw.pick([`"${word}"`, `'${word}'`, ` ${word} `])),
  // A letter changes its case, doubles, or goes.
  (text, draw) => replaceOne(text, /[a-z]/gi, draw, (letter) => draw.pick([letter.toUpperCase(), letter + letter, ''])),
  // A sign goes or doubles.
  (text, draw) => replaceOne(text, /[:/.,"'-]/g, draw, (sign) => draw.pick(['', sign + sign, ' ', `${sign} `])),
  // Space comes or goes.
  (text, draw) =>
    replaceOne(text, /^ +/gm, draw, (space) => draw.pick([`${space} `, space.slice(1), `${space}    `, '\t', ''])),
  (text, draw) => replaceOne(text, /$/gm, draw, () => draw.pick([' ', ' # why', '\t', '\n', '\n\n', '\r'])),
  // A line goes, comes twice, or changes places.
  (text, draw) => onLines(text, draw, (lines, at) => lines.splice(at, 1)),
  (text, draw) => onLines(text, draw, (lines, at) => lines.splice(at, 0, lines[at] ?? '')),
  (text, draw) => onLines(text, draw, (lines, at) => lines.splice(at, 2, lines[at + 1] ?? '', lines[at] ?? '')),
  (text, draw) =>
    onLines(text, draw, (lines, at) =>
      lines.splice(at, 0, draw.pick(['---', '...', '# note', 'x: y', '- 80', '$patch: delete'])),
    ),
  // A list becomes a flow list.
  (text, draw) => replaceOne(text, /:\n +- (\d+)$/gm, draw, (part) => `: [${part.replace(/^.*- /s, '')}]`),
  // A piece is cut off.
  (text, draw) => text.slice(0, draw.between(1, text.length)),
]

/** A text and the patches it is applied over. */
export interface SeedText {
  readonly before: readonly string[]
  readonly text: string
}

/** One or two changes to one of the texts, behind what it is applied over. */
function arbitraryMutation(seeds: readonly SeedText[]): fc.Arbitrary<readonly string[]> {
  return drawn((draw) => {
    const { before, text } = draw.pick(seeds)
    const changed = draw.pick(changes)(text, draw)
    return [...before, draw.chance(25) && changed !== '' ? draw.pick(changes)(changed, draw) : changed]
  })
}

export function sampleMutations(seeds: readonly SeedText[], count: number, seed: number): (readonly string[])[] {
  return fc.sample(arbitraryMutation(seeds), { numRuns: count, seed })
}

function replaceOne(text: string, pattern: RegExp, draw: Draw, by: (found: string) => string): string {
  const found = [...text.matchAll(pattern)]
  if (found.length === 0) return text
  const match = draw.pick(found)
  return text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length)
}

function onLines(text: string, draw: Draw, change: (lines: string[], at: number) => void): string {
  const lines = text.split('\n')
  change(lines, draw.between(0, lines.length - 1))
  return lines.join('\n')
}
