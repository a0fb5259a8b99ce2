/** Targets with their options, accepted findings, expectations and the checklist. */
import type { Design } from '../design'
import { removeAt, replaceAt } from './lists'

export type TargetOptions = Design['targets'][string]

/** Adds a target, or takes it out with its options. */
export function toggleTarget(design: Design, id: string, on: boolean): Design {
  if (Object.hasOwn(design.targets, id) === on) return design
  if (on) return setTargetOptions(design, id, {})
  return { ...design, targets: Object.fromEntries(Object.entries(design.targets).filter(([other]) => other !== id)) }
}

/** Sets the options of a target, adding it when it is not there. */
export function setTargetOptions(design: Design, id: string, options: TargetOptions): Design {
  return { ...design, targets: { ...design.targets, [id]: options } }
}

export type Accepted = Design['accepted'][number]

/** Accepts a finding; where it is accepted at the same place already, the reason is replaced. */
export function acceptFinding(design: Design, accepted: Accepted): Design {
  const at = design.accepted.findIndex((other) => other.code === accepted.code && other.at === accepted.at)
  const list = at < 0 ? [...design.accepted, accepted] : replaceAt(design.accepted, at, accepted)
  return { ...design, accepted: list }
}

export function removeAccepted(design: Design, index: number): Design {
  return { ...design, accepted: removeAt(design.accepted, index) }
}

export type Expectation = Design['expectations'][number]

/** Adds an expectation; the same question asked again takes the new answer. */
export function expectAnswer(design: Design, expectation: Expectation): Design {
  const at = design.expectations.findIndex(({ ask }) => ask === expectation.ask)
  const list = at < 0 ? [...design.expectations, expectation] : replaceAt(design.expectations, at, expectation)
  return { ...design, expectations: list }
}

export function removeExpectation(design: Design, index: number): Design {
  return { ...design, expectations: removeAt(design.expectations, index) }
}

/** Ticks a step of the checklist, or takes the tick away. */
export function tickStep(design: Design, id: string, done: boolean): Design {
  return { ...design, checklist: { ...design.checklist, [id]: done } }
}
