/** Asks plain interpreters about a packet while a change is under way: each box by the files of the stage that it is at. */
import type { DesignInput } from '../design/design'
import type { Packet } from '../net/packet'
import type { Plan } from '../plan/plan'
import { filesOf, type Stage } from '../plan/stage'
import { pointsOnRoute } from '../site/route'
import { findTarget } from '../targets/all'
import { type Filter, isFilter } from '../targets/target'
import { readInstalled } from '../verify/read-installed'

function filterOf(id: string): Filter {
  const target = findTarget(id)
  if (target === undefined || !isFilter(target)) throw new Error(`${id} is no filter`)
  return target
}

/** Who sends a packet to whom; nobody of the cluster where it comes from outside. */
interface Sent {
  readonly packet: Packet
  readonly from: string | undefined
  readonly to: string
}

export type StageOf = (target: string, member: string | undefined) => Stage['name']

/** Asks every box on the way of a packet, each by the files of the stage that it is at. */
export function judgeOf(
  plan: Plan,
  targets: NonNullable<DesignInput['targets']>,
): (stageOf: StageOf, sent: Sent) => boolean {
  const { stages } = plan
  const before = { old: undefined, both: stages.old, new: stages.both } as const
  const { site } = stages.both
  const models = new Map<string, unknown>()
  const modelOf = (filter: Filter, name: Stage['name']): unknown => {
    const key = `${filter.id} ${name}`
    if (!models.has(key)) {
      const stage = stages[name]
      const previous = before[name]
      const own = (targets: Stage['targets']) => filesOf(targets.filter(({ id }) => id === filter.id))
      const installed = readInstalled({
        filter,
        site: stage.site,
        files: own(stage.targets),
        ...(previous === undefined ? {} : { previous: own(previous.targets) }),
      })
      if (!installed.ok) throw new Error(installed.problems[0]?.message)
      models.set(key, installed.model)
    }
    return models.get(key)
  }
  const guards = stages.both.targets.map(({ id }) => {
    const filter = filterOf(id)
    const options = filter.options.parse(targets[id] ?? {})
    return { filter, points: filter.points(site, options) }
  })
  return (stageOf, { packet, from, to }) =>
    guards.every(({ filter, points }) => {
      const ends = { source: from === undefined ? [] : [from], destination: [to] }
      return pointsOnRoute(points, packet, ends, site).every((point) => {
        const name = stageOf(filter.id, filter.meta.place === 'guest' ? point.member : undefined)
        const world = filter.meta.place === 'guest' ? stages[name].site : site
        const here =
          world === site
            ? point
            : filter.points(world, {}).find((one) => one.member === point.member && one.direction === point.direction)
        if (here === undefined) throw new Error(`${point.member} has no file at the stage ${name}`)
        return filter.decide(modelOf(filter, name), here, world, packet).verdict === 'allow'
      })
    })
}
