/** The rules at a target's points. A target never decides for itself what it can see. */

import type { Point } from '../site/point'
import type { Site } from '../site/site'
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

export function workAt(policy: Policy, points: readonly Point[], site: Site): Work {
  const byMember = new Map<string, Rule[]>(site.members.map((member) => [member.name, []]))
  for (const rule of [...policy.rules, ...policy.closed])
    for (const name of rule.members) byMember.get(name)?.push(rule)
  const shared = new Map<string, Pick<PointWork, 'rules' | 'closed'>>()
  const everywhere = [...policy.rules, ...policy.closed]
  return {
    policy,
    points: points.map((point) => {
      const here = (point.member === undefined ? everywhere : (byMember.get(point.member) ?? [])).filter(
        (rule) => rule.direction === point.direction && rule.places.includes(point.place),
      )
      const key = `${point.place} ${here.map((rule) => rule.id).join(' ')}`
      let lists = shared.get(key)
      if (lists === undefined) {
        lists = {
          rules: here.filter((rule) => rule.sources[point.place].length > 0),
          closed: here.filter((rule) => rule.sources[point.place].length === 0),
        }
        shared.set(key, lists)
      }
      return { point, ...lists }
    }),
  }
}
