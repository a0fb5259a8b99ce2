/** One design before the kernel: each packet's fate against the matrix and against what two targets say of it. */
import { formatAddress } from '@/lib/net/address'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { hasPacket, type PacketSet, unionPackets } from '@/lib/net/packet-set'
import { intendedPackets } from '@/lib/policy/intended'
import type { FileSet } from '@/lib/targets/target'
import { modelOf, type Subject } from '@/lib/testing/subject'
import { disagree, type Tally } from '../verdict'
import { type Cast, castFor, type Machine, podPort } from './cast'
import type { Kernel, Outcome } from './kernel'
import type { Question } from './question'
import { questionsFor } from './questions'
import { chooserOf } from './random'

export interface Scene {
  /** The design as nft text, and as documents of Talos. */
  readonly chains: Subject
  readonly documents: Subject
  readonly cast: Cast
  readonly questions: readonly Question[]
}

/** What was asked of the kernel, and what it said. */
export interface Asked {
  readonly question: Question
  readonly fate: boolean | string
}

export function sceneOf(chains: Subject, documents: Subject, most: number, seed: number): Scene {
  const chooser = chooserOf(seed)
  const cast = castFor(chains, chooser)
  const model = modelOf(chains)
  const isAllowed = ({ at }: Machine, packet: Packet): boolean =>
    chains.filter.decide(model, at.point, chains.site, packet).verdict === 'allow'
  return { chains, documents, cast, questions: questionsFor(cast, chains, isAllowed, most, chooser) }
}

/** Puts rules into the machines of a scene, in place of what they had. */
export type Loader = (kernel: Kernel, scene: Scene) => Promise<void>

/** The files as nft text; without any, machines have no rules but those of services. */
export function loadText(files: FileSet): Loader {
  return (kernel, scene) => kernel.load(rulesOf(scene, files))
}

/** Builds the scene, probes it, and reports every packet on which any two of the four differ. */
export async function checkScene(
  kernel: Kernel,
  scene: Scene,
  tally: Tally,
  where: string,
  load: Loader = loadText(scene.chains.files),
): Promise<readonly Asked[]> {
  await kernel.build(scene.cast.hosts)
  await load(kernel, scene)
  const outcomes = await kernel.probe(scene.questions.map(({ probe }) => probe))
  await tryWithoutRules(kernel, scene, outcomes, tally, where)
  const asked = scene.questions.map((question, index) => ({ question, fate: fateOf(outcomes[index], question.packet) }))
  const matrix = matrixOf(scene)
  const models = { chains: modelOf(scene.chains), documents: modelOf(scene.documents) }
  for (const { question, fate } of asked) {
    const { machine, packet } = question
    const says = ({ filter, site }: Subject, model: unknown): boolean =>
      filter.decide(model, machine.at.point, site, packet).verdict === 'allow'
    // The matrix is about new packets alone.
    const wanted = packet.phase === 'new' ? matrix(question) : undefined
    const said = {
      kernel: fate,
      ...(wanted === undefined ? {} : { matrix: wanted }),
      chains: says(scene.chains, models.chains),
      documents: says(scene.documents, models.documents),
    }
    if (new Set<unknown>(Object.values(said)).size === 1 && typeof fate === 'boolean') continue
    const words = Object.entries(said).map(([name, word]) => `${name} ${nameVerdict(word)}`)
    disagree(tally, where, `${describe(question)}: ${words.join(', ')}`)
  }
  tally.cases += asked.length
  return asked
}

const triedAgain = 40

/** Nothing but the rules may be why a packet was dropped: without them, samples of those come through. */
async function tryWithoutRules(
  kernel: Kernel,
  scene: Scene,
  outcomes: readonly Outcome[],
  tally: Tally,
  where: string,
): Promise<void> {
  const dropped = scene.questions.filter((_, index) => outcomes[index] === 'drop' || outcomes[index] === 'unanswered')
  const step = Math.max(1, Math.ceil(dropped.length / triedAgain))
  const again = dropped.filter((_, index) => index % step === 0)
  if (again.length === 0) return
  await loadText([])(kernel, scene)
  const free = await kernel.probe(again.map(({ probe }) => probe))
  for (const [index, question] of again.entries()) {
    const outcome = free[index]
    if (outcome === 'accept' || outcome === 'reject') continue
    disagree(tally, where, `${describe(question)}: without any rules too the kernel says ${outcome}`)
  }
  tally.cases += again.length
}

function rulesOf({ chains, cast }: Scene, files: FileSet): Record<string, string> {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  return Object.fromEntries(
    cast.machines.map((machine) => [
      machine.name,
      `${texts.get(machine.path) ?? ''}\n${serviceTable(machine, chains)}`,
    ]),
  )
}

/** NodePorts as kube-proxy has them, at its priority, all of them to the pod of the machine. */
function serviceTable({ pod }: Machine, { site }: Subject): string {
  const { from, to } = site.nodePortRange
  const rules = site.kubeProxy
    ? pod.flatMap((address) =>
        ['tcp', 'udp'].map((protocol) => {
          const [family, target] =
            address.family === 4 ? ['ip', formatAddress(address)] : ['ip6', `[${formatAddress(address)}]`]
          return `    fib daddr type local ${protocol} dport ${from}-${to} dnat ${family} to ${target}:${podPort}\n`
        }),
      )
    : []
  return `table inet services {\n  chain prerouting {\n    type nat hook prerouting priority dstnat;\n${rules.join('')}  }\n}\n`
}

/** The policy's own answer, and what is open by itself; undefined inside a declared gap. */
function matrixOf({ chains, documents }: Scene): (question: Question) => boolean | undefined {
  const gaps = [...chains.output.gaps, ...documents.output.gaps].map(({ packets }) => packets)
  const model = modelOf(documents)
  const sets = new Map<Machine, PacketSet>()
  return ({ machine, packet }) => {
    if (gaps.some((gap) => hasPacket(gap, packet))) return undefined
    let set = sets.get(machine)
    if (set === undefined) {
      const { always } = documents.filter.admits(model, machine.at.point, documents.site)
      const intended = intendedPackets(chains.work, machine.at, chains.site)
      set = always.map(({ packets }) => packets).reduce(unionPackets, intended)
      sets.set(machine, set)
    }
    return hasPacket(set, packet)
  }
}

/** Whether the packet came through; a refusal is an answer too. What went wrong stays in words. */
function fateOf(outcome: string | undefined, { phase }: Packet): boolean | string {
  if (outcome === 'accept' || outcome === 'reject') return true
  // For an answer, what was sent is the question: it is not to be dropped, and its answer may be.
  if (outcome === 'unanswered') return phase === 'new'
  if (outcome === 'drop') return phase === 'new' ? false : 'error: what asks for the answer was dropped'
  return outcome ?? 'error: no outcome'
}

function nameVerdict(word: boolean | string): string {
  return typeof word === 'boolean' ? (word ? 'allows' : 'denies') : word
}

function describe({ machine, packet }: Question): string {
  return `${machine.at.point.id} (${machine.path}) ${packet.arrival} ${packet.phase} ${formatPacket(packet)}`
}
