/** Designs behind a router that joins some of their networks, two on one interface at times. */

import type { Design } from '@/lib/design/design'
import { buildSite } from '@/lib/site/build-site'
import { arbitraryDesign } from './arbitrary-design'
import type { Draw } from './draw'
import { proveSubject, type Subject } from './subject'

export interface Joined {
  readonly design: Design
  /** Keys of the router by the networks that it joins. */
  readonly interfaces: Readonly<Record<string, string>>
}

/** `id`: the target whose options name the interfaces. */
export function drawJoins(draw: Draw, id: string): Joined {
  return joinsOf(draw.value(arbitraryDesign), draw, id)
}

export function joinsOf(design: Design, draw: Draw, id: string): Joined {
  const homes = buildSite(design).subnets.filter(({ holdsMembers }) => holdsMembers)
  const first = draw.pick(homes).name
  const others = design.subnets.map(({ name }) => name).filter((name) => name !== first && draw.chance(60))
  const interfaces = Object.fromEntries(
    [first, ...others].map((name, index) => [name, draw.chance(15) ? 'opt1' : `opt${index + 1}`]),
  )
  return { design: { ...design, targets: { [id]: { interfaces } } }, interfaces }
}

/** The verdict, and what was said that speaks against it. */
export function saidOf(subject: Subject): unknown {
  const { verdict, witnesses, problems } = proveSubject(subject)
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ at, message }) => `${at}: ${message}`)
  return { verdict, said: [...witnesses.map(({ point, sentence }) => `${point}: ${sentence}`), ...errors] }
}

/** Which of the odd ways to join were met. */
export function countJoins(): { readonly add: (joined: Joined) => void; readonly least: () => number } {
  const count = { partial: 0, shared: 0 }
  return {
    add: ({ design, interfaces }) => {
      if (Object.keys(interfaces).length < design.subnets.length) count.partial++
      if (new Set(Object.values(interfaces)).size < Object.keys(interfaces).length) count.shared++
    },
    least: () => Math.min(count.partial, count.shared),
  }
}
