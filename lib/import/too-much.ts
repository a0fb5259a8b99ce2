/** What is more than the boxes of one cluster hold, and would take minutes: told at once, with the place where it begins. */
import { type Problem, problemAt } from '../design/problem'
import type { Lifted, Statement } from '../targets/target'

/** Far beyond what people have, and read within seconds. */
const most = { machines: 2_000, networks: 400, rules: 5_000 } as const

export function explainTooMuch({ machines, networks = [], names, rules }: Lifted): readonly Problem[] {
  const places: Readonly<Record<keyof typeof most, readonly Statement[]>> = {
    machines: machines.map(({ at }) => at),
    networks: networks.map(({ at }) => at),
    rules: rules ?? names.map(({ at }) => at),
  }
  return (['machines', 'networks', 'rules'] as const).flatMap((what) => {
    const at = places[what][most[what]]
    if (at === undefined) return []
    const message = `more than ${most[what]} ${what} are not imported at once`
    return [problemAt('error', at.file, at.line, message, 'give the files of fewer boxes at a time')]
  })
}
