/**
 * What is promised in words and tables, and needs no packets: the tables of AWS of the seed document, that the same design
 * gives the same bytes in whichever order its lists stand (SPEC 5), in which order prefixes stand (SPEC 3), and the row of
 * `facts/flows.md` 5.4 about DHCPv6.
 */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { rulesCsv } from '@/lib/bundle/rule-tables'
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'
import { compilePolicy } from '@/lib/policy/compile'
import { recordOfRule } from '@/lib/policy/rule-record'
import { workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import { findTarget, targetIds } from '@/lib/targets/all'
import { isFilter } from '@/lib/targets/target'
import { rulesOf } from '@/lib/testing/security-groups'
import { subjectOf } from '@/lib/testing/subject'
import { relaxedDesign } from './drawn-relaxed'
import { standardDesign } from './drawn-standard'
import { strictDesign } from './drawn-strict'
import { filterNamed } from './rules'
import { openDesign, portsOfPoints, proofsOfLists, statedOpenPorts, statedPorts, statedProofs } from './stated-answers'
import {
  adminsOfDesign,
  citedByDesign,
  closedOfDesign,
  familiesOfDesign,
  familiesOfIcmp,
  filesOfDesign,
  fromOfOdd,
  namesOfDesign,
  overriddenOfDesign,
  serversOfDesign,
  statedAdmins,
  statedCitations,
  statedClosed,
  statedFamilies,
  statedFiles,
  statedIcmp,
  statedLonelyFiles,
  statedNames,
  statedOdd,
  statedOverridden,
  statedOwnFiles,
  statedServers,
} from './stated-facts'
import { disorderOf } from './stated-order'
import {
  lonelyDesign,
  lonelyRules,
  meshBesideRules,
  meshDesign,
  meshRules,
  relaxedRules,
  rulesOfDesign,
  standardRules,
  statedText,
  strictRules,
} from './stated-rules'
import { variantsOf } from './stated-variants'
import type { Trial } from './trial'

function promise(name: string, must: string, said: () => string): Trial {
  return { name, scene: 'none', texts: () => ({ said: said() }), must: { said: must }, wanted: () => [] }
}

const awsTarget = 'terraform-aws'

interface Row {
  readonly group: 'controlplane' | 'worker'
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly fromPort: number
  readonly toPort: number
  readonly source: string
}

/** The rows of the seed's tables, and egress to everywhere, as lines. */
function tablesOfSeed(): string {
  const { ingress } = JSON.parse(readFileSync('lib/testing/expected/seed-000-aws.json', 'utf8')) as {
    readonly ingress: readonly Row[]
  }
  const groups: Readonly<Record<string, string>> = { controlplane: 'control_plane', worker: 'worker' }
  const numbers = { tcp: 6, udp: 17, icmp: 1 }
  const rows = ingress.map(
    ({ group, protocol, fromPort, toPort, source }) =>
      `ingress ${groups[group]} ${numbers[protocol]} ${fromPort} ${toPort} ${groups[source] ?? source}`,
  )
  const sent = Object.values(groups).map((group) => `egress ${group} any -1 -1 0.0.0.0/0`)
  return [...rows, ...sent].sort().join('\n')
}

function readSeed(): Design {
  return designSchema.parse(parse(readFileSync('public/examples/seed-000-aws.yaml', 'utf8')))
}

/** The lists of a design the other way round: all, or every other one; those that are about order are left alone. */
function turned(input: DesignInput, turn: (key: string) => boolean): DesignInput {
  const turnValue = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item: unknown) => turnValue(item, key))
      return turn(key) && !ordered.has(key) ? items.reverse() : items
    }
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, turnValue(inner, name)]))
  }
  return turnValue(input, '') as DesignInput
}

/** The first address of a machine, and of its cards, is its name's; the first network of pods is Talos'. */
const ordered: ReadonlySet<string> = new Set(['addresses', 'nics', 'podCIDRs', 'serviceCIDRs', 'cidrs'])

/** Everything that comes of a design: its rules, and the files of every box. */
export function bytesOf(design: Design): string {
  const site = buildSite(design)
  const policy = compilePolicy(design, site)
  const files = targetIds.flatMap((id) => {
    const target = findTarget(id)
    if (target === undefined || !isFilter(target)) return []
    const options = target.options.parse({})
    const output = target.render(() => workAt(policy, target.points(site, options), site), site, options)
    return output.files.map(({ path, text }) => `${path}\n${text}`)
  })
  return [rulesCsv(policy.rules.map(recordOfRule)), ...files].join('\n')
}

const turns: Readonly<Record<string, (key: string) => boolean>> = {
  'all lists': () => true,
  'lists of what there is': (key) => !['from', 'on', 'for', 'may', 'to'].includes(key),
  'lists of names': (key) => ['from', 'on', 'for', 'to', 'ports', 'protocols'].includes(key),
}

/** Which of the lists make other bytes when they stand the other way round. */
function unsteady(design: Design): string {
  let bytes: string | undefined
  const isOther = (other: Design): boolean => {
    // Of the same rules come the same files.
    if (rulesText(other) === rulesText(design)) return false
    bytes ??= bytesOf(design)
    return bytesOf(other) !== bytes
  }
  return Object.entries(turns)
    .filter(([, turn]) => isOther(designSchema.parse(turned(design, turn))))
    .map(([name]) => name)
    .join(', ')
}

function rulesText(design: Design): string {
  const { principals, admin, ...policy } = compilePolicy(design, buildSite(design))
  const admins = admin.map(({ may, ...one }) => ({ ...one, may: [...may].sort() }))
  const withoutNumbers = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
  return JSON.stringify([...principals, admins, policy], withoutNumbers)
}

/** Lists of prefixes that stand in another order than IPv4 first, then by number; by plain text and arithmetic. */
function disorderly(design: Design): string {
  const { rules } = compilePolicy(design, buildSite(design))
  const lists = rules
    .map(recordOfRule)
    .flatMap(({ id, sources, destinations }) =>
      [sources.guest, sources.nic, sources.router, destinations].map((list) => ({ id, list })),
    )
  const wrong = lists.filter(({ list }) => [...list].sort(compareTexts).join() !== list.join())
  return [...new Set(wrong.map(({ id }) => id))].join(', ')
}

function compareTexts(a: string, b: string): number {
  const [x, y] = [keyOf(a), keyOf(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** The family, every number of the address at full length, and the length. */
function keyOf(text: string): string {
  const [address = '', length = ''] = text.split('/')
  if (!address.includes(':'))
    return `4 ${address
      .split('.')
      .map((part) => part.padStart(3, '0'))
      .join()} ${length.padStart(3, '0')}`
  const [head = '', tail] = address.split('::')
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'))
  const [first, last] = [groups(head), groups(tail ?? '')]
  const zeros = tail === undefined ? [] : new Array<string>(8 - first.length - last.length).fill('0')
  return `6 ${[...first, ...zeros, ...last].map((part) => part.padStart(4, '0')).join()} ${length.padStart(3, '0')}`
}

function sourcesOfDhcp(): string {
  const drawn: Partial<DesignInput> = { addons: ['dhcp6'] }
  const design = designSchema.parse({ ...relaxedDesign(), ...drawn, posture: 'standard' })
  const rules = compilePolicy(design, buildSite(design)).rules.filter(({ listener }) => listener === 'dhcp6-client')
  return rules
    .map(recordOfRule)
    .map(({ on, protocol, ports, sources: { guest, nic, router } }) =>
      [on, protocol, ports.join(), 'from', guest.join(), '/', nic.join(), '/', router.join()].join(' ').trim(),
    )
    .join('\n')
}

export function promises(): Trial[] {
  const designs = { standard: standardDesign, relaxed: relaxedDesign, strict: strictDesign }
  return [
    promise('the tables of AWS', tablesOfSeed(), () =>
      rulesOf(subjectOf(filterNamed(awsTarget), readSeed())).join('\n'),
    ),
    promise(
      'the neighbours of DHCPv6',
      ['controlplane', 'worker'].map((on) => `${on} udp 546 from fe80::/10 /  /`).join('\n'),
      sourcesOfDhcp,
    ),
    promise('whose rules, standard', statedText(standardRules), () => rulesOfDesign(standardDesign())),
    promise('whose rules, relaxed', statedText(relaxedRules), () => rulesOfDesign(relaxedDesign())),
    promise('whose rules, strict', statedText(strictRules), () => rulesOfDesign(strictDesign(), 'ingress')),
    promise('whose rules, a control plane alone', statedText(lonelyRules), () => rulesOfDesign(lonelyDesign())),
    promise('whose rules, a mesh', statedText(meshRules), () => rulesOfDesign(meshDesign())),
    promise('whose rules, a mesh beside NodePorts', statedText(meshBesideRules), () =>
      rulesOfDesign(meshDesign('30000-30100')),
    ),
    promise('whose files', statedFiles, () => filesOfDesign(relaxedDesign())),
    promise('whose files, each its own', statedOwnFiles, () => filesOfDesign(standardDesign())),
    promise('whose files, a control plane alone', statedLonelyFiles, () => filesOfDesign(lonelyDesign())),
    promise('an option that is no name', statedOdd, fromOfOdd),
    promise('families in play', statedFamilies, () => familiesOfDesign(relaxedDesign())),
    promise('what is closed, standard', statedClosed.standard, () => closedOfDesign(standardDesign())),
    promise('what is closed, relaxed', statedClosed.relaxed, () => closedOfDesign(relaxedDesign())),
    promise('what is overridden', statedOverridden, () => overriddenOfDesign(standardDesign())),
    promise('what is cited', statedCitations, () => citedByDesign(standardDesign())),
    promise('whom names stand for', statedNames, () => namesOfDesign(standardDesign())),
    promise('who may administer', statedAdmins, () => adminsOfDesign(standardDesign())),
    promise('the servers named', statedServers, () => serversOfDesign(strictDesign())),
    promise('from which ports answers come', statedPorts, () => portsOfPoints(strictDesign())),
    promise('answers from every port', statedOpenPorts, () => portsOfPoints(openDesign())),
    promise('what is proved of lists without state', statedProofs, proofsOfLists),
    promise('no server named', '', () => serversOfDesign(standardDesign())),
    ...Object.entries(designs).flatMap(([name, design]) => [
      promise(`the same bytes, ${name}`, '', () => unsteady(design())),
      promise(`prefixes in order, ${name}`, '', () => disorderly(design())),
      promise(`families of ICMP, ${name}`, name === 'relaxed' ? 'icmp 4' : statedIcmp, () => familiesOfIcmp(design())),
      promise(`rules and names in order, ${name}`, '', () => disorderOf(design())),
      promise(`one design after another, ${name}`, '', () => variantsOf(design(), name === 'relaxed')),
    ]),
  ]
}
