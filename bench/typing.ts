/** Designs as they change while somebody types: copies, as the page's worker gets them, each with other files than the last. */
import type { Design } from '@/lib/design/design'
import { type Measurement, measure } from './measure'

interface Typing {
  readonly what: string
  readonly edit: (design: Design, turn: number) => Design
}

const office = { name: 'branch', may: ['talos', 'kubernetes'] } satisfies Partial<Design['admin'][number]>

/** The machines stay what they were. */
export const aPrefix: Typing = {
  what: 'a prefix of an admin',
  edit: (design, turn) => ({ ...design, admin: [...design.admin, { ...office, cidr: `198.51.${turn}.0/24` }] }),
}

/** Nothing that is made of all machines can be known from before. */
export const anAddress: Typing = {
  what: 'an address of a machine',
  edit: (design, turn) => ({
    ...design,
    nodes: design.nodes.map((node, index) =>
      index === 8 ? { ...node, addresses: [`10.2.250.${turn * 2 + 1}`, ...node.addresses.slice(1)] } : node,
    ),
  }),
}

/** As `measure`, of another design each time; the copies are made before. */
export function measureTyped(
  design: Design,
  { edit }: Typing,
  work: (design: Design) => unknown,
  runs = 15,
  warmUp = 5,
): Measurement {
  const typed = Array.from({ length: runs + warmUp }, (_, turn) => structuredClone(edit(design, turn))).values()
  return measure(() => work(typed.next().value ?? design), runs, warmUp)
}
