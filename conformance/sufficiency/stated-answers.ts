/**
 * What a filter that keeps no state is asked of the ports from which packets come (SPEC 5 and 6): from ports that the same
 * servers answer from, every one must let through what the policy does, and no single one of them more.
 */
import { type Design, designSchema } from '@/lib/design/design'
import { allAddresses } from '@/lib/net/address-set'
import { formatPortRange } from '@/lib/net/port-range'
import { compilePolicy } from '@/lib/policy/compile'
import { workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import type { Point } from '@/lib/site/point'
import { proveSubject, subjectOf } from '@/lib/testing/subject'
import { strictDesign } from './drawn-strict'
import { filterNamed } from './rules'
import { lonelyDesign } from './stated-rules'

/** By the ways through the box: name and time servers, and the two listeners of UDP that serve clients. */
export const statedPorts = [
  ...['in: 53', 'in: 123', 'in: 65535', 'in: 514 8125', 'in: 0-52 54-122 124-513 515-8124 8126-65534'],
  ...['out: 65535', 'out: 514 8125', 'out: 0-513 515-8124 8126-65534'],
]
  .flatMap((ports) => (/[ -].*[ -]/.test(ports) ? [`${ports} every`, `${ports} some`] : [`${ports} every`]))
  .sort()
  .join('\n')

/** Everybody is answered from any port: there is no port from which nobody is. */
export const statedOpenPorts = ['in: 0-65535 every', 'in: 0-65535 some', 'out: 0-65535 every', 'out: 0-65535 some']
  .sort()
  .join('\n')

/** The same with a listener at every port of UDP, of machines that may ask each other and nobody else. */
export function openDesign(): Design {
  return designSchema.parse({
    ...lonelyDesign(),
    egress: 'restricted',
    listeners: [
      { name: 'any', on: ['controlplane'], protocol: 'udp', ports: ['0-65535'], from: ['anywhere', 'nodes'] },
    ],
  })
}

export function portsOfPoints(design: Design): string {
  const site = buildSite(design)
  const base = { place: 'router', destinations: allAddresses, stateless: true } as const
  const asked: readonly Point[] = [
    { ...base, id: 'in', direction: 'ingress' },
    { ...base, id: 'out', direction: 'egress' },
  ]
  const { points } = workAt(compilePolicy(design, site), asked, site)
  const ids = new Set(points.map(({ point }) => point.id))
  if (ids.size < points.length) return 'two points have one name'
  return points
    .map(({ point: { id, sourcePorts } }) => {
      const [way] = id.split('/')
      return `${way}: ${sourcePorts?.ranges.map(formatPortRange).join(' ')} ${sourcePorts?.pass}`
    })
    .sort()
    .join('\n')
}

/** What a proof must say of access lists that were changed by hand, each in one line of one list. */
const changes: readonly (readonly [what: string, verdict: string, change: (text: string) => string])[] = [
  ['as they are', 'equal', (text) => text],
  [
    'one port of many lets in more',
    'wider',
    before('remark pcl:drawn:apid/worker', 'permit udp any eq 700 any eq 7000'),
  ],
  [
    'one port of many is shut out',
    'narrower',
    before('remark pcl:drawn:apid/worker', 'deny udp any eq 700 any eq 8125'),
  ],
  [
    'a port of answers is shut out',
    'narrower',
    before('remark pcl:drawn:apid/controlplane', 'deny udp any eq 65535 any'),
  ],
  ['a port of answers lets in more', 'wider', before('remark pcl:drawn:apid/worker', 'permit udp any eq 123 any')],
]

function before(mark: string, line: string): (text: string) => string {
  return (text) => text.replace(` ${mark}\n`, ` ${line}\n ${mark}\n`)
}

export const statedProofs = changes.map(([what, verdict]) => `${what}: ${verdict}`).join('\n')

export function proofsOfLists(): string {
  const targets = { 'switch-acl': { interfaces: { control: 'Vlan10', workers: 'Vlan11', storage: 'Vlan12' } } }
  const subject = subjectOf(filterNamed('switch-acl'), designSchema.parse({ ...strictDesign(), targets }))
  return changes
    .map(([what, , change]) => {
      const files = subject.files.map(({ path, text }) => ({ path, text: change(text) }))
      return `${what}: ${proveSubject(subject, files).verdict}`
    })
    .join('\n')
}
