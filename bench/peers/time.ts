/** How long a compiler needs for a policy beyond its start-up. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Command, median, runTimed } from './child'
import type { Contender } from './contest'
import { type Form, type PlainFilter, startUpOf } from './policy'

export interface Timed {
  /** Seconds of processor, start-up taken off: medians of both. */
  readonly cpu: number
  readonly wall: number
  readonly startUp: number
  /** Lines written, by filter. */
  readonly outputs: readonly string[]
}

/** Past this many seconds a run is repeated thrice alone. */
const long = 2
const runs = { short: 5, long: 3 }

export function timeContender(contender: Contender, filters: readonly PlainFilter[], form: Form): Timed {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-peers-'))
  try {
    const place = (name: string, set: readonly PlainFilter[]): readonly Command[] => {
      const here = join(folder, name)
      for (const [path, text] of Object.entries(contender.inputs(set, form))) {
        mkdirSync(dirname(join(here, path)), { recursive: true })
        writeFileSync(join(here, path), text)
      }
      return contender.commands(set, here)
    }
    const times = timeCommands(place('full', filters), place('empty', startUpOf(filters)))
    return { ...times, outputs: filters.map(({ name }) => contender.output(join(folder, 'full'), name)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In turn, so that both meet the same machine. */
export function timeCommands(full: readonly Command[], empty: readonly Command[]): Omit<Timed, 'outputs'> {
  const [cpus, walls, startUps, wallStartUps]: [number[], number[], number[], number[]] = [[], [], [], []]
  let count: number = runs.short
  for (let run = 0; run < count; run++) {
    const whole = runAll(full)
    const start = runAll(empty)
    cpus.push(whole.cpu)
    walls.push(whole.wall)
    startUps.push(start.cpu)
    wallStartUps.push(start.wall)
    if (whole.cpu > long) count = runs.long
  }
  const startUp = median(startUps)
  return { cpu: median(cpus) - startUp, wall: median(walls) - median(wallStartUps), startUp }
}

function runAll(commands: readonly Command[]): { readonly cpu: number; readonly wall: number } {
  const done = commands.map((command) => runTimed(command))
  const failed = done.find(({ status }) => status !== 0)
  if (failed !== undefined) throw new Error(`a peer ended with ${failed.status}: ${failed.output.slice(-500)}`)
  const sum = (pick: (run: (typeof done)[number]) => number): number => done.reduce((all, run) => all + pick(run), 0)
  return { cpu: sum(({ cpu }) => cpu), wall: sum(({ wall }) => wall) }
}
