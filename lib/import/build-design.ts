/** From facts of files to a design without its policy: every part either said by a file or marked as assumed. */
import type { ZodType } from 'zod'
import { managements } from '../design/choices'
import type { Design, DesignInput } from '../design/design'
import { designSchema } from '../design/design'
import { failure, type Result, success } from '../design/problem'
import { readDesignValue } from '../design/read-design'
import { setOfPrefixes } from '../net/address-set'
import { readPrefixes } from '../site/build-site'
import { knownNames } from '../targets/known-names'
import type { Fact, FactKey, Lifted } from '../targets/target'
import { drawMachines, type Found, freeNames } from './draw-machines'
import { guessMachines } from './guess-machines'
import { guessAddons, guessPlugin } from './guess-network'
import type { Assumption } from './note'
import type { Wanted } from './reach-rows'

export interface Drawn {
  readonly design: Design
  readonly assumed: readonly Assumption[]
}

/** @param wanted by role, what the files admit, for guessing what they do not say */
export function drawCluster(lifted: Lifted, wanted: readonly Wanted[], targetId: string): Result<Drawn> {
  const assumed: Assumption[] = []
  const assume = (path: Assumption['path'], text: string): void => {
    assumed.push({ path, text })
  }
  const found = findMachines(lifted, wanted)
  const { invented, nowhere, ...machines } = drawMachines(
    found.map(({ one }) => one),
    (lifted.networks ?? []).map(({ name, cidrs }) => ({ name, prefixes: readPrefixes(cidrs) })),
  )
  const noted = new Map(found.flatMap(({ one, why }) => (why === undefined ? [] : [[one.name, why] as const])))
  for (const list of ['nodes', 'pools'] as const) {
    for (const [at, { name }] of machines[list].entries()) {
      const why = noted.get(name)
      if (why !== undefined) assume([list, at], why)
    }
  }
  for (const [at, { name }] of machines.subnets.entries()) {
    if (invented.includes(name)) assume(['subnets', at], 'no file says how large this network is')
  }
  const subnets = machines.subnets.length > 0 ? machines.subnets : [{ name: nowhere, cidrs: ['10.0.0.0/24'] }]
  if (machines.subnets.length === 0) assume(['subnets', 0], 'no file names an address of a machine')
  const name = textFact(lifted, 'name')
  if (name === undefined) assume(['name'], 'no file names the cluster')
  const cni = drawPlugin(lifted, assume)
  const addons = drawAddons(lifted, cni, assume)
  const input: DesignInput = {
    version: 1,
    name: labelOf(name) ?? 'imported',
    talos: drawTalos(lifted, assume),
    kubernetes: drawKubernetes(lifted),
    cni,
    ...machines,
    subnets,
    addons,
    targets: { [targetId]: lifted.options ?? {} },
  }
  const design = readDesignValue(input, knownNames)
  return design.ok ? success({ design: design.value, assumed }) : failure(design.problems)
}

type Assume = (path: Assumption['path'], text: string) => void

function factsOf(lifted: Lifted, key: FactKey): readonly Fact[] {
  return lifted.facts.filter((fact) => fact.key === key)
}

export function textFact(lifted: Lifted, key: FactKey): string | undefined {
  const value = factsOf(lifted, key)[0]?.value
  return typeof value === 'string' ? value : undefined
}

function truthFact(lifted: Lifted, key: FactKey): boolean | undefined {
  const value = factsOf(lifted, key)[0]?.value
  return typeof value === 'boolean' ? value : undefined
}

export function listFact(lifted: Lifted, key: FactKey): string[] | undefined {
  const value = factsOf(lifted, key)[0]?.value
  return typeof value === 'object' ? [...value] : undefined
}

function labelOf(name: string | undefined): string | undefined {
  const label = name
    ?.toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  return label === '' ? undefined : label
}

interface NotedMachine {
  readonly one: Found
  /** What of it is assumed. */
  readonly why?: string
}

function findMachines(lifted: Lifted, wanted: readonly Wanted[]): NotedMachine[] {
  const described = lifted.machines.map(({ name, role, addresses }): Found => ({ name, role, addresses }))
  const placed = described.filter(({ addresses }) => addresses.length > 0)
  // Beside a file for all of a role there are machines of which nothing else is known: rules name the addresses of all.
  const isPlaced = (role: Found['role']): boolean =>
    lifted.roles?.includes(role) !== true && placed.some((one) => one.role === role)
  const nowhere = described.filter(({ addresses }) => addresses.length === 0)
  const guessed = guessMachines(
    wanted,
    nowhere.filter(({ role }) => !isPlaced(role)),
    setOfPrefixes(readPrefixes(placed.flatMap(({ addresses }) => addresses.map((one) => one.split('/')[0] ?? '')))),
    described.map(({ name }) => name),
  ).filter(({ role }) => !isPlaced(role))
  const machines: NotedMachine[] = [
    ...placed.map((one) => {
      const isNamed = lifted.machines.find(({ name }) => name === one.name)?.isNamed === true
      return isNamed ? { one } : { one, why: 'no file names this machine' }
    }),
    ...guessed.map((one) => ({
      one,
      why: 'no file describes it: a rule for control planes or workers names its addresses',
    })),
  ]
  const taken = new Set(machines.map(({ one }) => one.name))
  for (const one of nowhere) if (!taken.has(one.name)) machines.push({ one, why: 'no file gives its addresses' })
  for (const role of ['controlplane', 'worker'] as const) {
    if (machines.some(({ one }) => one.role === role)) continue
    if (role === 'worker' && !wanted.some((one) => one.role === role)) continue
    const name = freeNames(machines.map((other) => other.one.name))(role === 'controlplane' ? 'cp' : 'worker')
    machines.push({ one: { name, role, addresses: [] }, why: 'no file describes a machine of this role' })
  }
  return machines
}

const versionPath = 'talos/version'.split('/')

function drawTalos(lifted: Lifted, assume: Assume): Partial<Design['talos']> {
  const versions = factsOf(lifted, 'version').flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  const known = versions.filter((text) => fits(designSchema.shape.talos, { version: text })).sort(compareVersions)
  const version = known.at(-1)
  if (version === undefined) assume(versionPath, 'no file says which version of Talos runs')
  const actions = factsOf(lifted, 'defaultAction').map(({ value }) => value)
  const accepts = actions.length > 0 && !actions.includes('block')
  const discovery = truthFact(lifted, 'discovery')
  const management = managements.find((one) => one === textFact(lifted, 'management'))
  return {
    ...(management === undefined ? {} : { management }),
    version: version ?? '1.13',
    defaultAction: accepts ? 'accept' : 'block',
    ...(discovery === undefined ? {} : { discovery }),
  }
}

function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.split('.').map(Number))
  const parts = [0, 1, 2].map((at) => (x?.[at] ?? 0) - (y?.[at] ?? 0))
  return parts.find((part) => part !== 0) ?? 0
}

function drawKubernetes(lifted: Lifted): NonNullable<DesignInput['kubernetes']> {
  const [podCIDRs, serviceCIDRs] = [listFact(lifted, 'podCIDRs'), listFact(lifted, 'serviceCIDRs')]
  const [apiPort, endpoint, vip] = (['apiPort', 'endpoint', 'vip'] as const).map((key) => textFact(lifted, key))
  const kubeProxy = truthFact(lifted, 'kubeProxy')
  const facts = { podCIDRs, serviceCIDRs, apiPort: apiPort && Number(apiPort), endpoint, vip, kubeProxy }
  // A file may say what no design can: that is not kept.
  const kept = Object.entries(facts).filter(
    ([key, value]) => value !== undefined && fits(designSchema.shape.kubernetes, { [key]: value }),
  )
  return Object.fromEntries(kept)
}

function fits(schema: ZodType, value: unknown): boolean {
  return schema.safeParse(value).success
}

function drawPlugin(lifted: Lifted, assume: Assume): NonNullable<DesignInput['cni']> {
  const said = textFact(lifted, 'plugin')
  if (said === 'flannel') {
    const transport = textFact(lifted, 'transport')
    const port = textFact(lifted, 'tunnelPort')
    return {
      plugin: 'flannel',
      ...(transport === 'vxlan' || transport === 'wireguard' || transport === 'host-gw' ? { transport } : {}),
      ...(port === undefined || port === '4789' || !fits(designSchema.shape.cni, { tunnelPort: Number(port) })
        ? {}
        : { tunnelPort: Number(port) }),
    }
  }
  const guessed = guessPlugin(lifted.names)
  if (guessed !== undefined) {
    assume(['cni'], 'no file names the network plugin: its ports are open')
    return guessed
  }
  if (said === 'none') return { plugin: 'none' }
  // Talos installs Flannel unless told otherwise; rules that open none of its ports tell otherwise.
  const isOther = said === 'custom' || lifted.names.length > 0
  assume(['cni'], isOther ? 'no file names the network plugin, and no rule opens a port of one' : 'no file names it')
  return { plugin: isOther ? 'none' : 'flannel' }
}

function drawAddons(lifted: Lifted, cni: NonNullable<DesignInput['cni']>, assume: Assume): string[] {
  const guessed = guessAddons(lifted.names, cni)
  const kubespan = truthFact(lifted, 'kubespan')
  const addons = new Set(guessed)
  if (kubespan === true) addons.add('kubespan')
  if (kubespan === false) addons.delete('kubespan')
  if (guessed.some((id) => id !== 'kubespan' || kubespan === undefined)) {
    assume(['addons'], 'no file names an add-on: ports of these are open')
  }
  return [...addons].sort()
}
