/** ICMP as a reader takes it in: types in a row that one rule admits are one thing to say. */
import type { ReachService } from './reach'

type Told = Pick<ReachService, 'service' | 'title' | 'extent'> & Partial<ReachService>

interface Types {
  readonly protocol: string
  readonly first: number
  readonly last: number
}

/** `icmpv6/1`, `icmpv6/2`, `icmpv6/3` of one title become `icmpv6/1-3`; the rest stays as it is. */
export function joinIcmp<T extends Told>(services: readonly T[]): readonly T[] {
  const joined: T[] = []
  for (const service of services) {
    const before = joined.at(-1)
    const whole = before === undefined ? undefined : joinTwo(before, service)
    if (whole === undefined) joined.push(service)
    else joined[joined.length - 1] = { ...service, service: whole }
  }
  return joined
}

function joinTwo(before: Told, after: Told): string | undefined {
  const [one, next] = [typesOf(before), typesOf(after)]
  if (one === undefined || next === undefined) return undefined
  const isNext = one.protocol === next.protocol && one.last + 1 === next.first
  return isNext && isAlike(before, after) ? `${one.protocol}/${one.first}-${next.last}` : undefined
}

function isAlike(a: Told, b: Told): boolean {
  const told = ({ title, extent, surprise, rules }: Told) => JSON.stringify([title, extent, surprise, rules])
  return told(a) === told(b)
}

function typesOf({ service }: Told): Types | undefined {
  const match = /^(icmp(?:v6)?)\/(\d+)(?:-(\d+))?$/.exec(service)
  if (match === null) return undefined
  const [, protocol = '', first, last = first] = match
  return { protocol, first: Number(first), last: Number(last) }
}
