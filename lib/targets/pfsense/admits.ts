/** What the box admits, by sets: the evaluation of pf itself is shared by all boxes that have it. */
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { admitsOn, uninterpretedOn } from '../router/evaluate/admits'
import type { Admitted, Uninterpreted } from '../target'
import { rulesetOf } from './evaluate/ruleset'
import { keysAt } from './evaluate/tabs'
import type { PfModel } from './model'

export function admits(model: PfModel, at: Point, _site: Site): Admitted {
  const ruleset = rulesetOf(model)
  return admitsOn(ruleset, keysAt(ruleset, ruleset.box, at))
}

export function uninterpreted(model: PfModel, at: Point, _site: Site): readonly Uninterpreted[] {
  const ruleset = rulesetOf(model)
  return uninterpretedOn(ruleset, keysAt(ruleset, ruleset.box, at))
}
