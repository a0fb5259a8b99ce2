/**
 * From the files of machines to a design: first what each machine admits, by the readers that proofs use, then the smallest
 * design that says the same. What it does not say the same is listed.
 */
import { type Design, type DesignInput, designSchema } from '../design/design'
import { failure, type Problem, type Result, success } from '../design/problem'
import { readDesignValue } from '../design/read-design'
import { setContains, setOfPrefixes, subtractSets } from '../net/address-set'
import { type Row, restrictRow, rowOfParts } from '../net/packet-row'
import { intersectPackets } from '../net/packet-set'
import { buildSite, readPrefixes } from '../site/build-site'
import { memberNamed } from '../site/member-named'
import type { Site } from '../site/site'
import { knownNames } from '../targets/known-names'
import type { Filter, Lifted, TextFile } from '../targets/target'
import { readInstalled } from '../verify/read-installed'
import { universeAt } from '../verify/universe'
import { drawCluster, listFact, textFact } from './build-design'
import { guessAdmins, guessClusterNetwork, guessPods } from './guess-network'
import { findDifferences, liftPolicy } from './lift-policy'
import { listReach } from './list-reach'
import type { Assumption, Imported, Note } from './note'
import { type Wanted, wireRow } from './reach-rows'
import { understoodNotes } from './understood'

/** Stand for all machines of a role that no file describes by itself. */
const anyOf = { controlplane: 'any-controlplane', worker: 'any-worker' } as const

export function importCluster(filter: Filter, lifted: Lifted): Result<Imported> {
  const read = readWanted(filter, lifted)
  if (!read.ok) return read
  const wanted = read.value
  const cluster = drawCluster(lifted, wanted.map(forGuessing), filter.id)
  if (!cluster.ok) return cluster
  const { design: drawn, assumed } = cluster.value
  const covered = placeWanted(drawn, wanted)
  const hasRules = lifted.names.length > 0 || lifted.facts.some(({ key }) => key === 'defaultAction')
  const extra: Assumption[] = madeUpSubnets(drawn)
  const withPods = hasRules ? addPods(drawn, covered, extra) : drawn
  const withNetwork = hasRules ? addClusterNetwork(withPods, covered, extra) : withPods
  const withAdmins = hasRules ? addAdmins(withNetwork, covered, extra) : withNetwork
  const design = hasRules ? liftPolicy(withAdmins, covered, lifted.names) : withAdmins
  const sound = readDesignValue(design, knownNames)
  if (!sound.ok) return failure(sound.problems.map((problem) => ({ ...problem, at: `imported/${problem.at}` })))
  if (!hasRules) extra.push({ path: ['posture'], text: 'no file holds a rule of a machine' })
  return success({
    design,
    understood: understoodNotes(lifted, design),
    ignored: lifted.ignored.map(({ at, what }) => ({ at, text: what })),
    unprovable: [...unprovableNotes(design, covered, hasRules)],
    assumed: [...assumed, ...extra],
    reach: listReach(filter, design, lifted.files),
    problems: [...lifted.problems, ...read.problems],
  })
}

/** What each machine and each role admits. Sources do not depend on addresses, so a made-up network serves. */
function readWanted(filter: Filter, lifted: Lifted): Result<readonly Wanted[]> {
  const site = probeSite(lifted)
  const options = filter.options.safeParse({})
  if (!options.success || lifted.files.length === 0) return success([])
  const names = new Map(lifted.files.map(({ path, from }) => [path, from]))
  const files: readonly TextFile[] = lifted.files
  const rename = (problem: Problem): Problem => renameProblem(problem, names)
  const installed = readInstalled({ filter, site, files })
  if (!installed.ok) return failure(installed.problems.map(rename))
  const { model } = installed
  const reader = filter.readers.find((candidate) => files.every((file) => candidate.recognises(file)))
  const raw = reader?.read(files, site)
  const wanted = filter.points(site, options.data).flatMap((point): Wanted[] => {
    const member = memberNamed(site, point.member)
    const isCovered = raw?.ok !== true || filter.covers === undefined || filter.covers(raw.value, point, site)
    const isIngress = point.direction === 'ingress' && point.place !== 'router'
    if (member === undefined || !isIngress || !isCovered) return []
    const admitted = intersectPackets(filter.admits(model, point, site).ruled, universeAt(point, site))
    const row = withoutMadeUp(wireRow(admitted))
    return [{ member: member.name, role: member.role, place: point.place, row }]
  })
  return success(wanted, installed.problems.map(rename))
}

function renameProblem(problem: Problem, names: ReadonlyMap<string, string>): Problem {
  for (const [path, from] of names) {
    if (problem.at === path) return { ...problem, at: from }
    if (problem.at.startsWith(`${path}:`)) return { ...problem, at: from + problem.at.slice(path.length) }
  }
  return problem
}

/** Where the made-up machines live: a group of machines stands for the first two where it is somebody's source. */
const probes = {
  controlplane: { name: 'control', cidrs: ['10.255.0.0/24', 'fd70:6f72:7463::/64'] },
  worker: { name: 'workers', cidrs: ['10.255.1.0/24', 'fd70:6f72:7463:1::/64'] },
} as const
const madeUp = setOfPrefixes(readPrefixes([probes.controlplane.cidrs[1], probes.worker.cidrs[1]]))
/** Whoever lets this in means more than the made-up machines. */
const around = setOfPrefixes(readPrefixes(['fd70:6f72:7463::/48']))

/** Both families are asked about; the machines that no file describes are drawn in one. */
function withoutMadeUp(row: Row): Row {
  return rowOfParts(
    row.slabs.map(({ first, last, sources }) => ({
      arrivals: ['wire'],
      services: [{ first, last }],
      sources: setContains(sources, around) ? sources : subtractSets(sources, madeUp),
    })),
  )
}

const probePrefixes = setOfPrefixes(readPrefixes([...probes.controlplane.cidrs, ...probes.worker.cidrs]))

/** At a network card machines are named by groups; a prefix beside them is somebody else. */
function forGuessing(wanted: Wanted): Wanted {
  return wanted.place === 'nic' ? { ...wanted, row: restrictRow(wanted.row, probePrefixes) } : wanted
}

function madeUpSubnets({ subnets }: Design): Assumption[] {
  const known: readonly string[] = [...probes.controlplane.cidrs, ...probes.worker.cidrs]
  return subnets.flatMap(({ cidrs }, at) =>
    cidrs.some((cidr) => known.includes(cidr))
      ? [{ path: ['subnets', at], text: 'no file names an address of these machines' }]
      : [],
  )
}

function probeSite(lifted: Lifted): Site {
  const machine = (name: string, role: 'controlplane' | 'worker') => ({ name, role, subnet: probes[role].name })
  const version = textFact(lifted, 'version')
  const input: DesignInput = {
    version: 1,
    name: 'probe',
    talos: { version: version !== undefined && isKnown(version) ? version : '1.13' },
    kubernetes: { ...networkOf(lifted, 'podCIDRs'), ...networkOf(lifted, 'serviceCIDRs') },
    subnets: [probes.controlplane, probes.worker].map(({ name, cidrs }) => ({ name, cidrs: [...cidrs] })),
    nodes: [
      machine(anyOf.controlplane, 'controlplane'),
      machine(anyOf.worker, 'worker'),
      ...lifted.machines.map(({ name, role }) => machine(name, role)),
    ],
  }
  return buildSite(designSchema.parse(input))
}

function networkOf(lifted: Lifted, key: 'podCIDRs' | 'serviceCIDRs') {
  const cidrs = listFact(lifted, key)
  return cidrs === undefined ? {} : { [key]: cidrs }
}

function isKnown(version: string): boolean {
  return designSchema.shape.talos.safeParse({ version }).success
}

/** A machine without a file of its own gets that of its role. */
function placeWanted(design: Design, wanted: readonly Wanted[]): Wanted[] {
  return [...design.nodes, ...design.pools].flatMap(({ name, role }) => {
    const found = wanted.find(({ member }) => member === name) ?? wanted.find(({ member }) => member === anyOf[role])
    return found === undefined ? [] : [{ ...found, member: name, role }]
  })
}

function addPods(design: Design, wanted: readonly Wanted[], assumed: Assumption[]): Design {
  if (design.kubernetes.podCIDRs !== undefined) return design
  const machines = setOfPrefixes(buildSite(design).members.flatMap(({ sources }) => sources))
  const podCIDRs = guessPods(wanted, machines)
  if (podCIDRs === undefined) return design
  assumed.push({ path: ['kubernetes'], text: 'no file names the networks of pods and services' })
  return { ...design, kubernetes: { ...design.kubernetes, podCIDRs } }
}

function addClusterNetwork(design: Design, wanted: readonly Wanted[], assumed: Assumption[]): Design {
  const clusterCIDRs = guessClusterNetwork(wanted, buildSite(design))
  if (clusterCIDRs === undefined) return design
  assumed.push({ path: ['clusterCIDRs'], text: 'rules let this network in, and it holds those of the machines' })
  return { ...design, clusterCIDRs }
}

function addAdmins(design: Design, wanted: readonly Wanted[], assumed: Assumption[]): Design {
  const admin = guessAdmins(wanted, buildSite(design), design.kubernetes.apiPort)
  for (const at of admin.keys()) {
    assumed.push({ path: ['admin', at], text: 'a rule lets it in; no file says who works there' })
  }
  return { ...design, admin }
}

function unprovableNotes(design: Design, covered: readonly Wanted[], hasRules: boolean): Note[] {
  const alone = [...design.nodes, ...design.pools]
    .filter(({ name }) => !covered.some(({ member }) => member === name))
    .map(({ name }) => name)
  const differences = findDifferences(design, hasRules ? covered : [])
  const differs = (kind: 'more' | 'less') => differences.filter((one) => one.kind === kind).map(({ member }) => member)
  const [more, less] = [differs('more'), differs('less')]
  return [
    ...(hasRules
      ? []
      : [{ text: 'No file holds a firewall document: today every port of the machines is open to all.' }]),
    ...(alone.length === 0 ? [] : [{ text: `No file is for ${alone.join(', ')}: what they admit is the posture's.` }]),
    ...(more.length === 0 ? [] : [{ text: `The design admits more than the files to ${more.join(', ')}.` }]),
    ...(less.length === 0 ? [] : [{ text: `The design admits less than the files to ${less.join(', ')}.` }]),
    {
      text: 'These files do not say: load balancers, announced service addresses, VLANs, egress, ICMP, whose an admin network is and until when, and what other boxes on the way let through.',
    },
  ]
}
