/** Seeded single-token faults in a file, as a careless hand would make them. */
import type { Draw } from './draw'

export interface Fault {
  readonly text: string
  /** What was done, for the report. */
  readonly what: string
}

const swaps: readonly (readonly [RegExp, string])[] = [
  [/\btcp\b/, 'udp'],
  [/\budp\b/, 'tcp'],
  [/\bblock\b/, 'accept'],
  [/\baccept\b/, 'block'],
  [/\bcontrol_plane(?=\.)/, 'worker'],
  [/\bworker(?=\.)/, 'control_plane'],
  [/_ingress_/, '_egress_'],
  [/_egress_/, '_ingress_'],
  [/\bcidr_ipv4\b/, 'cidr_ipv6'],
  [/\bcidr_ipv6\b/, 'cidr_ipv4'],
  [/ == /, ' != '],
  [/ != /, ' == '],
  [/\btrue\b/, 'false'],
  [/\bfalse\b/, 'true'],
  [/\bpass\b/, 'block'],
  [/\binet46\b/, 'inet'],
  [/\binet\b/, 'inet6'],
  [/\binet6\b/, 'inet'],
  [/>in</, '>out<'],
  [/<not><\/not>/, ''],
  [/>any</, '>wan<'],
  [/\bpermit\b/, 'deny'],
  [/\bdeny\b/, 'permit'],
  [/ established$/, ''],
  [/ out$/, ' in'],
  [/ in$/, ' out'],
  [/^IN /, 'OUT '],
  [/^OUT /, 'IN '],
  [/ -source \S+/, ''],
  [/ -dest \S+/, ''],
  [/\bDROP\b/, 'ACCEPT'],
  [/"in"/, '"out"'],
  [/"out"/, '"in"'],
  [/\brole=worker\b/, 'role=control-plane'],
  [/\brole=control-plane\b/, 'role=worker'],
]

/** One fault somewhere below the comments; undefined where the chosen line offers none of the chosen kind. */
export function faultOf(text: string, draw: Draw): Fault | undefined {
  const lines = text.split('\n')
  const candidates = [...lines.keys()].filter((i) => /\S/.test(lines[i] ?? '') && !/^\s*#/.test(lines[i] ?? ''))
  const index = draw.pick(candidates)
  const line = lines[index] ?? ''
  const changed = draw.pick([changeNumber, changeNumber, changePrefixLength, swapWord, dropLine])(line, draw)
  if (changed === undefined || changed === line) return undefined
  const next = changed === '' ? lines.toSpliced(index, 1) : lines.toSpliced(index, 1, changed)
  return { text: next.join('\n'), what: `line ${index + 1}: "${line.trim()}" becomes "${changed.trim()}"` }
}

function changeNumber(line: string, draw: Draw): string | undefined {
  const numbers = [...line.matchAll(/(?<![\w/.:])\d+(?![\w:])|(?<=\.)\d+(?=[./])/g)]
  if (numbers.length === 0) return undefined
  const match = draw.pick(numbers)
  const value = Number(match[0]) + draw.pick([1, -1, 10])
  return value < 0 ? undefined : replaceAt(line, match.index, match[0].length, String(value))
}

function changePrefixLength(line: string, draw: Draw): string | undefined {
  const match = /\/(\d+)/.exec(line)
  if (match === null) return undefined
  const value = Number(match[1]) + draw.pick([-1, -1, 1, -8])
  return value < 0 ? undefined : replaceAt(line, match.index, match[0].length, `/${value}`)
}

function swapWord(line: string): string | undefined {
  const swap = swaps.find(([pattern]) => pattern.test(line))
  return swap === undefined ? undefined : line.replace(swap[0], swap[1])
}

function dropLine(): string {
  return ''
}

function replaceAt(line: string, index: number, length: number, by: string): string {
  return line.slice(0, index) + by + line.slice(index + length)
}
