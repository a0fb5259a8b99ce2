/** What stands in a box beside its rules and is not known here: it may decide before all of them. */
import { allServices } from '@/lib/net/service'
import type { Statement } from '../../target'
import type { Stage } from './stage'

/** A field that is not known, of something that is read. */
export interface BoxStranger {
  readonly at: Statement
  /** Of what: `the interface lan`. */
  readonly of: string
  /** The name of the field. */
  readonly field: string
  /** The interface on which it may decide; any of them where undefined. */
  readonly key: string | undefined
}

const anyEnd = { negated: false, prefixes: undefined } as const

/** A rule about every packet. */
export const everything = {
  action: 'pass',
  quick: true,
  inbound: true,
  outbound: true,
  on: undefined,
  families: [4, 6],
  services: { 4: allServices, 6: allServices },
  source: anyEnd,
  destination: anyEnd,
} as const

export function strangerStages(strangers: readonly BoxStranger[]): Stage[] {
  return strangers.map(({ at, of, field, key }) => ({
    ...everything,
    at,
    name: of,
    outbound: false,
    on: key === undefined ? undefined : { kind: 'only', tabs: new Set([key]) },
    unknown: `what "${field}" of it does is not known here`,
  }))
}
