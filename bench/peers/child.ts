/** One run of a program: how long it took, and how much of that it was on a processor. */
import { spawnSync } from 'node:child_process'

export interface Run {
  /** Seconds of processor, its own and the system's for it: other work on the machine hardly shows in it. */
  readonly cpu: number
  readonly wall: number
  readonly status: number | null
  readonly output: string
}

export interface Command {
  readonly words: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

const script = 'TIMEFORMAT=$\'\\n%3R %3U %3S\'; time "$@" 2>&1'

export function runTimed({ words, cwd, env }: Command): Run {
  const child = spawnSync('bash', ['-c', script, 'bash', ...words], {
    cwd,
    env: { ...process.env, ...env, LC_ALL: 'C' },
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (child.error !== undefined) throw child.error
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = (child.stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number)
  return { cpu: user + system, wall, status: child.status, output: child.stdout }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = Number.NaN, high = low] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return (low + high) / 2
}
