/** The rules at a target's points. A target never decides for itself what it can see. */

import { type AddressSet, setContains } from '../net/address-set'
import { lastPort, type PortRange } from '../net/port-range'
import { prefixSet } from '../net/prefix-set'
import type { Point } from '../site/point'
import type { Site } from '../site/site'
import { type Answer, answersOf } from './answers'
import { tellByNetwork } from './by-network'
import { rulesByMember } from './member-rules'
import type { Policy, Rule } from './rule'

/** What the policy says at one point. Points with the same rules share the same arrays. */
export interface PointWork {
  readonly point: Point
  /** Rules that admit somebody here. */
  readonly rules: readonly Rule[]
  /** Listeners here that admit nobody at this place. */
  readonly closed: readonly Rule[]
}

export interface Work {
  readonly policy: Policy
  readonly points: readonly PointWork[]
}

type Lists = Pick<PointWork, 'rules' | 'closed'>

export function workAt(policy: Policy, points: readonly Point[], site: Site): Work {
  const members = rulesByMember([...policy.rules, ...policy.closed])
  const shared = new Map<string, Lists>()
  const told = new Map<readonly Rule[], Told[]>()
  const listsAt = ({ point, answers, key: from }: Asked): Lists => {
    const all = point.member === undefined ? members.everywhere : members.of(point.member)
    const known = told.get(all) ?? []
    told.set(all, known)
    const found = known.find((one) => one.from === from && isAlike(one.point, point))
    if (found !== undefined) return found.lists
    const lists = makeLists(all, { point, answers, key: from }, site, shared)
    known.push({ point, from, lists })
    return lists
  }
  return {
    policy,
    points: points.flatMap((point): PointWork | PointWork[] => {
      if (point.stateless !== true) {
        const { rules, closed } = listsAt({ point, answers: [], key: '' })
        return { point, rules, closed }
      }
      return splitBySourcePort(point, policy, site).map((asked) => ({ point: asked.point, ...listsAt(asked) }))
    }),
  }
}

/** What a point of that kind was told. */
interface Told {
  readonly point: Point
  readonly from: string
  readonly lists: Lists
}

/** Whether of the same rules the same ones are told at both points. */
function isAlike(a: Point, b: Point): boolean {
  return (
    a.direction === b.direction &&
    a.place === b.place &&
    a.elsewhere === b.elsewhere &&
    a.prefixesPerNetwork === b.prefixesPerNetwork
  )
}

function makeLists(
  all: readonly Rule[],
  { point, answers, key: from }: Asked,
  site: Site,
  shared: Map<string, Lists>,
): Lists {
  const { direction, place, elsewhere, prefixesPerNetwork: most } = point
  const here = all.filter(
    (rule) => rule.direction === direction && rule.places.includes(place) && !isElsewhere(rule, elsewhere),
  )
  const key = `${place} ${here.map((rule) => rule.id).join(' ')} ${most ?? ''} ${from}`
  const found = shared.get(key)
  if (found !== undefined) return found
  const told = [...here.filter((rule) => rule.sources[place].length > 0), ...answers]
  const lists = {
    rules: most === undefined ? told : told.map((rule) => tellByNetwork(rule, site, most)),
    closed: here.filter((rule) => rule.sources[place].length === 0),
  }
  shared.set(key, lists)
  return lists
}

interface Asked {
  readonly point: Point
  /** Answers that the packets of the point may be. */
  readonly answers: readonly Rule[]
  /** The same for points with the same answers. */
  readonly key: string
}

/** At a filter without state: a point for each group of source ports from which the same answers may come. */
function splitBySourcePort(point: Point, policy: Policy, site: Site): Asked[] {
  const answers = answersOf(policy, point.direction, site)
  return [...portGroups(answers)].flatMap(([key, ranges]): Asked[] => {
    const here = answers.filter((answer) => mayCome(answer, ranges)).map(({ rule }) => rule)
    const [first] = ranges
    const isSingle = ranges.length === 1 && first?.from === first?.to
    const id = key === rest ? point.id : `${point.id}/from-${first?.from ?? 0}`
    const every: Asked = { point: { ...point, id, sourcePorts: { ranges, pass: 'every' } }, answers: here, key }
    const some: Point = { ...point, id: `${id}/some`, sourcePorts: { ranges, pass: 'some' } }
    return isSingle ? [every] : [every, { point: some, answers: here, key }]
  })
}

/** The group of the ports from which no answer comes. */
const rest = ''

/** The ports by which of the answers come from them. */
function portGroups(answers: readonly Answer[]): ReadonlyMap<string, readonly PortRange[]> {
  const told = answers.flatMap(({ from }) => from ?? [])
  const cuts = [...new Set([0, ...told.flatMap(({ from, to }) => [from, to + 1])])].filter((cut) => cut <= lastPort)
  cuts.sort((a, b) => a - b)
  const groups = new Map<string, PortRange[]>([[rest, []]])
  for (const [index, from] of cuts.entries()) {
    const range = { from, to: (cuts[index + 1] ?? lastPort + 1) - 1 }
    const key = answers
      .flatMap((answer, at) => (answer.from !== undefined && mayCome(answer, [range]) ? [at] : []))
      .join(',')
    groups.set(key, [...(groups.get(key) ?? []), range])
  }
  return new Map([...groups].filter(([, ranges]) => ranges.length > 0))
}

/** Whether the answer comes from these ports; one that its type tells, from any. */
function mayCome({ from }: Answer, ranges: readonly PortRange[]): boolean {
  return from === undefined || from.some((one) => ranges.some((range) => one.from <= range.from && range.to <= one.to))
}

/** Whether the rule is about nothing but destinations whose packets do not come here. */
function isElsewhere(rule: Rule, elsewhere: AddressSet | undefined): boolean {
  return elsewhere !== undefined && setContains(elsewhere, prefixSet(rule.destinations))
}
