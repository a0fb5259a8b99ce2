/** What the box admits, by sets: the evaluation of pf itself is shared by all boxes that have it. */
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { admitsOn, uninterpretedOn } from '../router/evaluate/admits'
import type { Admitted, Uninterpreted } from '../target'
import { keysAt } from './evaluate/keys'
import { rulesetOf } from './evaluate/ruleset'
import type { OpnModel } from './model'

export function admits(model: OpnModel, at: Point, _site: Site): Admitted {
  const ruleset = rulesetOf(model)
  return admitsOn(ruleset, keysAt(ruleset, at))
}

export function uninterpreted(model: OpnModel, at: Point, _site: Site): readonly Uninterpreted[] {
  const ruleset = rulesetOf(model)
  return uninterpretedOn(ruleset, keysAt(ruleset, at))
}
