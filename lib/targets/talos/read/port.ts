/**
 * Items of `portSelector.ports` as Talos reads them: a number by YAML's rules, or text `low-high` in decimal.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/types/network/port_range.go
 */
import { formatPortRange, lastPort, type PortRange } from '@/lib/net/port-range'
import type { ScalarTree } from './tree'

export type PortReading =
  | { readonly kind: 'range'; readonly range: PortRange }
  /** Null items are left out of the list without a word. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'wrong'; readonly message: string; readonly suggestion: string }

export function isNull(scalar: ScalarTree): boolean {
  return scalar.plain && /^(?:|~|null|Null|NULL)$/.test(scalar.text)
}

export function readPort(scalar: ScalarTree): PortReading {
  if (isNull(scalar)) return { kind: 'nothing' }
  const number = scalar.plain ? readNumber(scalar.text) : undefined
  if (number !== undefined && number >= 0 && number <= lastPort) {
    return { kind: 'range', range: { from: number, to: number } }
  }
  const ends = /^(\d+)-(\d+)$/.exec(scalar.text)
  if (ends !== null) {
    const range = { from: Number(ends[1]), to: Number(ends[2]) }
    if (range.from <= lastPort && range.to <= lastPort) return { kind: 'range', range }
  }
  return { kind: 'wrong', ...explainPort(scalar, number) }
}

function explainPort(scalar: ScalarTree, number: number | undefined): { message: string; suggestion: string } {
  const message = `${JSON.stringify(scalar.text)} is not a port or range`
  if (!scalar.plain && /^\d+$/.test(scalar.text)) {
    return {
      message: `${message}: Talos refuses a quoted single port`,
      suggestion: `write ${scalar.text} without quotes`,
    }
  }
  if (number !== undefined || /^\d+-\d+$/.test(scalar.text)) {
    return { message, suggestion: `ports go from 0 to ${lastPort}` }
  }
  if (/^\d+\s*[-:]\s*\d+$/.test(scalar.text)) {
    return { message, suggestion: `write ${scalar.text.replace(/\s*[-:]\s*/, '-')}` }
  }
  return { message, suggestion: 'write a number like 443 or a range like 8000-9000' }
}

/** Whole numbers of YAML 1.1 as the Go library reads them: bases by prefix, `_` between digits, whole floats. */
function readNumber(text: string): number | undefined {
  if (!/^[-+.0-9]/.test(text)) return undefined
  const digits = text.replaceAll('_', '')
  const negative = digits.startsWith('-')
  const bare = digits.replace(/^[-+]/, '')
  const value = readWhole(bare) ?? readFloat(bare)
  if (value === undefined || !Number.isInteger(value)) return undefined
  return negative && value !== 0 ? -value : value
}

function readWhole(text: string): number | undefined {
  if (/^(?:0|[1-9]\d*)$/.test(text)) return Number(text)
  if (/^0[xX][0-9a-fA-F]+$/.test(text) || /^0[bB][01]+$/.test(text)) return Number(text)
  const octal = /^0[oO]?([0-7]+)$/.exec(text)
  return octal === null ? undefined : Number.parseInt(octal[1] ?? '', 8)
}

function readFloat(text: string): number | undefined {
  return /^(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined
}

/** The first fault of a list of ports, in Talos' own order. */
export function faultOfPorts(ranges: readonly PortRange[]): string | undefined {
  if (ranges.length === 0) return 'the list of ports is empty'
  const sorted = [...ranges].sort((a, b) => a.from - b.from)
  for (const [index, range] of sorted.entries()) {
    if (range.from > range.to) return `the range ${range.from}-${range.to} runs backwards`
    const before = sorted[index - 1]
    if (before !== undefined && range.from <= before.to) {
      return `${formatPortRange(range)} overlaps with ${formatPortRange(before)}`
    }
  }
  return undefined
}

/** Two entries that touch, which Talos before 1.7.6 does not load both. */
export function adjacentPorts(ranges: readonly PortRange[]): readonly [PortRange, PortRange] | undefined {
  const sorted = [...ranges].sort((a, b) => a.from - b.from)
  for (const [index, range] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before !== undefined && before.to + 1 === range.from) return [before, range]
  }
  return undefined
}

export function explainAdjacent([first, second]: readonly [PortRange, PortRange]): string {
  const entries = `${formatPortRange(first)} and ${formatPortRange(second)}`
  return `Talos before 1.7.6 closes one of two entries that touch: ${entries}`
}
